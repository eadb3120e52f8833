"""Names: strict spans and types against the outermost annotations of the corpus, micro F1 over three types.

Ours are the mentions of kind `name`; demonyms, titles, nominals and pronouns are no names in the corpus. What was taken
for what is counted too: a name of the gold where a name with other edges was found counts under these, a name found
where the gold has none of the three types under the annotation it stands in, if any.
"""

from collections.abc import Iterable
from types import MappingProxyType

from app.domain.annotations import Analysis, EntityType, MentionKind
from app.evaluation.corpora import outermost
from app.evaluation.gold import Article, GoldName
from app.evaluation.scores import Score, Sheet
from app.evaluation.words import excerpt

TYPES = MappingProxyType(
    {
        EntityType.PERSON: "Person",
        EntityType.COUNTRY: "Location",
        EntityType.PLACE: "Location",
        EntityType.ORGANIZATION: "Organization",
        EntityType.GROUP: "Organization",
    }
)
SCORED = ("Person", "Location", "Organization")
CONFUSION = "names"
OTHER_EDGES, NOTHING, ANOTHER = "other edges", "nothing", "event, work or product"


def score_names(article: Article, analysis: Analysis, sheet: Sheet) -> None:
    """Compare the names of `analysis` with those of the article, where it has any."""
    if article.names is None:
        return
    annotated = outermost(article.names)
    gold = {name for name in annotated if name.type in SCORED}
    found = set(names_of(analysis))
    score = Score.of(len(gold & found), len(found), len(gold))
    sheet.score("names/all", score)
    sheet.score(f"names/year/{article.id[:4]}", score)
    for kind in SCORED:
        ours, theirs = ({name for name in names if name.type == kind} for names in (found, gold))
        sheet.score(f"names/type/{kind}", Score.of(len(ours & theirs), len(ours), len(theirs)))
    _confuse(annotated, found, sheet)
    _note(article, sheet, "name missed", gold - found)
    _note(article, sheet, "name spurious", found - gold)


def names_of(analysis: Analysis) -> tuple[GoldName, ...]:
    """Return the outermost names of `analysis`, in the corpus's types."""
    return outermost(
        GoldName(TYPES[entity.type], mention.span)
        for entity in analysis.entities
        for mention in entity.mentions
        if mention.kind is MentionKind.NAME
    )


def _confuse(annotated: Iterable[GoldName], found: set[GoldName], sheet: Sheet) -> None:
    """Count what was taken for what."""
    types = {name.span: name.type for name in found}
    gold = [name for name in annotated if name.type in SCORED]
    others = [name for name in annotated if name.type not in SCORED]
    for name in gold:
        edges = any(one.span.overlaps(name.span) for one in found)
        taken_for = types.get(name.span) or (OTHER_EDGES if edges else NOTHING)
        sheet.confusions[CONFUSION, name.type, taken_for] += 1
        if name.type == "Location":
            sheet.share("names/places typed as persons", hit=taken_for == "Person")
    for name in found:
        if not any(one.span.overlaps(name.span) for one in gold):
            inside = any(one.span.overlaps(name.span) for one in others)
            sheet.confusions[CONFUSION, ANOTHER if inside else NOTHING, name.type] += 1


def _note(article: Article, sheet: Sheet, kind: str, names: set[GoldName]) -> None:
    for name in sorted(names, key=lambda one: one.span):
        sheet.mistake(kind, f"{name.type}: {excerpt(article.text, name.span, 50)}")
