"""Words of a text or query: where they stand, their folded form and the stem by which inflections meet.

The accent trap: `arrivee` and `arrivée` fold to the same form, yet Snowball stems them differently, so an index of stems
answers an unaccented query with another set. Here a query word asks for every stem that any accentuation of its folded
form can have (`query_stems`), and a text's word is indexed under a stem from that same set (`Word.stem`). What a query
finds depends on folded forms alone: accented and unaccented queries return the same set, and a word always finds itself.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from typing import Protocol, cast

import Stemmer

from app.domain.names import fold
from app.search.languages import APOSTROPHES, ELIDED, LANGUAGES, Language

LONGEST_WORD = 64
"""Code points of a folded word that are kept; what follows is ignored, in texts and in queries alike."""

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_LETTER = r"[^\W\d_]"
_ACRONYM = rf"(?=\w\.)(?:(?:{_LETTER}\.)+{_LETTER}(?!\w)|(?:{_LETTER}\.){{2,}})"
_WORD = re.compile(rf"{_ACRONYM}|\w+(?:[{_MARKS}{_INVISIBLE}]+\w*)*")
_SILENT = re.compile(rf"[.{_INVISIBLE}]")


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


@dataclass(frozen=True, slots=True)
class Word:
    """One word at `[start, end)` (code points); `elided` when it leans on the next one (`l'`, `qu'`)."""

    start: int
    end: int
    folded: str
    stem: str
    elided: bool


def words(text: str, language: str = "") -> Iterator[Word]:
    """Yield the words of `text` in order; what folds to several words (`½`, `snake_case`) yields them all at its place."""
    for found in occurrences(text):
        start, end = found.span()
        leans = text[end : end + 1] in APOSTROPHES and end < len(text)
        for folded, stem in forms(found.group(), language):
            yield Word(start, end, folded, stem, leans and folded in ELIDED)


def occurrences(text: str) -> Iterator[re.Match[str]]:
    """Yield every word of `text` as it is written; `forms` says what it is."""
    return _WORD.finditer(text)


def fields(text: str, language: str) -> tuple[list[str], list[str]]:
    """Return the folded forms and the stems of all words of `text`, in order: what is indexed."""
    pairs = [pair for raw in _WORD.findall(text) for pair in forms(raw, language)]
    return [folded for folded, _ in pairs], [stem for _, stem in pairs]


@lru_cache(maxsize=1 << 17)
def forms(raw: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return the (folded form, stem) pairs of one word as written: one pair, save for the likes of `½` and `snake_case`."""
    bare = _SILENT.sub("", raw)
    parts = tuple(part[:LONGEST_WORD] for part in fold(bare).split())
    if len(parts) != 1:
        return tuple((part, _stem(part, part, language)) for part in parts)
    return ((parts[0], _stem(unicodedata.normalize("NFC", bare).lower(), parts[0], language)),)


@lru_cache(maxsize=1 << 14)
def query_stems(folded: str) -> frozenset[str]:
    """Return the stems, in every language, under which a word of this folded form may be indexed."""
    stems = {_tagged(stem, language.code) for language in LANGUAGES.values() for stem in _readings(folded, language)}
    return frozenset(stems | {_tagged(folded, "")})


def _stem(written: str, folded: str, code: str) -> str:
    language = LANGUAGES.get(code)
    if language is None:
        return _tagged(folded, "")
    stem = fold(_snowball(language, written))
    possible = _readings(folded, language)
    return _tagged(stem if stem in possible else fold(_snowball(language, folded)), code)


@lru_cache(maxsize=1 << 17)
def _readings(folded: str, language: Language) -> frozenset[str]:
    accented = [folded[: -len(plain)] + ending for plain, ending in language.endings if folded.endswith(plain)]
    return frozenset(fold(_snowball(language, form)) for form in (folded, *accented))


def _tagged(stem: str, code: str) -> str:
    return f"{stem}:{code}"


def _snowball(language: Language, word: str) -> str:
    stemmer, lock = _stemmer(language.snowball)
    with lock:
        return stemmer.stemWord(word) or word


@cache
def _stemmer(algorithm: str) -> tuple[_Stemmer, Lock]:
    """Return the stemmer and the lock it needs: the library's objects are not made for several threads."""
    make = cast("Callable[[str, int], _Stemmer]", vars(Stemmer)["Stemmer"])
    return make(algorithm, 0), Lock()
