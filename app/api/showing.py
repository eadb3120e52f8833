"""What articles are shown with: texts, quotes, actors and relations, read for all articles of a page at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Self, TypedDict

from app.api.highlighting import quote_highlights, snippet
from app.api.schemas.articles import ArticleActor, ArticleDetail, FoundArticle, card_fields
from app.api.schemas.quotes import Quote
from app.api.schemas.relations import Relation
from app.api.units import spans_in_utf16
from app.domain.spans import Utf16Map
from app.domain.views import ArticleActorView, ArticleText, ArticleView, QuoteView, RelationView
from app.storage.articles import actors_of, get_texts
from app.storage.database import ReadSession
from app.storage.quotes import quotes_of
from app.storage.relations import relations_of


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown beside the cards of some articles, by article; None is what nobody asked for."""

    q: str | None
    texts: Mapping[int, ArticleText] | None
    quotes: Mapping[int, Sequence[QuoteView]] | None
    actors: Mapping[int, Sequence[ArticleActorView]] | None
    relations: Mapping[int, Sequence[RelationView]] | None

    @classmethod
    def of(
        cls, session: ReadSession, cards: Sequence[ArticleView], wanted: Collection[str], q: str | None = None
    ) -> Self:
        """Read what is `wanted` (`text`, `quotes`, `actors`, `relations`) of all `cards`; `q` is what is marked in quotes."""
        ids = [card.id for card in cards]
        return cls(
            q=q,
            texts=get_texts(session, ids) if "text" in wanted else None,
            quotes=quotes_of(session, ids) if "quotes" in wanted else None,
            actors=actors_of(session, ids) if "actors" in wanted else None,
            relations=relations_of(session, ids) if "relations" in wanted else None,
        )

    def detail(self, card: ArticleView) -> ArticleDetail:
        """Return an article with what is shown beside its card."""
        return ArticleDetail(**card_fields(card), **self.parts(card))

    def parts(self, card: ArticleView) -> "Parts":
        """Return what is shown beside a card."""
        id_, q = card.id, self.q
        said, acting, stated = self.quotes, self.actors, self.relations
        return {
            **_divided(None if self.texts is None else self.texts[id_], card.body_start),
            "quotes": None if said is None else [Quote.of(view, quote_highlights(q, view)) for view in said[id_]],
            "actors": None if acting is None else [ArticleActor.of(view) for view in acting[id_]],
            "relations": None if stated is None else [Relation.of(view) for view in stated[id_]],
        }


def found_articles(
    session: ReadSession, cards: Sequence[ArticleView], wanted: Collection[str], q: str | None
) -> list[FoundArticle]:
    """Return the articles of a page, each with what is `wanted`; with a search `snippet` is the sentence that shows why."""
    shown = Shown.of(session, cards, wanted, q)
    ids = [card.id for card in cards]
    texts = {} if q is None or "snippet" not in wanted else shown.texts or get_texts(session, ids)
    snippets = {card.id: snippet(q, card.language, texts[card.id]) for card in cards if q and card.id in texts}
    return [FoundArticle(**card_fields(card), **shown.parts(card), snippet=snippets.get(card.id)) for card in cards]


class _Division(TypedDict):
    """A text and how it is divided, in both units; nothing of it where the text is not asked for."""

    text: str | None
    sentences: list[tuple[int, int]] | None
    utf16_sentences: list[tuple[int, int]] | None
    utf16_body_start: int | None


class Parts(_Division):
    """Everything that is shown beside a card."""

    quotes: list[Quote] | None
    actors: list[ArticleActor] | None
    relations: list[Relation] | None


def _divided(stored: ArticleText | None, body_start: int) -> _Division:
    if stored is None:
        return {"text": None, "sentences": None, "utf16_sentences": None, "utf16_body_start": None}
    spans, utf16 = [(span.start, span.end) for span in stored.sentences], Utf16Map.of(stored.text)
    return {
        "text": stored.text,
        "sentences": spans,
        "utf16_sentences": spans_in_utf16(spans, utf16),
        "utf16_body_start": utf16.offset(body_start),
    }
