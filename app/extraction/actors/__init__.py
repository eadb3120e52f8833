"""The stage of actors: who is who in the document.

Names become actors first; titles beside names, nominal phrases and groups are then added to them or make actors of
their own where somebody without a name acts.
"""

from dataclasses import replace

from app.extraction.actors.aliases import merge_aliases
from app.extraction.actors.naming import NameLinker
from app.extraction.actors.registry import Registry
from app.extraction.draft import Draft
from app.extraction.languages.pack import LanguagePack


def link_actors(draft: Draft, pack: LanguagePack) -> Draft:
    """Return `draft` with its actors, one a referent, numbered by first mention."""
    registry = Registry(draft.text, {country.code: country for country in pack.names.countries})
    NameLinker(registry, pack.actors, pack.names.articles).link(draft.names)
    merge_aliases(registry, pack.actors, pack.names.link_words)
    return replace(draft, entities=registry.entities())
