"""The stage of actors."""

from app.extraction.draft import Draft
from app.extraction.languages.pack import LanguagePack


def link_actors(draft: Draft, pack: LanguagePack) -> Draft:
    """Return `draft` with its actors."""
    del pack
    return draft
