"""One article in the forms of others: its plain text, Web Annotations on it, and linked data."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from app.api.annotating import Place, annotation_page
from app.api.answers import ITEM_PROBLEMS, answered
from app.api.dependencies import Visiting
from app.api.linking import LINKED_DATA, linked_article
from app.api.schemas.annotations import MEDIA_TYPE, AnnotationPage, AnnotationQuestion
from app.api.schemas.linked import NewsArticle
from app.api.schemas.values import Id64
from app.storage import articles, quotes, relations

router = APIRouter(tags=["articles"])
ArticleId = Annotated[Id64, Path(description="The article's id, as answers give it.", examples=[1])]


class LinkedDataResponse(JSONResponse):
    """JSON-LD."""

    media_type = LINKED_DATA


class AnnotationResponse(JSONResponse):
    """JSON-LD with the profile of Web Annotations."""

    media_type = MEDIA_TYPE


@router.get(
    "/v1/articles/{article_id}/annotations",
    operation_id="getArticleAnnotations",
    summary="What was found, as Web Annotations",
    response_class=AnnotationResponse,
    responses={**ITEM_PROBLEMS, **answered()},
)
def get_annotations(
    article_id: ArticleId, question: Annotated[AnnotationQuestion, Query()], visit: Visiting
) -> AnnotationPage:
    """Every quote, mention of a speaker and relation of an article (W3C), with the words and with the offsets of its place."""
    with visit.reading() as session:
        card = articles.get_article(session, article_id)
        place = Place.of(visit, session, article_id)
        said = quotes.quotes_of(session, [article_id])[article_id]
        stated = relations.relations_of(session, [article_id])[article_id]
    return annotation_page(place, card.title, (said, stated), question.motivation)


@router.get(
    "/v1/articles/{article_id}/text",
    operation_id="getArticleText",
    summary="The stored text alone",
    response_class=PlainTextResponse,
    responses={**ITEM_PROBLEMS, **answered()},
)
def get_text(article_id: ArticleId, visit: Visiting) -> Response:
    """The text that all offsets count in, unchanged, in UTF-8: what annotations point at."""
    with visit.reading() as session:
        stored = articles.get_text(session, article_id)
    return PlainTextResponse(stored.text, headers=dict(visit.response.headers))


@router.get(
    "/v1/articles/{article_id}/jsonld",
    operation_id="getLinkedArticle",
    summary="One article as linked data",
    response_class=LinkedDataResponse,
    responses={**ITEM_PROBLEMS, **answered()},
)
def get_linked_article(article_id: ArticleId, visit: Visiting) -> NewsArticle:
    """An article with its quotations and whom it mentions, in the words of schema.org; also by `Accept: application/ld+json`."""
    with visit.reading() as session:
        return linked_article(visit, session, article_id)
