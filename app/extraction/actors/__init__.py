"""The stage of actors: who is who in the document.

Names become actors first; titles beside names, nominal phrases and groups are then added to them or make actors of
their own where somebody without a name acts.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from app.extraction.actors.aliases import merge_aliases
from app.extraction.actors.known import recognise
from app.extraction.actors.naming import NameLinker, folded_given_names
from app.extraction.actors.nominals import NominalLinker
from app.extraction.actors.phrases import PhraseReader
from app.extraction.actors.registry import Registry
from app.extraction.actors.titles import TitleReader, persons_by_place
from app.extraction.draft import Draft
from app.extraction.languages.pack import LanguagePack
from app.extraction.languages.shapes.names import Country, NameRules


def link_actors(draft: Draft, pack: LanguagePack) -> Draft:
    """Return `draft` with its actors, one a referent, numbered by first mention.

    Mentions are of kind `name` and `demonym` as the names were found, `title` beside a name, and `nominal` with their
    article ("le président russe"); "les deux dirigeants" is a mention of two actors.
    """
    registry = Registry(draft.text, _countries(pack.names))
    NameLinker(registry, pack.actors, pack.names.articles, folded_given_names(pack.names)).link(draft.names)
    merge_aliases(registry, pack.actors, pack.names.link_words)
    recognise(registry, pack.actors)
    _link_phrases(draft, pack, registry)
    return replace(draft, entities=registry.entities())


@cache
def _countries(rules: NameRules) -> Mapping[str, Country]:
    """Return the countries of a language by their codes."""
    return {country.code: country for country in rules.countries}


def _link_phrases(draft: Draft, pack: LanguagePack, registry: Registry) -> None:
    index = draft.index
    rules, acting = pack.actors, pack.names.acting
    titles = TitleReader(index, rules, *persons_by_place(index, registry.actors))
    phrases = list(PhraseReader.of(draft, index, rules, acting).phrases())
    untitled = [phrase for phrase in phrases if titles.read(phrase) is None]
    NominalLinker.of(draft, index, pack, registry).link(untitled, {phrase.head: phrase for phrase in phrases})
