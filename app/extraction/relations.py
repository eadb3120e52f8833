"""The stage of relations."""

from app.extraction.draft import Draft
from app.extraction.languages.pack import LanguagePack


def find_relations(draft: Draft, pack: LanguagePack) -> Draft:
    """Return `draft` with its relations."""
    del pack
    return draft
