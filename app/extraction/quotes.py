"""The stage of quotes."""

from app.extraction.draft import Draft
from app.extraction.languages.pack import LanguagePack


def find_quotes(draft: Draft, pack: LanguagePack) -> Draft:
    """Return `draft` with its quotes."""
    del pack
    return draft
