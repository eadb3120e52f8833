"""The network of actors: what may be asked and what comes back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date as day
from enum import StrEnum
from typing import Self

from pydantic import Field

from app.api.schemas.evidence import ActorRef, Answer
from app.api.schemas.listings import Resolved
from app.api.schemas.questions import SEARCH
from app.api.schemas.relations import RelationFilters
from app.api.schemas.values import Depth, EdgeLimit, Limit, SearchText
from app.domain.annotations import RelationType
from app.domain.queries import ActorSet, GraphFilter
from app.domain.views import EdgeView, GraphSize, GraphView, NodeView


class GraphFormat(StrEnum):
    """The form of a graph."""

    JSON = "json"
    GRAPHML = "graphml"
    GEXF = "gexf"


class NetworkQuestion(RelationFilters):
    """Which relations make the graph, and how much of it is wanted."""

    q: SearchText | None = Field(
        None, description=f"Only relations of the thousand articles that match best. {SEARCH}", examples=["accord"]
    )
    depth: Depth = Field(
        1,
        description="Steps from the actors asked for: 1 has their own relations, 2 also those of whoever is found so.",
        examples=[2],
    )
    nodes: Limit = Field(50, description="At most this many actors, the nearest and most related.", examples=[50])
    edges: EdgeLimit = Field(200, description="At most this many edges, those of most relations.", examples=[200])

    format: GraphFormat = Field(
        GraphFormat.JSON,
        description="`json`, or a file for programs that draw graphs: `graphml`, `gexf`.",
        examples=["graphml"],
    )

    def graph(self, sets: Mapping[str, ActorSet], articles: tuple[int, ...] | None) -> GraphFilter:
        """Return the filter, the actors and the search being resolved."""
        wanted = replace(self.relations(sets), articles=articles)
        return GraphFilter(wanted, self.depth, self.nodes, self.edges)


class Node(Answer):
    """An actor of the graph."""

    id: int
    actor: ActorRef
    depth: int = Field(ge=0, description="Steps from the actors asked for; 0 where none is.")
    relation_count: int = Field(ge=0, description="Relations of the whole graph that it stands in, counted by edge.")
    url: str = Field(description="More of this actor.")

    @classmethod
    def of(cls, view: NodeView) -> Self:
        """Return the node as it goes out."""
        id_ = view.actor.id
        return cls(
            id=id_,
            actor=ActorRef.of(view.actor),
            depth=view.depth,
            relation_count=view.relation_count,
            url=f"/v1/actors/{id_}",
        )


class Edge(Answer):
    """All relations of one type from one actor to another."""

    source: int = Field(description="The node from which it goes out; of a mutual one the lower id.")
    target: int = Field(description="The node to which it goes.")
    type: RelationType
    directed: bool = Field(description="Whether it has a direction.")
    relation_count: int = Field(ge=1, description="How often it is told.")
    event_count: int = Field(ge=1, description="How many events or facts that are.")
    article_count: int = Field(ge=1, description="How many articles tell it.")
    first_date: day | None = Field(description="First day of the earliest dated article that tells it.")
    last_date: day | None = Field(description="Last day of the latest dated article that tells it.")
    relation_ids: list[int] = Field(description="The surest relations that prove it, five at most.")

    @classmethod
    def of(cls, view: EdgeView) -> Self:
        """Return the edge as it goes out."""
        return cls(
            source=view.source,
            target=view.target,
            type=view.type,
            directed=view.directed,
            relation_count=view.relation_count,
            event_count=view.event_count,
            article_count=view.article_count,
            first_date=view.first_date,
            last_date=view.last_date,
            relation_ids=list(view.relations),
        )


class Size(Answer):
    """How much of a graph."""

    nodes: int = Field(ge=0, description="Actors.")
    edges: int = Field(ge=0, description="Edges.")
    relations: int = Field(ge=0, description="Relations, one between several actors counted for each pair.")

    @classmethod
    def of(cls, view: GraphSize) -> Self:
        """Return the size as it goes out."""
        return cls(nodes=view.nodes, edges=view.edges, relations=view.relations)


class Network(Answer):
    """The graph of a query."""

    nodes: list[Node] = Field(description="Actors, the nearest and most related first.")
    edges: list[Edge] = Field(description="Edges between them, those of most relations first.")
    total: Size = Field(description="The whole graph.")
    left_out: Size = Field(
        description="What of it is not shown: raise `nodes` and `edges`, or narrow the question down."
    )
    articles_left_out: int = Field(ge=0, description="With `q`: matching articles beyond the first thousand.")
    resolved: list[Resolved] = Field(description="How the actors asked for were understood, one each.")

    @classmethod
    def of(cls, view: GraphView, articles_left_out: int, resolved: list[Resolved]) -> Self:
        """Return the graph as it goes out."""
        return cls(
            nodes=[Node.of(node) for node in view.nodes],
            edges=[Edge.of(edge) for edge in view.edges],
            total=Size.of(view.total),
            left_out=Size.of(view.left_out),
            articles_left_out=articles_left_out,
            resolved=resolved,
        )
