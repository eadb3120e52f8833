"""An article: its stored text with everything found in it marked in place."""

from dataclasses import dataclass

from app.api.dependencies import Visit
from app.api.pages.marking import Found, Passage
from app.domain.views import ArticleActorView, ArticleView, QuoteView
from app.storage import articles
from app.storage.quotes import quotes_of

_COPIES = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """What is shown of an article."""

    article: ArticleView
    passages: tuple[Passage, ...]
    quotes: tuple[QuoteView, ...]
    actors: tuple[ArticleActorView, ...]
    original: ArticleView | None
    copies: tuple[ArticleView, ...]

    @property
    def by_id(self) -> dict[int, QuoteView]:
        """The quotes by their ids."""
        return {quote.id: quote for quote in self.quotes}


def read(visit: Visit, id_: int) -> Reading:
    """Return the article `id_` as it is shown.

    Raises:
        NotFoundError: there is no such article.
    """
    with visit.reading() as session:
        card = articles.get_article(session, id_)
        text = articles.get_text(session, id_).text
        quotes = quotes_of(session, [id_])[id_]
        actors = articles.actors_of(session, [id_])[id_]
        original = articles.get_articles(session, [card.duplicate_of]) if card.duplicate_of is not None else []
        copies = articles.get_copies(session, id_, _COPIES)
    found = Found()
    for quote in quotes:
        found.add_quote(quote)
    for actor in actors:
        found.add_actor(actor)
    in_order = tuple(sorted(quotes, key=lambda quote: quote.parts[0].start))
    by_mentions = tuple(sorted(actors, key=lambda actor: -len(actor.mentions)))
    passages = tuple(found.passages(text))
    return Reading(card, passages, in_order, by_mentions, next(iter(original), None), tuple(copies))
