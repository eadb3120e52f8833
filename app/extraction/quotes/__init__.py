"""The stage of quotes: who is reported to say what, found by rule from cues, marks and the shape of sentences."""

from app.extraction.quotes.assembly import find_quotes

__all__ = ["find_quotes"]
