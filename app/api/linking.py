"""Linking: an article as linked data, with the words of schema.org."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.api.annotating import Place
from app.api.dependencies import Visit
from app.api.schemas.linked import ActorKind, Evidence, LinkedActor, LinkedName, NewsArticle, Quotation
from app.domain.annotations import EntityType
from app.domain.views import ActorRef, ArticleView, QuoteView, SlotView
from app.storage.articles import actors_of, get_article
from app.storage.database import ReadSession
from app.storage.quotes import quotes_of

LINKED_DATA = "application/ld+json"
_SHARE = re.compile(r"\bq=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)(?![\d.])")
_CUT = " […] "
_KINDS: Mapping[EntityType, ActorKind] = MappingProxyType(
    {
        EntityType.PERSON: "Person",
        EntityType.ORGANIZATION: "Organization",
        EntityType.COUNTRY: "Country",
        EntityType.PLACE: "Place",
        EntityType.GROUP: "Organization",
    }
)


def linked_article(visit: Visit, session: ReadSession, id_: int) -> NewsArticle:
    """Return an article with its quotations.

    Raises:
        NotFoundError: there is no such article.
    """
    place, card = Place.of(visit, session, id_), get_article(session, id_)
    quotes = quotes_of(session, [id_])[id_]
    actors = [standing.actor for standing in actors_of(session, [id_])[id_]]
    return _linked(place, card, quotes, actors)


def is_wanted(accept: str) -> bool:
    """Whether the header `Accept` wants linked data rather than plain JSON."""
    shares = {LINKED_DATA: 0.0, "application/json": 0.0}
    for part in accept.split(","):
        kind, _, parameters = part.partition(";")
        share = _SHARE.search(parameters)
        shares[kind.strip().lower()] = float(share[1]) if share else 1.0
    return shares[LINKED_DATA] > shares["application/json"]


def _linked(place: Place, card: ArticleView, quotes: Sequence[QuoteView], actors: Sequence[ActorRef]) -> NewsArticle:
    return NewsArticle(
        context="https://schema.org",
        id=place.address,
        type="NewsArticle",
        headline=card.title,
        url=card.url,
        date_published=card.date and str(card.date),
        in_language=card.language,
        publisher=LinkedName(type="Organization", name=card.source) if card.source else None,
        article_body=place.text,
        mentions=[_actor(place, actor) for actor in actors],
        has_part=[_quotation(place, quote) for quote in quotes],
    )


def _quotation(place: Place, quote: QuoteView) -> Quotation:
    speaker = _speaker(place, quote.speaker)
    channel = quote.via and quote.via.actor
    return Quotation(
        id=f"{place.address}/annotations#quote-{quote.id}",
        type="Quotation",
        text=_CUT.join(part.text for part in quote.parts),
        creator=speaker,
        spoken_by_character=speaker,
        about=[_actor(place, actor) for actor in quote.about],
        citation=Evidence(type="CreativeWork", text=quote.evidence.text, publisher=channel and _actor(place, channel)),
    )


def _speaker(place: Place, slot: SlotView | None) -> LinkedActor | LinkedName | None:
    if slot is None:
        return None
    if slot.actor is not None:
        return _actor(place, slot.actor)
    return slot.mention and LinkedName(type="Person", name=slot.mention.text)


def _actor(place: Place, actor: ActorRef) -> LinkedActor:
    return LinkedActor(id=f"{place.base}/v1/actors/{actor.id}", type=_KINDS[actor.type], name=actor.name)
