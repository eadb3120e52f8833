"""Organizations under several names: known ones, acronyms introduced in parentheses or made of initials, shortened names."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from app.domain.annotations import EntityType
from app.domain.names import fold
from app.domain.spans import Span
from app.extraction.actors.registry import Actor, Registry
from app.extraction.languages.shapes.actors import ActorRules

_GAP = 4


def merge_aliases(registry: Registry, rules: ActorRules, small: frozenset[str]) -> None:
    """Merge the organizations of `registry` that are one under several names; `small` are words that give no initial."""
    for keep, drop in [*_known(registry, rules), *_parenthesised(registry), *_initials(registry, small)]:
        merge(keep, drop)
    for keep, drop in list(_shortened(registry)):
        merge(keep, drop)


def _organizations(registry: Registry) -> list[Actor]:
    kept = (actor for actor in registry.actors if actor.merged is None and actor.names)
    return [actor for actor in kept if actor.type is EntityType.ORGANIZATION]


def merge(keep: Actor, drop: Actor) -> None:
    """Make one of two actors; what was `drop` is `keep` from now on."""
    keep, drop = _root(keep), _root(drop)
    if keep is drop:
        return
    for span, kind in drop.mentions.items():
        keep.add(span, kind)
    keep.names.update(drop.names)
    drop.mentions.clear()
    drop.names.clear()
    drop.merged = keep


def _root(actor: Actor) -> Actor:
    while actor.merged is not None:
        actor = actor.merged
    return actor


@cache
def _groups(rules: ActorRules) -> dict[str, int]:
    return {fold(name): number for number, names in enumerate(rules.same) for name in names}


def _known(registry: Registry, rules: ActorRules) -> Iterator[tuple[Actor, Actor]]:
    groups = _groups(rules)
    first: dict[int, Actor] = {}
    for actor in _organizations(registry):
        for name in actor.names:
            group = groups.get(fold(name))
            if group is not None:
                yield first.setdefault(group, actor), actor


def _parenthesised(registry: Registry) -> Iterator[tuple[Actor, Actor]]:
    """Yield organizations of which one stands in parentheses right after the other: "Organisation X (OX)"."""
    organizations = _organizations(registry)
    ends = {span.end: (span, actor) for actor in organizations for span in actor.mentions}
    for actor in organizations:
        for span in actor.mentions:
            before = ends.get(_end_before_bracket(registry.text, span))
            if before is not None and _one_is_acronym(span.of(registry.text), before[0].of(registry.text)):
                yield before[1], actor


def _end_before_bracket(text: str, span: Span) -> int:
    """Return where the words before the parentheses around `span` end; -1 where there are none."""
    bracket = text.rfind("(", max(0, span.start - _GAP), span.start)
    if bracket < 0 or not text[span.end : span.end + _GAP].lstrip().startswith(")"):
        return -1
    while bracket > 0 and text[bracket - 1].isspace():
        bracket -= 1
    return bracket


def _one_is_acronym(one: str, other: str) -> bool:
    """Whether one of the two is written in capitals and begins like the other."""
    short, long = sorted((one, other), key=len)
    return sum(map(str.isupper, short)) > 1 and fold(short)[:1] in {word[:1] for word in fold(long).split()}


def _initials(registry: Registry, small: frozenset[str]) -> Iterator[tuple[Actor, Actor]]:
    """Yield a long name and the acronym made of its initials, where both stand somewhere in the text."""
    organizations = _organizations(registry)
    by_initials: dict[str, list[Actor]] = defaultdict(list)
    for actor in organizations:
        for name in actor.names:
            words = [word for word in fold(name).split() if word not in small]
            if len(words) > 1:
                by_initials["".join(word[0] for word in words)].append(actor)
    for actor in organizations:
        for name in actor.names:
            bearers = list(dict.fromkeys(by_initials.get(fold(name), ())))
            if name.isupper() and len(bearers) == 1:
                yield bearers[0], actor


def _shortened(registry: Registry) -> Iterator[tuple[Actor, Actor]]:
    """Yield a name and the one word it is shortened to, its first or its last ("Assemblée", "al-Nosra")."""
    organizations = _organizations(registry)
    heads: dict[str, list[Actor]] = defaultdict(list)
    for actor in organizations:
        for name in actor.names:
            words = name.split()
            if len(words) > 1:
                heads[fold(words[0])].append(actor)
                heads[fold(words[-1])].append(actor)
    for actor in organizations:
        bearers = list(dict.fromkeys(a for name in actor.names for a in heads.get(fold(name), ()) if a is not actor))
        if len(bearers) == 1 and all(" " not in name for name in actor.names):
            yield bearers[0], actor
