import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import QueryError
from app.search.query import LONGEST_QUERY, MOST_WORDS, All, AnyOf, Compound, Node, Not, Phrase, Term, parse


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("accord", Term("accord")),
        ("Élysée", Term("elysee")),
        ("l'accord", Term("accord")),
        ("l’accord", Term("accord")),
        ("l' accord", Term("accord")),
        ("jusqu’à Paris", Term("paris")),
        ("M. Poutine", Term("poutine")),
        ("la guerre en Ukraine", All((Term("guerre"), Term("ukraine")))),
        ("thé vert", All((Term("the"), Term("vert")))),
        ("le", Term("le")),
        ("l'", Term("l")),
        ("de la", All((Term("de"), Term("la")))),
        ("États-Unis", Compound(("etats", "unis"))),
        ("russo-chinois", Compound(("russo", "chinois"))),
        ("rock'n'roll", Compound(("rock", "n", "roll"))),
        ("290.000", Compound(("290", "000"))),
        ("fr.wikinews.org/wiki/Une", Phrase(("fr", "wikinews", "org", "wiki", "une"))),
        ("C++", Term("c")),
        ("L'Oréal & Cie", All((Term("oreal"), Term("cie")))),
        ("O.N.U.", Term("onu")),
        ("-Paris", Not(Term("paris"))),
        ("paix -guerre", All((Term("paix"), Not(Term("guerre"))))),
        ("paix −guerre", All((Term("paix"), Not(Term("guerre"))))),
        ("-l'accord", Not(Term("accord"))),
        ("-le mot", All((Not(Term("le")), Term("mot")))),
        ("dit-il", Compound(("dit", "il"))),
        ("– Bonjour - dit --x", All((Term("bonjour"), Term("dit"), Not(Term("x"))))),
        ("présid*", Phrase(("presid",), prefix=True)),
        ("États-Un*", Phrase(("etats", "un"), prefix=True)),
        ('"les états un*"', Phrase(("les", "etats", "un"), prefix=True)),
        ("*sident", Term("sident")),
        ("pré*sident", Compound(("pre", "sident"))),
        ("C* *", Phrase(("c",), prefix=True)),
    ],
)
def test_words(typed: str, read: Node) -> None:
    assert parse(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        '"l\'accord de Paris"',
        "« l’accord de Paris »",
        "“l’accord de Paris”",
        "„l’accord de Paris“",
        '"L’ACCORD, de Paris!"',
        "\"l'accord de Paris",
        "« l'accord de Paris",
    ],
)
def test_a_phrase_in_any_marks_closed_or_not(typed: str) -> None:
    assert parse(typed) == Phrase(("l", "accord", "de", "paris"))


def test_marks_that_hold_nothing_are_passed_over() -> None:
    assert parse('27" écran ""') == All((Term("27"), Phrase(("ecran",))))
    assert parse("paix » « » “”") == Term("paix")
    assert parse('-"accord de Paris" Trump') == All((Not(Phrase(("accord", "de", "paris"))), Term("trump")))


def test_or_binds_tighter_than_its_neighbours() -> None:
    either = AnyOf((Term("paix"), Term("treve")))
    assert parse("paix OR trêve") == either
    assert parse("paix OR trêve Ukraine") == All((either, Term("ukraine")))
    assert parse("paix OR -trêve") == AnyOf((Term("paix"), Not(Term("treve"))))
    assert parse("a OR b OR c") == AnyOf((Term("a"), Term("b"), Term("c")))
    assert parse("chaud or froid") == All((Term("chaud"), Term("or"), Term("froid")))
    assert parse("PARIS OU ROME") == All((Term("paris"), Term("ou"), Term("rome")))


def test_operators_without_two_sides_are_words() -> None:
    assert parse("OR") == Term("or")
    assert parse("prix OR") == All((Term("prix"), Term("or")))
    assert parse("OR ... prix") == All((Term("or"), Term("prix")))
    assert parse("AND") == Term("and")
    assert parse("paix AND trêve") == All((Term("paix"), Term("treve")))


def test_groups() -> None:
    assert parse("(paix accord) OR trêve") == AnyOf((All((Term("paix"), Term("accord"))), Term("treve")))
    assert parse("-(paix OR trêve) guerre") == All((Not(AnyOf((Term("paix"), Term("treve")))), Term("guerre")))
    assert parse("Union (UE)") == All((Term("union"), Term("ue")))
    assert parse("((paix") == parse("paix))") == parse("( ) paix ()") == Term("paix")


@pytest.mark.parametrize("typed", ["", " ", "...", "-", "*", "« »", '""', "()", "- * .", "\x00", "\u200b", "😀"])
def test_a_search_without_a_word_is_refused(typed: str) -> None:
    with pytest.raises(QueryError, match="no word") as refused:
        parse(typed)
    assert refused.value.column == 1


def test_limits_name_the_column() -> None:
    with pytest.raises(QueryError, match=r"1000 characters \(column 1001\)"):
        parse("a" * (LONGEST_QUERY + 1))
    assert parse("é" * LONGEST_QUERY) == Term("e" * 64)
    with pytest.raises(QueryError, match=rf"64 words \(column {2 * MOST_WORDS + 1}\)"):
        parse("b " * (MOST_WORDS + 1))
    with pytest.raises(QueryError, match=r"nested 8 deep \(column 9\)"):
        parse("(" * 9 + "a")


@given(st.text(st.sampled_from(list("aébl'’-\"«»“”()*. ORAND\u00a0\x1d−+&_1")), max_size=40))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    if any(letter.isalnum() for letter in typed):
        parse(typed.replace("(((", "("))
    else:
        with pytest.raises(QueryError):
            parse(typed)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(typed: str) -> None:
    try:
        parse(typed)
    except QueryError as refused:
        assert 1 <= refused.column <= LONGEST_QUERY + 1  # noqa: PT017


def test_every_search_of_the_page_for_users_can_be_read() -> None:
    page = (Path(__file__).parents[2] / "docs" / "search.md").read_text(encoding="utf-8")
    table = page.split("|---|---|\n")[1].split("\n\n")[0]
    typed = [example for example in re.findall(r"`([^`]+)`", table) if example not in {"« »", "“ ”"}]
    assert len(typed) >= 15
    for example in typed:
        parse(example)
