"""Extraction of a text that is given; nothing is stored."""

from typing import Annotated

import orjson
from fastapi import APIRouter, Body, Response
from fastapi.openapi.models import Example

from app.api.answers import POST_PROBLEMS, answered
from app.api.dependencies import Visiting
from app.api.schemas.extraction import Extraction, ExtractionRequest
from app.api.units import spans_in_utf16, with_utf16
from app.domain.spans import Utf16Map
from app.extraction.output import analysis_object

router = APIRouter(tags=["extraction"])
_TEXTS: dict[str, Example] = {
    "a text": {"value": {"text": "« La visite a été très productive », a déclaré M. Poutine.", "date": "2023-04"}}
}


@router.post(
    "/v1/extract",
    operation_id="extract",
    summary="Read a text",
    response_model=Extraction,
    responses={**POST_PROBLEMS, **answered(cached=False)},
)
async def extract(given: Annotated[ExtractionRequest, Body(openapi_examples=_TEXTS)], visit: Visiting) -> Response:
    """Sentences, actors, quotes and relations of a text, with offsets into it: the object of `propos extract`, in both units."""
    analysis = await visit.resources.extraction.extract(given.text, given.lang, given.date)
    utf16 = Utf16Map.of(given.text)
    told = with_utf16(analysis_object(analysis, given.id), utf16)
    told["utf16_sentences"] = spans_in_utf16(told["sentences"], utf16)
    return Response(orjson.dumps(told), media_type="application/json")
