"""Articles that are brought and taken away over HTTP."""

from hashlib import sha256
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Body, Header, Path, Query, Response
from fastapi.openapi.models import Example

from app.api.access import needs
from app.api.answers import DELETE_PROBLEMS, WRITE_PROBLEMS, written
from app.api.dependencies import Visit, Visiting
from app.api.schemas.values import Id64
from app.api.schemas.writing import Given, GivenArticle, WriteReceipt, articles_of
from app.api.writing import Answered, Wanted
from app.domain.documents import digest
from app.domain.keys import Scope

router = APIRouter(tags=["articles"])
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern="^[!-~]+$",
        description="A word of your own for this very request: sent again with it, it is not done again.",
        examples=["4f1d2c9e-1"],
    ),
]
_SAID = {"id": "depeche-17", "date": "2023-05-02", "text": "« Nous irons à Pékin », a déclaré Vladimir Poutine."}
_BROUGHT: dict[str, Example] = {
    "one": {"summary": "One article", "value": _SAID},
    "several": {"summary": "Several articles", "value": {"articles": [_SAID, {"text": "« Non », a dit le ministre."}]}},
}
Wait = Annotated[
    bool,
    Query(description="Answer only when the search shows the change too.", examples=[True]),
]


@router.post(
    "/v1/articles",
    operation_id="addArticles",
    summary="Bring one article or several",
    response_model=WriteReceipt,
    responses={**WRITE_PROBLEMS, **written(WriteReceipt)},
    openapi_extra=needs(Scope.INGEST),
)
async def add_articles(
    given: Annotated[Given, Body(openapi_examples=_BROUGHT)],
    visit: Visiting,
    idempotency_key: IdempotencyKey = None,
    wait: Wait = False,
) -> Response:
    """Read articles and store them with everything found in them; what is stored already is left as it is.

    One article is answered 201 when it is new, 200 when it was there, and a problem when it cannot be used. Several are answered
    200 with an outcome each: a bad one stops no other. Either all that can be used is stored or, where the answer is an error, nothing.
    """
    wanted = Wanted(
        articles=articles_of(given),
        alone=isinstance(given, GivenArticle),
        digest=None if idempotency_key is None else digest(f"{visit.request.state.key} {idempotency_key}"),
        fingerprint=sha256(await visit.request.body()).hexdigest(),
    )
    answered = await visit.resources.writing.take(wanted)
    searchable = await _shown(visit, answered.receipt.revision, wait=wait)
    return _receipt(visit, answered, searchable=searchable)


@router.delete(
    "/v1/articles/{article_id}",
    operation_id="deleteArticle",
    summary="Delete an article",
    status_code=204,
    response_class=Response,
    responses=DELETE_PROBLEMS,
    openapi_extra=needs(Scope.ADMIN),
)
async def delete_article(
    article_id: Annotated[Id64, Path(description="The article's id, as answers give it.", examples=[1])],
    visit: Visiting,
    wait: Wait = False,
) -> Response:
    """Remove an article with everything found in it. Files that are read again do not bring it back; `POST` does."""
    await _shown(visit, await visit.resources.writing.delete(article_id), wait=wait)
    return Response(status_code=204)


async def _shown(visit: Visit, revision: int, *, wait: bool) -> bool:
    """Whether the search shows `revision`, after it was told to look where the caller waits for it."""
    if wait:
        await visit.resources.follower.look_now()
    return visit.resources.index.revision >= revision


def _receipt(visit: Visit, answered: Answered, *, searchable: bool) -> Response:
    body = WriteReceipt(**dict(answered.receipt), searchable=searchable).model_dump_json()
    headers = {"Cache-Control": "no-store"}
    if answered.status == HTTPStatus.CREATED:
        headers["Location"] = f"{visit.request.url.path}/{answered.receipt.items[0].id}"
    if answered.repeated:
        headers["Idempotent-Replayed"] = "true"
    return Response(body, answered.status, headers, "application/json")
