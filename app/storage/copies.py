"""Copies: articles with nearly the same text. Of each set of them the earliest is the original (a pure function of the corpus).

Two articles are copies when their texts are alike (`storage/likeness.py`), and so are the copies of a copy. The original
is the one of the earliest day, undated ones last, and of those the one whose identity comes first: the order in which
articles came does not matter. What is written is compared with what it may be like alone; nothing is built anew.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from sqlalchemy import delete, select

from app.storage.likeness import Signature, alike, bands_of, signature_of
from app.storage.models import ArticleRow, CopyRow, LikenessBandRow, LikenessRow
from app.storage.sessions import WriteSession, one_of_these
from app.storage.values import chunks

_ORIGINALS = select(CopyRow.article_id, CopyRow.original_id).where(one_of_these(CopyRow.article_id))
_COPIES = select(CopyRow.article_id).where(one_of_these(CopyRow.original_id))
_BANDS = select(LikenessBandRow.article_id).distinct().where(one_of_these(LikenessBandRow.band))
_SIGNATURES = select(LikenessRow.article_id, LikenessRow.signature).where(one_of_these(LikenessRow.article_id))
_CARDS = select(ArticleRow.id, ArticleRow.first_day, ArticleRow.identity).where(one_of_these(ArticleRow.id))


def kin_of(session: WriteSession, articles: Iterable[int]) -> set[int]:
    """Return the articles of the sets of copies that `articles` are in, themselves too."""
    asked = set(articles)
    originals = asked | {original for _, original in session.rows_among(_ORIGINALS, sorted(asked))}
    return asked | originals | {copy for (copy,) in session.rows_among(_COPIES, sorted(originals))}


def settle_copies(session: WriteSession, written: Mapping[int, str], kin: Iterable[int], revision: int) -> None:
    """Find out anew which of the articles concerned are copies of which.

    Args:
        session: the transaction, in which the articles are written or removed already.
        written: the texts that are new, by their article.
        kin: what `kin_of` said of all that were to be replaced or removed, before they were.
        revision: the corpus revision; an article that becomes a copy, or is one no more, has changed with it.
    """
    found = _write(session, written)
    concerned = kin_of(session, {*written, *kin, *_like(session, found)})
    cards = {id_: (not day, day, identity) for id_, day, identity in session.rows_among(_CARDS, sorted(concerned))}
    signatures = {
        id_: np.frombuffer(signature, dtype=np.uint32)
        for id_, signature in session.rows_among(_SIGNATURES, sorted(cards))
    }
    wanted: dict[int, int] = {}
    for members in _sets(signatures):
        original = min(members, key=cards.__getitem__)
        wanted |= {member: original for member in members if member != original}
    _store(session, dict(session.rows_among(_ORIGINALS, sorted(cards))), wanted, revision)


def _write(session: WriteSession, written: Mapping[int, str]) -> dict[int, Signature]:
    """Replace the signatures of what was written, and return them."""
    for part in chunks(sorted(written)):
        session.run(delete(LikenessRow).where(LikenessRow.article_id.in_(part)))
        session.run(delete(LikenessBandRow).where(LikenessBandRow.article_id.in_(part)))
    found = {id_: signature for id_, text in written.items() if (signature := signature_of(text)) is not None}
    session.insert_many(LikenessRow, [(id_, signature.tobytes()) for id_, signature in found.items()])
    bands = [(band, id_) for id_, signature in found.items() for band in bands_of(signature)]
    session.insert_many(LikenessBandRow, bands)
    return found


def _like(session: WriteSession, found: Mapping[int, Signature]) -> set[int]:
    """Return the stored articles that may be like one of those `found`."""
    bands = sorted({band for signature in found.values() for band in bands_of(signature)})
    near = {id_ for (id_,) in session.rows_among(_BANDS, bands)} - found.keys()
    table = np.array(list(found.values())) if found else None
    return {
        id_
        for id_, signature in session.rows_among(_SIGNATURES, sorted(near))
        if table is not None and _resembles(np.frombuffer(signature, dtype=np.uint32), table)
    }


def _resembles(signature: Signature, table: Signature) -> bool:
    return len(alike([signature, *table])[0]) > 1


def _sets(signatures: Mapping[int, Signature]) -> list[list[int]]:
    """Return the sets of copies: what is connected by likeness."""
    ids = list(signatures)
    links = alike([signatures[id_] for id_ in ids]) if ids else []
    sets: list[list[int]] = []
    seen: set[int] = set()
    for start in range(len(ids)):
        members, waiting = list[int](), [start]
        while waiting:
            number = waiting.pop()
            if number not in seen:
                seen.add(number)
                members.append(ids[number])
                waiting += links[number]
        if len(members) > 1:
            sets.append(members)
    return sets


def _store(session: WriteSession, before: Mapping[int, int], wanted: Mapping[int, int], revision: int) -> None:
    changed = sorted(id_ for id_ in before.keys() | wanted.keys() if before.get(id_) != wanted.get(id_))
    for part in chunks(changed):
        session.run(delete(CopyRow).where(CopyRow.article_id.in_(part)))
    session.insert_many(CopyRow, [(id_, wanted[id_]) for id_ in changed if id_ in wanted])
    turned: Sequence[tuple[int, int]] = [(revision, id_) for id_ in changed if (id_ in before) != (id_ in wanted)]
    session.run_many("UPDATE articles SET changed = ? WHERE id = ?", turned)
