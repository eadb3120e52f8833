"""Annotating: quotes, mentions of speakers and relations of an article as Web Annotations on its text."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Self

from app.api.anchoring import surroundings
from app.api.dependencies import Visit
from app.api.schemas.annotations import (
    CONTEXT,
    ActorBody,
    Annotation,
    AnnotationCollection,
    AnnotationPage,
    Motivation,
    Software,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
    TextualBody,
)
from app.domain.views import ActorRef, QuoteView, RelationView, SlotView, TextSpan
from app.storage.articles import get_text
from app.storage.database import ReadSession

Body = list[TextualBody | ActorBody]
_KINDS = {Motivation.DESCRIBING: "quote", Motivation.IDENTIFYING: "speaker", Motivation.LINKING: "relation"}


@dataclass(frozen=True, slots=True)
class Place:
    """What annotations point at: an article's text, under the address of the service."""

    base: str
    article: int
    text: str

    @classmethod
    def of(cls, visit: Visit, session: ReadSession, article: int) -> Self:
        """Return the place of an article, as whoever visits may ask for it.

        Raises:
            NotFoundError: there is no such article.
        """
        return cls(str(visit.request.base_url).rstrip("/"), article, get_text(session, article).text)

    @property
    def address(self) -> str:
        """The article's address."""
        return f"{self.base}/v1/articles/{self.article}"


def annotation_page(
    place: Place,
    title: str | None,
    items: tuple[Sequence[QuoteView], Sequence[RelationView]],
    wanted: Collection[Motivation] = (),
) -> AnnotationPage:
    """Return the annotations that its quotes and relations make on an article, in the order of its text.

    Args:
        place: the article.
        title: its title.
        items: its quotes and its relations.
        wanted: the motivations asked for; none ask for all.
    """
    every = (*_of_quotes(place, items[0]), *_of_relations(place, items[1]))
    found = [one for one in every if not wanted or one[1].motivation in wanted]
    found.sort(key=lambda one: one[0])
    address = f"{place.address}/annotations"
    return AnnotationPage(
        context=CONTEXT,
        id=address,
        type="AnnotationPage",
        part_of=AnnotationCollection(id=f"{address}#all", type="AnnotationCollection", label=title, total=len(found)),
        start_index=0,
        items=[annotation for _, annotation in found],
    )


def _of_quotes(place: Place, quotes: Sequence[QuoteView]) -> Iterator[tuple[int, Annotation]]:
    for quote in quotes:
        speakers = _speakers(place, quote.speaker)
        about = [_actor(place, actor, "linking") for actor in quote.about]
        body = [*speakers, *about, _text("describing", _sentence(quote)), _text("tagging", f"{quote.type} quote")]
        yield _annotation(place, quote, Motivation.DESCRIBING, body, quote.parts)
        if quote.speaker is not None and quote.speaker.mention is not None:
            body = [*speakers, _text("tagging", "speaker")]
            yield _annotation(place, quote, Motivation.IDENTIFYING, body, (quote.speaker.mention,))


def _of_relations(place: Place, relations: Sequence[RelationView]) -> Iterator[tuple[int, Annotation]]:
    for relation in relations:
        sides = [_actor(place, actor, "linking") for actor in (*relation.source, *relation.target)]
        source, target = (", ".join(actor.name for actor in side) for side in (relation.source, relation.target))
        told = f"{source} {'↔' if relation.symmetric else '→'} {target}: {relation.trigger.text}"
        words = (relation.type, relation.mode, relation.modality, relation.polarity)
        body = [*sides, _text("describing", told), *(_text("tagging", word) for word in words if word)]
        yield _annotation(place, relation, Motivation.LINKING, body, (relation.evidence,))


def _annotation(
    place: Place, item: QuoteView | RelationView, motivation: Motivation, body: Body, spans: Sequence[TextSpan]
) -> tuple[int, Annotation]:
    """Return an annotation and where it begins."""
    annotation = Annotation(
        id=f"{place.address}/annotations#{_KINDS[motivation]}-{item.id}",
        type="Annotation",
        motivation=motivation,
        generator=Software(type="Software", name=f"{item.extractor.name} {item.extractor.version}"),
        confidence=item.confidence,
        body=body,
        target=[_target(place, span) for span in spans],
    )
    return spans[0].start, annotation


def _target(place: Place, span: TextSpan) -> Target:
    prefix, suffix = surroundings(place.text, span.start, span.end)
    words = TextQuoteSelector(type="TextQuoteSelector", exact=span.text, prefix=prefix, suffix=suffix)
    position = TextPositionSelector(
        type="TextPositionSelector",
        start=span.start,
        end=span.end,
        utf16_start=span.utf16_start,
        utf16_end=span.utf16_end,
    )
    return Target(type="SpecificResource", source=f"{place.address}/text", selector=[words, position])


def _sentence(quote: QuoteView) -> str:
    """Return in words who speaks."""
    speaker = quote.speaker
    named = speaker and (speaker.actor or speaker.mention)
    who = "?" if not named else named.name if isinstance(named, ActorRef) else named.text
    return who if quote.cue is None else f"{who}: {quote.cue.text}"


def _speakers(place: Place, speaker: SlotView | None) -> list[ActorBody]:
    return [_actor(place, speaker.actor, "identifying")] if speaker is not None and speaker.actor is not None else []


def _actor(place: Place, actor: ActorRef, purpose: Literal["identifying", "linking"]) -> ActorBody:
    address = f"{place.base}/v1/actors/{actor.id}"
    return ActorBody(type="SpecificResource", purpose=purpose, source=address, label=actor.name)


def _text(purpose: Literal["tagging", "describing"], value: str) -> TextualBody:
    return TextualBody(type="TextualBody", purpose=purpose, value=str(value), format="text/plain")
