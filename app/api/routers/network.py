"""The network: who has to do with whom."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.api.answers import GET_PROBLEMS, GRAPHS, also, answered
from app.api.dependencies import Visiting
from app.api.exports.graphs import GRAPH_FORMS, drawn
from app.api.exports.kinds import Source
from app.api.schemas.network import GraphFormat, Network, NetworkQuestion

router = APIRouter(tags=["relations"])


@router.get(
    "/v1/network",
    operation_id="getNetwork",
    summary="Who has to do with whom",
    response_model=Network,
    responses={**GET_PROBLEMS, **also(answered(), GRAPHS)},
)
def get_network(question: Annotated[NetworkQuestion, Query()], visit: Visiting) -> Response:
    """The graph of actors that relations make: nodes, edges with their counts and evidence, and what was left out."""
    held = visit.resources
    with visit.reading() as session:
        graph = drawn(Source(held.database, held.index), session, question)
    media_type, write = GRAPH_FORMS[question.format]
    headers = dict(visit.response.headers)
    if question.format is not GraphFormat.JSON:
        headers["Content-Disposition"] = f'attachment; filename="propos-network.{question.format}"'
    return Response(write(*graph), headers=headers, media_type=media_type)
