"""The tools: what an assistant may ask. What a docstring and a parameter say is what the assistant is told of them."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from app.mcp.asking import Desk, JsonObject
from app.mcp.evidence import article, listed, quote, relation, span

Words: TypeAlias = Annotated[
    str | None,
    Field(description='Words to find, all of them, in any inflection; "a phrase", -without, this OR that, begin*.'),
]
From: TypeAlias = Annotated[str | None, Field(description="First day, month or year: 2016-04-12, 2016-04 or 2016.")]
To: TypeAlias = Annotated[str | None, Field(description="Last day, month or year, inclusive.")]
Limit: TypeAlias = Annotated[int, Field(ge=1, le=50, description="At most so many items.")]
Cursor: TypeAlias = Annotated[
    str | None, Field(description="`next_cursor` of the answer before, with the same other arguments.")
]
Who: TypeAlias = Annotated[str | None, Field(description="An actor: a name, any alias, or an id.")]
Actor: TypeAlias = Annotated[str, Field(description="An actor: a name, any alias, or an id.")]
Id: TypeAlias = Annotated[int, Field(ge=1, description="An id, as other answers give it.")]
Kind: TypeAlias = Literal["person", "organization", "country", "place", "group"]
Sort: TypeAlias = Annotated[
    Literal["relevance", "-date", "date"] | None, Field(description="Best match, newest or oldest first.")
]


class Tools:
    """The tools over one store."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def search_articles(  # noqa: PLR0913, PLR0917 (what may be asked is what it is)
        self,
        q: Words = None,
        actor: Who = None,
        date_from: From = None,
        date_to: To = None,
        sort: Sort = None,
        limit: Limit = 10,
        cursor: Cursor = None,
    ) -> JsonObject:
        """Find news articles by words, by who stands in them and by date; with words, each with the sentence that holds most of them."""
        asked = {"q": q, "actor": actor, "date_from": date_from, "date_to": date_to, "sort": sort}
        page = await self._desk.ask("/v1/articles", {**asked, "limit": limit, "cursor": cursor, "include": "snippet"})
        counts = ("quote_count", "relation_count")
        found = [
            {**article(item), **{name: item[name] for name in counts}, "sentence": span(item["snippet"])}
            for item in page["items"]
        ]
        return listed(page, "articles", found)

    async def get_article(self, article_id: Id) -> JsonObject:
        """Read one article: its text, and its quotes, actors and relations with their places in it."""
        item = await self._desk.ask(f"/v1/articles/{article_id}", {"include": "text,quotes,actors,relations"})
        return {
            **article(item),
            "text": item["text"],
            "quotes": [without_article(quote(one)) for one in item["quotes"]],
            "relations": [without_article(relation(one)) for one in item["relations"]],
            "actors": [
                {**one["actor"], "mentions": [span(mention["span"]) for mention in one["mentions"]]}
                for one in item["actors"]
            ],
        }

    async def search_quotes(  # noqa: PLR0913, PLR0917 (what may be asked is what it is)
        self,
        q: Words = None,
        speaker: Who = None,
        about: Who = None,
        date_from: From = None,
        date_to: To = None,
        sort: Sort = None,
        limit: Limit = 10,
        cursor: Cursor = None,
    ) -> JsonObject:
        """Find what was said, by the words of the quote, by who says it, of whom it speaks and by date."""
        asked = {"q": q, "speaker": speaker, "about": about, "date_from": date_from, "date_to": date_to, "sort": sort}
        page = await self._desk.ask("/v1/quotes", {**asked, "limit": limit, "cursor": cursor})
        return listed(page, "quotes", [quote(item) for item in page["items"]])

    async def who_said_what(
        self,
        about: Actor,
        speaker: Who = None,
        date_from: From = None,
        date_to: To = None,
        limit: Limit = 20,
        cursor: Cursor = None,
    ) -> JsonObject:
        """Tell who spoke of an actor how often, and what was said of it, the oldest first; of one speaker alone if one is given."""
        asked = {"about": about, "speaker": speaker, "date_from": date_from, "date_to": date_to, "sort": "date"}
        page = await self._desk.ask("/v1/quotes", {**asked, "limit": limit, "cursor": cursor, "facets": "speaker"})
        speakers = [
            {"id": int(one["value"]), "name": one["label"], "quotes": one["count"]} for one in page["facets"]["speaker"]
        ]
        return {"speakers": speakers, **listed(page, "quotes", [quote(item) for item in page["items"]])}

    async def relations_between(
        self,
        one: Actor,
        other: Actor,
        date_from: From = None,
        date_to: To = None,
        limit: Limit = 20,
        cursor: Cursor = None,
    ) -> JsonObject:
        """Find what the articles state between two actors, whoever is on which side: meetings, threats, aid, roles, stances."""
        asked = {"between": [one, other], "date_from": date_from, "date_to": date_to, "limit": limit, "cursor": cursor}
        page = await self._desk.ask("/v1/relations", asked)
        return listed(page, "relations", [relation(item) for item in page["items"]])

    async def suggest_actor(
        self,
        name: Annotated[str, Field(min_length=1, description="A name or its beginning; slips are forgiven.")],
        kind: Annotated[Kind | None, Field(description="What it is.")] = None,
        limit: Limit = 10,
    ) -> JsonObject:
        """Find actors by name: their ids, the name that fits, and an article that names the best of them, as evidence."""
        found = await self._desk.ask("/v1/suggest", {"q": name, "type": kind, "limit": limit})
        actors = [
            {**item["actor"], "matched": item["matched"], "articles": item["article_count"]} for item in found["items"]
        ]
        if not actors:
            return {"actors": [], "evidence": []}
        shown = await self.search_articles(actor=str(actors[0]["id"]), limit=1)
        return {"actors": actors, "evidence": shown["articles"]}


def without_article(item: JsonObject) -> JsonObject:
    """Return an item of an article that is told already."""
    return {name: value for name, value in item.items() if name != "article"}
