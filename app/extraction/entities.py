"""The stage of entities."""

from app.extraction.draft import Draft
from app.extraction.languages.pack import LanguagePack


def find_names(draft: Draft, pack: LanguagePack) -> Draft:
    """Return `draft` with its names."""
    del pack
    return draft
