"""Former ids: by which ids the quotes and relations of some articles are known, before a new analysis replaces them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.domain.spans import Span
from app.storage.models import ArticleRow, QuotePartRow, QuoteRow, RelationParticipantRow, RelationRow
from app.storage.rows import Key, quote_key, relation_key
from app.storage.sessions import ReadSession, one_of_these

_ARTICLES = select(ArticleRow.id, ArticleRow.sha256).where(one_of_these(ArticleRow.id))
_QUOTES = (
    select(QuoteRow.article_id, QuoteRow.id, QuotePartRow.start_at, QuotePartRow.end_at)
    .join(QuotePartRow, QuotePartRow.quote_id == QuoteRow.id)
    .where(one_of_these(QuoteRow.article_id))
    .order_by(QuoteRow.id, QuotePartRow.ordinal)
)
_RELATIONS = (
    select(
        RelationRow.article_id,
        RelationRow.id,
        RelationRow.type,
        RelationRow.trigger_start,
        RelationRow.trigger_end,
        RelationParticipantRow.side,
        RelationParticipantRow.entity_id,
    )
    .join(RelationParticipantRow, RelationParticipantRow.relation_id == RelationRow.id)
    .where(one_of_these(RelationRow.article_id))
    .order_by(RelationRow.id)
)


def former_ids(session: ReadSession, texts: Mapping[int, str]) -> dict[int, dict[Key, int]]:
    """Return the ids of each article by the keys of its quotes and relations (3 statements).

    Args:
        session: the store before the articles are replaced.
        texts: the digest of the text that each article is going to have. Of an article whose text is another one
            nothing lasts: the same offsets would mean other words.
    """
    same = [id_ for id_, sha256 in session.rows_among(_ARTICLES, sorted(texts)) if sha256 == texts[id_]]
    found: dict[int, dict[Key, int]] = {id_: {} for id_ in same}
    _read_quotes(session, same, found)
    _read_relations(session, same, found)
    return found


def _read_quotes(session: ReadSession, articles: Sequence[int], found: Mapping[int, dict[Key, int]]) -> None:
    parts: defaultdict[tuple[int, int], list[Span]] = defaultdict(list)
    for article, quote, start, end in session.rows_among(_QUOTES, articles):
        parts[article, quote].append(Span(start, end))
    for (article, quote), spans in parts.items():
        found[article].setdefault(quote_key(spans), quote)


def _read_relations(session: ReadSession, articles: Sequence[int], found: Mapping[int, dict[Key, int]]) -> None:
    sides: defaultdict[tuple[int, int, str, Span], list[tuple[str, int]]] = defaultdict(list)
    for article, relation, type_, start, end, side, actor in session.rows_among(_RELATIONS, articles):
        sides[article, relation, type_, Span(start, end)].append((side, actor))
    for (article, relation, type_, trigger), who in sides.items():
        found[article].setdefault(relation_key(type_, trigger, who), relation)
