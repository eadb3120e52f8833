"""The tagger of names: what any tagger offers, and how a text is cut for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.spans import Span
from app.extraction.draft import Draft

_PIECE = 2_000


@dataclass(frozen=True, slots=True)
class Tag:
    """A stretch of text that a tagger takes for a name, and the tagger's label for it."""

    span: Span
    label: str


class NameTagger(Protocol):
    """Finds names in pieces of text."""

    def tag(self, pieces: Sequence[str]) -> list[list[Tag]]:
        """Return the tags of each piece in text order, their offsets into that piece."""
        ...


def tag_draft(draft: Draft, tagger: NameTagger) -> list[Tag]:
    """Return the tags of the whole text in text order, the text handed over in pieces of a bounded length."""
    pieces = [piece for paragraph in draft.paragraphs for piece in _pieces(draft, paragraph)]
    found = tagger.tag([piece.of(draft.text) for piece in pieces])
    return [
        Tag(Span(piece.start + tag.span.start, piece.start + tag.span.end), tag.label)
        for piece, tags in zip(pieces, found, strict=True)
        for tag in tags
    ]


def _pieces(draft: Draft, paragraph: Span) -> Iterator[Span]:
    """Cut a paragraph where it is too long: at white space if there is some, anywhere if there is none."""
    start = paragraph.start
    while paragraph.end - start > _PIECE:
        space = draft.text.rfind(" ", start + _PIECE // 2, start + _PIECE)
        end = space + 1 if space > 0 else start + _PIECE
        yield Span(start, end)
        start = end
    yield Span(start, paragraph.end)
