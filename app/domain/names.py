"""Folding: the one way names and words are compared whatever their case, accents and typography."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_SEPARATORS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return `text` without case, accents, ligatures and punctuation, words joined by one space.

    `fold("L’Élysée")` and `fold("l'elysee")` are both `"l elysee"`. Idempotent.
    """
    if text.isascii():
        return text.lower() if text.isalnum() else _SEPARATORS.sub(" ", text.lower()).strip()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SEPARATORS.sub(" ", bare.translate(_LIGATURES)).strip()
