"""Actors: B-cubed F1 of the clusters of mentions, inside a document and across documents.

The gold lists the surface forms of an actor, not their places: its mentions are all the places where a form stands as
whole words, longer forms first; a form that belongs to two actors of an article counts for none. The mention found for
a gold mention is the one (of kind name or demonym) that overlaps it most. A gold mention that nothing overlaps counts
as not recalled. Mentions of actors the gold does not list are not counted, since it lists only those that matter.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from app.domain.annotations import Analysis, Entity, MentionKind
from app.domain.names import fold
from app.domain.spans import Span
from app.evaluation.gold import Article, Gold, GoldEntity
from app.evaluation.scores import Score, Share, Sheet
from app.resolution.guises import guises_of
from app.resolution.partition import resolve

_KINDS = frozenset({MentionKind.NAME, MentionKind.DEMONYM})


def score_actors(article: Article, analysis: Analysis, sheet: Sheet) -> None:
    """Compare the actors of `analysis` with those of the article, where it was read."""
    if article.gold is None:
        return
    inside: Counter[tuple[str, str | None]] = Counter()
    guises = guises_of(analysis, article.text, article.id)
    sheet.guises.update(guises.values())
    for span, actor in located(article.text, article.gold):
        entity = _found_at(analysis, span)
        inside[actor.id, entity.id if entity else None] += 1
        sheet.links[fold(actor.name), guises[entity.id] if entity else None] += 1
    sheet.score("actors/inside", b_cubed(inside))
    known = Counter({link: count for link, count in inside.items() if link[1] is not None})
    sheet.score("actors/inside, found mentions alone", b_cubed(known))
    _note(article.gold, analysis, inside, sheet)


def across(sheet: Sheet) -> Score:
    """Return B-cubed over all articles of `sheet`, their actors resolved as the store resolves them."""
    actors = resolve(sheet.guises)
    links: Counter[tuple[str, str | None]] = Counter()
    for (gold, guise), count in sheet.links.items():
        links[gold, actors[guise].actor if guise else None] += count
    return b_cubed(links)


def b_cubed(links: Mapping[tuple[str, str | None], int]) -> Score:
    """Return B-cubed over mentions; `links` counts the mentions of each (gold cluster, found cluster or None)."""
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for (ours, theirs), count in links.items():
        gold[ours] += count
        if theirs is not None:
            found[theirs] += count
    shared = [(gold[g], found[f], count) for (g, f), count in links.items() if f is not None]
    precision = sum(count * count / size for _, size, count in shared)
    recall = sum(count * count / size for size, _, count in shared)
    return Score(Share(precision, found.total()), Share(recall, gold.total()))


def located(text: str, gold: Gold) -> Iterator[tuple[Span, GoldEntity]]:
    """Yield where the forms of the actors stand, with the actor."""
    bearers: dict[str, list[GoldEntity]] = defaultdict(list)
    for entity in gold.entities:
        for form in entity.forms:
            bearers[form].append(entity)
    claimed: set[int] = set()
    for form in sorted(bearers, key=lambda one: (-len(one), one)):
        for found in _whole(form).finditer(text):
            places = set(range(*found.span()))
            if not places & claimed:
                claimed |= places
                if len(bearers[form]) == 1:
                    yield Span(*found.span()), bearers[form][0]


def _whole(form: str) -> re.Pattern[str]:
    """Return the pattern of `form` as whole words."""
    before = r"(?<!\w)" if form[:1].isalnum() else ""
    after = r"(?!\w)" if form[-1:].isalnum() else ""
    return re.compile(before + re.escape(form) + after)


def _found_at(analysis: Analysis, span: Span) -> Entity | None:
    """Return the entity of the mention that overlaps `span` most; of equal ones the first."""
    best, chosen = 0.0, None
    for entity in analysis.entities:
        for mention in entity.mentions:
            if mention.kind in _KINDS and mention.span.overlaps(span):
                common = min(mention.span.end, span.end) - max(mention.span.start, span.start)
                likeness = 2 * common / (len(mention.span) + len(span))
                if likeness > best:
                    best, chosen = likeness, entity
    return chosen


def _note(gold: Gold, analysis: Analysis, links: Mapping[tuple[str, str | None], int], sheet: Sheet) -> None:
    ours = {entity.id: entity for entity in analysis.entities}
    theirs = {entity.id: entity for entity in gold.entities}
    by_gold: dict[str, list[str]] = defaultdict(list)
    by_found: dict[str, list[str]] = defaultdict(list)
    for g, f in links:
        if f is None:
            detail = f"{theirs[g].type} {theirs[g].name} ({', '.join(theirs[g].forms)})"
            sheet.mistake("actor mention missed", detail, theirs[g].type)
        else:
            by_gold[g].append(f"{ours[f].type} {ours[f].name}")
            by_found[f].append(f"{theirs[g].type} {theirs[g].name}")
    for g, names in by_gold.items():
        if len(names) > 1:
            sheet.mistake("actor split", f"{theirs[g].type} {theirs[g].name} -> {' | '.join(names)}", theirs[g].type)
    for f, names in by_found.items():
        if len(names) > 1:
            sheet.mistake("actors merged", f"{' | '.join(names)} -> {ours[f].type} {ours[f].name}", ours[f].type)
