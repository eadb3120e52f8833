"""Exports: everything that matches, as a file."""

from collections.abc import Iterator
from itertools import chain
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse

from app.api.answers import EXPORT_PROBLEMS, exported
from app.api.dependencies import Visit, Visiting
from app.api.exports.formats import FORMS
from app.api.exports.kinds import KINDS, Source, begin
from app.api.middleware import HEADED
from app.api.schemas.actors import Actor
from app.api.schemas.exports import (
    ActorExport,
    ArticleExport,
    Exported,
    ExportedArticle,
    QuoteExport,
    RelationExport,
)
from app.api.schemas.quotes import Quote
from app.api.schemas.relations import Relation
from app.api.sparseness import Fields, fields_of

router = APIRouter(tags=["exports"], default_response_class=StreamingResponse)


@router.get(
    "/v1/export/articles",
    operation_id="exportArticles",
    summary="All articles that match, with their texts",
    responses={**EXPORT_PROBLEMS, **exported("articles")},
)
def export_articles(
    question: Annotated[ArticleExport, Query()],
    fields: Annotated[Fields, Depends(fields_of(ExportedArticle))],
    visit: Visiting,
) -> StreamingResponse:
    """Every article that matches, in the order in which they came in; `propos ingest` reads them."""
    return _file(visit, "articles", question, fields)


@router.get(
    "/v1/export/quotes",
    operation_id="exportQuotes",
    summary="All quotes that match",
    responses={**EXPORT_PROBLEMS, **exported("quotes")},
)
def export_quotes(
    question: Annotated[QuoteExport, Query()], fields: Annotated[Fields, Depends(fields_of(Quote))], visit: Visiting
) -> StreamingResponse:
    """Every quote that matches, with its evidence, in the order of the ids."""
    return _file(visit, "quotes", question, fields)


@router.get(
    "/v1/export/actors",
    operation_id="exportActors",
    summary="All actors that match",
    responses={**EXPORT_PROBLEMS, **exported("actors")},
)
def export_actors(
    question: Annotated[ActorExport, Query()], fields: Annotated[Fields, Depends(fields_of(Actor))], visit: Visiting
) -> StreamingResponse:
    """Every actor that matches, with its names and counts, in the order of the ids."""
    return _file(visit, "actors", question, fields)


@router.get(
    "/v1/export/relations",
    operation_id="exportRelations",
    summary="All relations that match",
    responses={**EXPORT_PROBLEMS, **exported("relations")},
)
def export_relations(
    question: Annotated[RelationExport, Query()],
    fields: Annotated[Fields, Depends(fields_of(Relation))],
    visit: Visiting,
) -> StreamingResponse:
    """Every relation that matches, with its evidence, in the order of the ids."""
    return _file(visit, "relations", question, fields)


def _file(visit: Visit, name: str, question: Exported, fields: Fields) -> StreamingResponse:
    form, held = FORMS[question.format], visit.resources
    with visit.reading() as session:
        source = Source(held.database, held.index, held.settings.query_seconds)
        export = begin(source, session, KINDS[name], question, fields.names)
    told = {"Content-Disposition": f'attachment; filename="propos-{name}.{question.format}"'}
    return StreamingResponse(
        _begun(form.write(export), visit), headers={**visit.response.headers, **told}, media_type=form.media_type
    )


def _begun(pieces: Iterator[bytes], visit: Visit) -> Iterator[bytes]:
    """Return the pieces of a file of which the first is there: what is wrong with a question is said before a file begins.

    Who asks for the headers alone gets no more pieces: nothing is read for nobody.
    """
    first = next(pieces)
    return iter([first]) if getattr(visit.request.state, HEADED) else chain([first], pieces)
