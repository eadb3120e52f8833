"""Folding: the one way names and words are compared whatever their case, accents and typography."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_REMEMBERED = 5_000


class _Bare(dict[int, str | None]):
    """What each character is without marks and ligatures, found out when it comes for the first time."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        bare = None if unicodedata.combining(char) else char.translate(_LIGATURES)
        if len(self) < _REMEMBERED:
            self[code] = bare
        return bare


_BARE = _Bare()
_SEPARATORS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return `text` without case, accents, ligatures and punctuation, words joined by one space.

    `fold("L’Élysée")` and `fold("l'elysee")` are both `"l elysee"`. Idempotent.
    """
    if text.isascii():
        return text.lower() if text.isalnum() else _SEPARATORS.sub(" ", text.lower()).strip()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return _SEPARATORS.sub(" ", decomposed.translate(_BARE)).strip()
