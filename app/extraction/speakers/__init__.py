"""The stage of speakers: who in the document stands behind the mention that a quote is given to."""

from app.extraction.speakers.resolution import resolve_speakers

__all__ = ["resolve_speakers"]
