"""The stage of relations: what the text states between its actors, each with the sentence that proves it."""

from app.extraction.draft import Draft
from app.extraction.languages.pack import LanguagePack
from app.extraction.relations.page import Page
from app.extraction.relations.roles import find_memberships, find_roles
from app.extraction.relations.settling import settle


def find_relations(draft: Draft, pack: LanguagePack) -> Draft:
    """Return `draft` with its relations."""
    page = Page(draft, pack.text.elided)
    return settle(page, [*find_roles(page, pack.relations), *find_memberships(page, pack.relations)])
