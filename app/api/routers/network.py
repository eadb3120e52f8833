"""The network: who has to do with whom."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.api.answers import GET_PROBLEMS, answered
from app.api.dependencies import Visit, Visiting
from app.api.schemas.network import Network, NetworkQuestion
from app.domain.queries import ArticleFilter, Page, Sort
from app.storage.network import draw

router = APIRouter(tags=["relations"])
_SEARCHED = 1_000
"""Articles that a search lets into the graph."""


@router.get(
    "/v1/network",
    operation_id="getNetwork",
    summary="Who has to do with whom",
    responses={**GET_PROBLEMS, **answered("getNetwork", linked=False)},
)
def get_network(question: Annotated[NetworkQuestion, Query()], visit: Visiting) -> Network:
    """The graph of actors that relations make: nodes, edges with their counts and evidence, and what was left out."""
    with visit.reading() as session:
        understood = visit.understand(session, question.actor_op, question.actors())
        found, left_out = _searched(visit, question)
        view = draw(session, question.graph(understood.sets, found))
    return Network.of(view, left_out, list(understood.told))


def _searched(visit: Visit, question: NetworkQuestion) -> tuple[tuple[int, ...] | None, int]:
    """Return the articles that match best, None without a search, and how many more there are."""
    if question.q is None:
        return None, 0
    told = ArticleFilter(dates=question.dates(), languages=question.lang, sources=question.source)
    hits = visit.resources.index.articles(question.q, told, Page(_SEARCHED, Sort.RELEVANCE))
    return tuple(hit.id for hit in hits.items), hits.total - len(hits.items)
