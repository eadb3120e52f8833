"""Marks in a text: every quote and every name in its place, however they overlap, and the text itself unchanged."""

from hypothesis import given
from hypothesis import strategies as st

from app.api.pages.marking import Found, Naming, Passage
from app.domain.annotations import EntityType
from app.domain.spans import Span
from app.domain.views import ActorRef

TEXT = "« Le climat 𝄞 change », a dit la présidente de la Banque de Lune."
BANK = ActorRef(1, "Banque de Lune", EntityType.ORGANIZATION)
HEAD = ActorRef(2, "Ada Byron", EntityType.PERSON)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def naming(words: str, actor: ActorRef) -> tuple[Span, Naming]:
    return at(words), Naming(at(words), actor)


def told(passages: list[Passage]) -> list[tuple[str, str]]:
    """Return each stretch with what it is."""
    return [
        (
            run.text,
            " ".join(
                [f"q{quote}" for quote in run.quotes]
                + ["cue"] * bool(run.cue_of)
                + ["speaker"] * bool(run.speaker_of)
                + ([run.naming.actor.name] if run.naming else [])
                + ["hit"] * run.hit
            ),
        )
        for passage in passages
        for run in passage.runs
    ]


def test_a_quote_its_cue_and_a_name_within_a_name() -> None:
    found = Found(
        parts=[(at("Le climat 𝄞 change"), 7)],
        cues=[(at("a dit"), 7)],
        speakers=[(at("la présidente de la Banque de Lune"), 7)],
        namings=[naming("la présidente de la Banque de Lune", HEAD), naming("Banque de Lune", BANK)],
        hits=[at("climat")],
    )

    assert told(found.passages(TEXT)) == [
        ("« ", ""),
        ("Le ", "q7"),
        ("climat", "q7 hit"),
        (" 𝄞 change", "q7"),
        (" », ", ""),
        ("a dit", "cue"),
        (" ", ""),
        ("la présidente de la ", "speaker Ada Byron"),
        ("Banque de Lune", "speaker Banque de Lune"),
        (".", ""),
    ]


def test_quotes_that_cross_are_cut_and_each_opens_once() -> None:
    found = Found(parts=[(Span(2, 9), 1), (Span(5, 14), 2), (Span(20, 22), 1)])
    passages = found.passages(TEXT)

    assert [(passage.quotes, passage.opens) for passage in passages if passage.quotes] == [
        ((1,), (1,)),
        ((1, 2), (2,)),
        ((2,), ()),
        ((1,), ()),
    ]


def test_a_sentence_out_of_an_article_keeps_the_offsets_of_the_article() -> None:
    start = TEXT.index("a dit")
    passages = Found(cues=[(at("a dit"), 1)]).passages(TEXT[start:], start)

    assert passages[0].runs[0].cue_of == (1,)
    assert (passages[0].start, passages[-1].end) == (start, len(TEXT))


SPANS = st.lists(
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda ends: Span(min(ends), max(ends))),
    max_size=8,
)


@given(SPANS, SPANS, SPANS)
def test_whatever_was_found_the_text_is_the_text_and_each_quote_its_letters(
    parts: list[Span], names: list[Span], hits: list[Span]
) -> None:
    found = Found(
        parts=list(zip(parts, range(len(parts)), strict=True)),
        namings=[(span, Naming(span, BANK)) for span in names],
        hits=hits,
    )
    runs = [run for passage in found.passages(TEXT) for run in passage.runs]

    assert "".join(run.text for run in runs) == TEXT
    assert all(run.text == TEXT[run.start : run.end] for run in runs)
    for number, span in enumerate(parts):
        assert "".join(run.text for run in runs if number in run.quotes) == span.of(TEXT)
