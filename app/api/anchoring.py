"""Anchors: how a stretch of a text is found again, by its words and what stands around them, wherever the text has moved."""

_FIRST_WIDTH = 32
"""Code points on either side that are enough, unless the same words stand elsewhere too."""


def surroundings(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and behind `text[start:end]`, as much as it takes to make the place the only one like it.

    Offsets are code points.
    """
    width = _FIRST_WIDTH
    while True:
        before, behind = text[max(0, start - width) : start], text[end : end + width]
        if width >= len(text) or _is_unique(text, before + text[start:end] + behind):
            return before, behind
        width *= 2


def _is_unique(text: str, words: str) -> bool:
    return text.find(words, text.find(words) + 1) < 0
