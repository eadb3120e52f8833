"""The stage of speakers."""

from app.extraction.draft import Draft
from app.extraction.languages.pack import LanguagePack


def resolve_speakers(draft: Draft, pack: LanguagePack) -> Draft:
    """Return `draft` with its speakers."""
    del pack
    return draft
