"""GraphML and GEXF: the network of a question as programs that draw graphs read it (Gephi, yEd, Cytoscape, igraph)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from io import BytesIO
from types import MappingProxyType
from typing import Any

from app.api.dependencies import Understood, understand
from app.api.exports.kinds import Source
from app.api.schemas.network import GraphFormat, Network, NetworkQuestion
from app.domain.queries import ArticleFilter, Page, Sort
from app.domain.views import EdgeView, GraphView, NodeView
from app.storage.database import ReadSession
from app.storage.network import draw

SEARCHED = 1_000
"""Articles that a search lets into the graph."""
WHOLE = 2**31
"""More nodes and edges than there are."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DAY_OF_WRITING = re.compile(rb' lastmodifieddate="[0-9-]+"')
"""The same graph is the same file on every day."""


def drawn(
    source: Source, session: ReadSession, question: NetworkQuestion, *, whole: bool = False
) -> tuple[GraphView, int, Understood]:
    """Return the graph of a question, how many articles that match its search are left out, and how its actors were understood.

    Args:
        source: where the search is asked.
        session: where the relations are read.
        question: which relations, and how much of their graph.
        whole: leave nothing out, however much the question wants.
    """
    understood = understand(session, question.actor_op, question.actors())
    found, left_out = _searched(source, question)
    wanted = question.graph(understood.sets, found)
    return draw(session, replace(wanted, nodes=WHOLE, edges=WHOLE) if whole else wanted), left_out, understood


def _searched(source: Source, question: NetworkQuestion) -> tuple[tuple[int, ...] | None, int]:
    """Return the articles that match best, None without a search, and how many more there are."""
    if question.q is None:
        return None, 0
    told = ArticleFilter(dates=question.dates(), languages=question.lang, sources=question.source)
    hits = source.index.articles(question.q, told, Page(SEARCHED, Sort.RELEVANCE))
    return tuple(hit.id for hit in hits.items), hits.total - len(hits.items)


def _json(view: GraphView, left_out: int, understood: Understood) -> bytes:
    return Network.of(view, left_out, list(understood.told)).model_dump_json().encode()


def _graphml(view: GraphView, left_out: int, understood: Understood) -> bytes:
    return _written("write_graphml_xml", _graph(view, left_out, understood))


def _gexf(view: GraphView, left_out: int, understood: Understood) -> bytes:
    return _DAY_OF_WRITING.sub(b"", _written("write_gexf", _graph(view, left_out, understood)), count=1)


def _networkx() -> Any:  # noqa: ANN401 - it has no types
    return import_module("networkx")  # it takes long to load, and few ask for it


def _written(write: str, graph: object) -> bytes:
    file = BytesIO()
    getattr(_networkx(), write)(graph, file)
    return file.getvalue()


def _graph(view: GraphView, left_out: int, understood: Understood) -> object:
    """Return the graph with what each program shows by itself (`label`, `weight`) and everything else under its own name."""
    graph = _networkx().MultiDiGraph(
        name="Propos",
        nodes_left_out=view.left_out.nodes,
        edges_left_out=view.left_out.edges,
        articles_left_out=left_out,
        resolved="; ".join(_clean(f"{one.input} = {one.name or 'nobody'}") for one in understood.told),
    )
    graph.add_nodes_from((node.actor.id, _node(node)) for node in view.nodes)
    for edge in view.edges:
        graph.add_edge(edge.source, edge.target, key=f"{edge.source}-{edge.type}-{edge.target}", **_edge(edge))
    return graph


def _node(node: NodeView) -> dict[str, str | int]:
    return {
        "label": _clean(node.actor.name),
        "actor_type": node.actor.type.value,
        "depth": node.depth,
        "relation_count": node.relation_count,
    }


def _edge(edge: EdgeView) -> dict[str, str | int]:
    """Return what is told of an edge; GEXF takes `type` for its direction, so that its relation has another name."""
    days = {"first_date": edge.first_date, "last_date": edge.last_date}
    return {
        "label": edge.type.value,
        "relation_type": edge.type.value,
        "type": "directed" if edge.directed else "mutual",
        "weight": edge.relation_count,
        "relation_count": edge.relation_count,
        "event_count": edge.event_count,
        "article_count": edge.article_count,
        **{name: day.isoformat() for name, day in days.items() if day is not None},
        "relation_ids": " ".join(map(str, edge.relations)),
    }


def _clean(text: str) -> str:
    """Return `text` without the characters that XML cannot hold in any way."""
    return _NO_XML.sub("", text)


GRAPH_FORMS: Mapping[GraphFormat, tuple[str, Callable[[GraphView, int, Understood], bytes]]] = MappingProxyType(
    {
        GraphFormat.JSON: ("application/json", _json),
        GraphFormat.GRAPHML: ("application/graphml+xml", _graphml),
        GraphFormat.GEXF: ("application/gexf+xml", _gexf),
    }
)
"""The media type of each form, and what writes it."""
