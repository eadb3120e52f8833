from xml.etree import ElementTree as ET

from app.evaluation.picture import picture_of

SVG = "{http://www.w3.org/2000/svg}"


def words(picture: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(picture).iter(f"{SVG}text")]  # noqa: S314 (our own)


def test_each_class_is_a_group_of_bars_the_longest_first() -> None:
    classes = {("quote missed", "indirect SCQ"): 12, ("quote missed", "mixed Q"): 30, ("speaker wrong", "pronoun"): 4}
    assert words(picture_of(classes)) == [
        "Missed, by type and order of speaker (S), cue (C) and content (Q): 42",
        *("mixed Q", "30", "indirect SCQ", "12"),
        "Found with another speaker, by what the speaker's mention is: 4",
        *("pronoun", "4"),
    ]


def test_bars_are_as_long_as_what_they_count() -> None:
    classes = {("quote missed", "a"): 40, ("quote edges", "b"): 10}
    bars = [float(bar.get("width") or 0) for bar in list(ET.fromstring(picture_of(classes)).iter(f"{SVG}rect"))[1:]]  # noqa: S314
    assert bars[0] == 4 * bars[1]


def test_many_small_kinds_are_one_bar() -> None:
    classes = {("quote missed", f"kind {number}"): 20 - number for number in range(15)}
    told = words(picture_of(classes))
    assert told[-2:] == ["others", str(sum(20 - number for number in range(9, 15)))]
    assert len(told) == 1 + 2 * 10


def test_what_is_written_is_escaped_and_nothing_is_a_picture_too() -> None:
    assert "a <b> & c" in words(picture_of({("quote edges", "a <b> & c"): 1}))
    assert words(picture_of({})) == []
