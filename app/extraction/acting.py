"""Acting: whether a stretch of tokens is who says or decides something, by the words around it."""

from app.extraction.indexing import TokenIndex
from app.extraction.languages.shapes.names import ActingWords

_REACH = 5
_APPOSITION = 14
_CLOSERS = frozenset(',»”"–—-')


def acts(index: TokenIndex, words: ActingWords, first: int, last: int) -> bool:
    """Whether tokens `[first, last)`, with the article before them if there is one, are who says or decides.

    That is so after `selon`, as the subject of a verb of saying or deciding ("Moscou a annoncé", an apposition between
    is allowed), and as its inverted subject after a comma or quotation ("..., a annoncé Moscou").
    """
    before = index.norm(first - 1) if first and index.together(first - 1, first) else ""
    if before in words.sources:
        return True
    if before in words.prepositions:
        return False
    return _verb_after(index, words, last) or _verb_before(index, words, first)


def _verb_after(index: TokenIndex, words: ActingWords, last: int) -> bool:
    number = _past_apposition(index, last)
    helper = False
    for position in range(number, min(number + _REACH, len(index))):
        norm = index.norm(position)
        if not index.together(last - 1, position):
            return False
        if norm in words.auxiliaries or norm in words.futures:
            helper = True
        elif norm not in words.between:
            return norm in words.finite or (helper and (norm in words.past or norm in words.infinitives))
    return False


def _past_apposition(index: TokenIndex, last: int) -> int:
    """Return the token after an apposition between commas that begins at `last`, or `last` where there is none."""
    if index.norm(last) != "," or not index.together(last - 1, last):
        return last
    for number in range(last + 1, min(last + _APPOSITION, len(index))):
        if index.norm(number) == ",":
            return number + 1
    return last


def _verb_before(index: TokenIndex, words: ActingWords, first: int) -> bool:
    number = first - 1
    norm = index.norm(number)
    if norm in words.past and index.norm(number - 1) in words.auxiliaries:
        number -= 1
    elif norm not in words.finite:
        return False
    while index.norm(number - 1) in words.between and number > first - _REACH:
        number -= 1
    return number > 0 and index.together(number - 1, first) and index.norm(number - 1) in _CLOSERS
