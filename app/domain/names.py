"""Folding: the one way names and words are compared whatever their case, accents and typography."""

import re
import unicodedata

_LIGATURES = str.maketrans(
    {
        "œ": "oe",
        "Œ": "oe",
        "æ": "ae",
        "Æ": "ae",
        "ß": "ss",
        "ø": "o",
        "Ø": "o",
        "ł": "l",
        "Ł": "l",
        "đ": "d",
        "Đ": "d",
        "ı": "i",
    }
)
_SEPARATORS = re.compile(r"[^\w]+|_+")


def fold(text: str) -> str:
    """Return `text` without case, accents, ligatures and punctuation, words joined by one space.

    `fold("L’Élysée")` and `fold("l'elysee")` are both `"l elysee"`. Idempotent.
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).casefold()
    bare = "".join(char for char in unicodedata.normalize("NFKD", decomposed) if not unicodedata.combining(char))
    return _SEPARATORS.sub(" ", bare).strip()
