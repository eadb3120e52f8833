"""Names: strict spans and types against the outermost annotations of the corpus, micro F1 over three types.

Ours are the mentions of kind `name`; demonyms, titles, nominals and pronouns are no names in the corpus.
"""

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
_SCORED = ("Person", "Location", "Organization")


def score_names(article: Article, analysis: Analysis, sheet: Sheet) -> None:
    """Compare the names of `analysis` with those of the article, where it has any."""
    if article.names is None:
        return
    gold = {name for name in outermost(article.names) if name.type in _SCORED}
    found = set(names_of(analysis))
    sheet.score("names/all", Score.of(len(gold & found), len(found), len(gold)))
    for kind in _SCORED:
        ours, theirs = ({name for name in names if name.type == kind} for names in (found, gold))
        sheet.score(f"names/type/{kind}", Score.of(len(ours & theirs), len(ours), len(theirs)))
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


def _note(article: Article, sheet: Sheet, kind: str, names: set[GoldName]) -> None:
    for name in sorted(names, key=lambda one: one.span):
        sheet.mistake(kind, f"{name.type}: {excerpt(article.text, name.span, 50)}")
