"""Names that no list holds: how well they are found once the corpus has given them away.

There are no new movements among the annotated articles, so two things stand for them. A body that is called by a common
noun ("les policiers") is given a made-up name in all its articles, between marks at the first place of each, as papers
write a new name: it is learned from the first ten and looked for in the others. And the names of the gold that stand in
many articles are looked for with our lists of names emptied.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.domain.annotations import Analysis
from app.domain.emergence import EmergentName, emerged
from app.domain.names import fold
from app.domain.spans import Span
from app.evaluation.corpora import outermost
from app.evaluation.gold import Article, GoldName
from app.evaluation.names import SCORED, names_of
from app.evaluation.scores import Sheet
from app.extraction.emerging import read
from app.extraction.entities.lexicon import names_in
from app.extraction.languages import PACKS
from app.extraction.languages.pack import LanguagePack

Analyse = Callable[[str], Analysis]
Learning = Callable[[tuple[EmergentName, ...]], Analyse]
FIRST = 10
"""Articles that a name is learned from."""
_LEAST = 12
_LANGUAGE = "fr"
_NAME = "foulards gris"
_BODIES = (
    *("forces", "policiers", "médias", "chercheurs", "scientifiques", "enquêteurs", "secours", "rebelles", "milices"),
    *("manifestants", "syndicats", "soldats"),
)
"""Who acts as a body; victims, relatives or members are named as often and do nothing together."""
_ARTICLES = r"\b([Ll]es|[Dd]es|[Aa]ux|[Cc]es) {}\b"


@dataclass(frozen=True, slots=True)
class Renamed:
    """An article in which a body has got a name, and where that name stands."""

    text: str
    places: tuple[Span, ...]


def evaluate_emergence(articles: Sequence[Article], learning: Learning, load_unlisted: Callable[[], Analyse]) -> Sheet:
    """Return the shares of names that are found after their first ten articles, of those that stand in twelve at least.

    `learning` gives the extraction with names that were learned, `load_unlisted` the one without lists (`without_lists`).
    """
    sheet = Sheet()
    for body in _BODIES:
        _score_body([one for article in articles if (one := renamed(article.text, body))], learning, sheet)
    _score_names(articles, load_unlisted, sheet)
    found = emerged(read(article.text, _LANGUAGE) for article in articles)
    for name in found:
        sheet.mistake("name emerged", f"{name.type} {name.name} ({name.articles} articles)")
    return sheet


def without_lists(packs: Mapping[str, LanguagePack] = MappingProxyType(PACKS)) -> dict[str, LanguagePack]:
    """Return the languages without their lists of organizations, places, platforms and things; countries stay."""
    none: tuple[str, ...] = ()
    return {
        code: replace(pack, names=replace(pack.names, organizations=none, places=none, platforms=none, things=none))
        for code, pack in packs.items()
    }


def renamed(text: str, body: str) -> Renamed | None:
    """Return `text` with "les `body`" under the made-up name, marked at its first place; None where it is not there."""
    pieces: list[str] = []
    places: list[Span] = []
    after = length = 0
    for found in re.finditer(_ARTICLES.format(body), text):
        before = f"{text[after : found.start()]}{found[1]} {'' if places else '« '}"
        length += len(before)
        places.append(Span(length, length + len(_NAME)))
        pieces += (before, _NAME, "" if len(places) > 1 else " »")
        length += len(_NAME) + len(pieces[-1])
        after = found.end()
    return Renamed("".join((*pieces, text[after:])), tuple(places)) if places else None


def _score_body(texts: Sequence[Renamed], learning: Learning, sheet: Sheet) -> None:
    if len(texts) < _LEAST:
        return
    names = emerged(read(one.text, _LANGUAGE) for one in texts[:FIRST])
    before, after = learning(()), learning(names)
    for one in texts[FIRST:]:
        for key, analyse in (("before they are learned", before), ("learned", after)):
            spans = {name.span for name in names_of(analyse(one.text)) if name.type == "Organization"}
            for place in one.places:
                sheet.share(f"emergent/collectives, {key}", hit=place in spans)


def _score_names(articles: Sequence[Article], load: Callable[[], Analyse], sheet: Sheet) -> None:
    """Score the names of the gold that no list of countries holds, where they come in their eleventh article or later."""
    listed = {fold(name) for pack in without_lists().values() for name in names_in(pack.names)}
    standing = _standing(articles)
    late: dict[int, set[GoldName]] = defaultdict(set)
    for (name, _), places in standing.items():
        numbers = sorted({number for number, _ in places})
        if len(numbers) >= _LEAST and name not in listed:
            for number, place in places:
                if number in numbers[FIRST:]:
                    late[number].add(place)
    if not late:
        return
    analyse = load()
    for number, wanted in late.items():
        found = set(names_of(analyse(articles[number].text)))
        for name in wanted:
            sheet.share("emergent/names without our lists", hit=name in found)


def _standing(articles: Iterable[Article]) -> Mapping[tuple[str, str], list[tuple[int, GoldName]]]:
    """Return where each name of the gold stands, by its folded words and type: the number of the article, the place."""
    standing: dict[tuple[str, str], list[tuple[int, GoldName]]] = defaultdict(list)
    for number, article in enumerate(articles):
        for name in outermost(article.names or ()):
            if name.type in SCORED:
                standing[fold(name.span.of(article.text)), name.type].append((number, name))
    return standing
