"""What the head of a text says: title, date, where the body begins."""

import pytest

from app.domain.dates import PartialDate
from app.errors import DateError
from app.extraction.draft import Draft
from app.extraction.heading import read_heading
from app.extraction.languages.fr import PACK


def read(text: str, date: PartialDate | None = None) -> tuple[str | None, str | None, str]:
    draft = read_heading(Draft(text, date=date), PACK.text)
    title = draft.heading.title.of(text) if draft.heading.title else None
    return title, str(draft.date) if draft.date else None, text[draft.heading.body_start :]


@pytest.mark.parametrize(
    ("head", "date"),
    [
        (" date 2023-04 ", "2023-04"),
        ("date 2023 ", "2023"),
        ("date: 2023-04-12\n", "2023-04-12"),
        ("\n\n  date 2023-04.\n\n", "2023-04"),
    ],
)
def test_a_stamp_in_front_of_the_text(head: str, date: str) -> None:
    assert read(head + "Le maire parle.") == (None, date, "Le maire parle.")


@pytest.mark.parametrize("stamp", ["date 2023-13 ", "date 2023-00 ", "date 2023-02-30 ", "date 0000 "])
def test_a_stamp_that_is_no_date_is_refused_with_its_words(stamp: str) -> None:
    with pytest.raises(DateError, match=stamp.strip()):
        read(stamp + "Le maire parle.")


@pytest.mark.parametrize(
    "dateline",
    [
        "9 août 2016 . –",
        "9 août 2016. –",
        "9 août 2016, 14 h 30 UTC . –",
        "9 août 2016, Montpellier. —",
        "mardi 9 août 2016 –",
        "9 aout 2016 -",
        "Publié le 9 août 2016",
    ],
)
def test_a_title_line_and_a_dateline(dateline: str) -> None:
    text = f"Judo : une médaille d'or\n\n{dateline}\nLa judoka a gagné."
    assert read(text) == ("Judo : une médaille d'or", "2016-08-09", "La judoka a gagné.")


def test_the_first_of_a_month() -> None:
    assert read("Un titre\n\n1er mars 2016. – Le corps.") == ("Un titre", "2016-03-01", "Le corps.")


def test_a_dateline_after_a_caption_and_not_the_link_to_a_later_article() -> None:
    text = "Un titre\n\nPage actualisée : 23 mars 2016 — suite\n\nUne légende.\n\n22 mars 2016. –\nLe corps."
    assert read(text) == ("Un titre", "2016-03-22", "Le corps.")


@pytest.mark.parametrize(
    "text",
    [
        "Le maire parle. Il rit.",
        "Le 9 août 2016, le maire a parlé – longuement.",
        "Une phrase entière.\n\nUne autre.",
        "31 février 2016 – une date qui n'existe pas.",
        "",
    ],
)
def test_plain_text_has_no_head(text: str) -> None:
    title, date, body = read(text)
    assert (title, date, body) == (None, None, text)


def test_what_is_told_beside_the_text_wins() -> None:
    assert read("date 2023-04 Texte.", PartialDate(2020, 1, 2))[1] == "2020-01-02"
