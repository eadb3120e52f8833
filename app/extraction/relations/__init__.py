"""The stage of relations: what the text states between its actors, each with the sentence that proves it."""

from collections.abc import Iterable, Mapping

from app.domain.annotations import RelationType
from app.extraction.draft import Draft
from app.extraction.languages.pack import LanguagePack
from app.extraction.languages.shapes.relations import RelationRules
from app.extraction.relations.circumstances import Circumstances
from app.extraction.relations.concerns import ConcernFinder
from app.extraction.relations.events import EventFinder
from app.extraction.relations.nouns import NounFinder
from app.extraction.relations.ourselves import find_meetings_of_ourselves
from app.extraction.relations.page import Page
from app.extraction.relations.phrases import Titled
from app.extraction.relations.roles import Held, claim_roles, find_holders, find_memberships
from app.extraction.relations.settling import settle
from app.extraction.relations.tenure import Tenures
from app.extraction.relations.unnamed import Unnamed, is_resolved

_SPORTING = 4
_NOT_IN_SPORT = frozenset(
    (RelationType.ASSAULT, RelationType.CONSULT, RelationType.TENSION, RelationType.COERCE, RelationType.RETREAT)
)


def find_relations(draft: Draft, pack: LanguagePack) -> Draft:
    """Return `draft` with its relations."""
    rules = pack.relations
    page = Page(draft, pack.text.elided)
    held = find_holders(page, rules)
    claims = claim_roles(page, held, Tenures(pack.actors, draft.date))
    claims += find_memberships(page, rules)
    titled = _titled(held)
    page.know(Unnamed(page, rules, pack.names.acting).all())
    events = [*EventFinder(page, rules, titled).find(), *NounFinder(page, rules, titled).find()]
    events += [*ConcernFinder(page, rules, titled).find(), *find_meetings_of_ourselves(page, rules)]
    if _is_about_sport(page, rules):
        events = [claim for claim in events if claim.type not in _NOT_IN_SPORT]
    kept = [claim for claim in claims + events if is_resolved(claim, headline=page.is_headline(claim.sentence))]
    return settle(page, kept, Circumstances(page, rules))


def _is_about_sport(page: Page, rules: RelationRules) -> bool:
    """Whether enough words of a text are of sport for its attacks and meetings to be games."""
    return sum(1 for word in rules.sports if word in page.index.places) >= _SPORTING


def _titled(held: Iterable[Held]) -> Mapping[int, Titled]:
    """Return the titles that stand before their holder's name, by the words that the whole may be said to start on."""
    found: dict[int, Titled] = {}
    for one in held:
        if one.beside:
            titled = Titled(one.last, one.holders)
            found |= dict.fromkeys(range(one.phrase.first, one.phrase.core + 1), titled)
    return found
