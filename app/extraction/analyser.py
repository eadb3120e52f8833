"""The analyser: a text in, its analysis out, the stages in order on one page."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from app.domain.annotations import Analysis, Entity, EntityType, Extractor, Mention, MentionKind, Quote
from app.domain.dates import PartialDate
from app.domain.emergence import EmergentName
from app.errors import InputError
from app.extraction.actors import link_actors
from app.extraction.draft import Draft
from app.extraction.entities import find_names
from app.extraction.heading import read_heading
from app.extraction.language import detect_language
from app.extraction.languages import PACKS
from app.extraction.languages.pack import LanguagePack
from app.extraction.languages.shapes.knowledge import KnownActor, read_knowledge
from app.extraction.languages.shapes.text import TextRules
from app.extraction.quotes import find_quotes
from app.extraction.relations import find_relations
from app.extraction.segmentation import segment
from app.extraction.signature import extractor_of
from app.extraction.speakers import resolve_speakers
from app.extraction.tagger import Tagger, load_tagger

DEFAULT_LANGUAGE = "fr"
DEFAULT_MODEL = "accurate"
EXTRACTOR = extractor_of(DEFAULT_MODEL)
_ABOUT = frozenset({MentionKind.NAME, MentionKind.DEMONYM, MentionKind.NOMINAL, MentionKind.TITLE})
_PLAIN = TextRules()


@dataclass(frozen=True, slots=True)
class Analyser:
    """Reads texts; keep one and use it for all. Without a tagger the rules decide alone."""

    packs: dict[str, LanguagePack]
    tagger: Tagger | None = None
    extractor: Extractor = EXTRACTOR

    @classmethod
    def load(
        cls, model: str = DEFAULT_MODEL, knowledge: Path | None = None, names: tuple[EmergentName, ...] = ()
    ) -> Self:
        """Return an analyser of all languages with the tagger `model`, which is loaded with the first text that needs it.

        `knowledge` is a file of further known actors, in the form of `languages/shapes/knowledge.py`; `names` are those
        that have emerged from the stored texts.

        Raises:
            UnavailableError: there is no such model.
            InputError: the file of known actors cannot be read (tells the line and what to write).
        """
        known = _known_in(knowledge) if knowledge is not None else ()
        return cls(_taught(known, names), load_tagger(model), extractor_of(model, names))

    def analyse(self, text: str, *, language: str | None = None, date: PartialDate | None = None) -> Analysis:
        """Return everything found in `text`; offsets are code points into it.

        `language` is a tag such as `fr` or `fr-CA`, of which the first part counts; None means it is to be found out. A
        language without a pack is segmented only. `date` is what is told beside the text and wins over its head.

        Raises:
            DateError: the head of the text is a date stamp that is not in the calendar.
            ContractError: a stage returned a span that is not in the text.
        """
        language = _primary(language) or detect_language(text, otherwise=DEFAULT_LANGUAGE)
        pack = self.packs.get(language)
        rules = pack.text if pack else _PLAIN
        draft = segment(read_heading(Draft(text, language=language, date=date), rules), rules)
        if pack is not None:
            draft = _annotate(self._tagged(draft), pack)
        return _finish(draft, self.extractor).checked(text)

    def _tagged(self, draft: Draft) -> Draft:
        return replace(draft, tagged=self.tagger.tag(draft)) if self.tagger else draft


def _known_in(knowledge: Path) -> tuple[KnownActor, ...]:
    try:
        lines = knowledge.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the known actors of {knowledge} cannot be read ({error}): see PROPOS_KNOWLEDGE") from error
    return read_knowledge(lines, str(knowledge))


def _taught(known: tuple[KnownActor, ...], names: tuple[EmergentName, ...]) -> dict[str, LanguagePack]:
    """Return the languages with further `known` actors, which count before those shipped, and `names` that have emerged."""
    if not known and not names:
        return PACKS
    return {code: _with(pack, known, names) for code, pack in PACKS.items()}


def _with(pack: LanguagePack, known: tuple[KnownActor, ...], names: tuple[EmergentName, ...]) -> LanguagePack:
    told = ((name, one.type) for one in known if one.type is not EntityType.PERSON for name in one.names)
    taught = (*told, *((one.name, one.type) for one in names))
    return replace(
        pack,
        names=replace(pack.names, taught=taught),
        actors=replace(pack.actors, known=(*known, *pack.actors.known)),
    )


def _primary(tag: str | None) -> str | None:
    """Return the language of a tag without its region: `fr` of `fr-CA` and of `FR_fr`."""
    return tag.lower().replace("_", "-").partition("-")[0] if tag else None


def _annotate(draft: Draft, pack: LanguagePack) -> Draft:
    for stage in (find_names, link_actors, find_quotes, resolve_speakers, find_relations):
        draft = stage(draft, pack)
    return draft


def _finish(draft: Draft, extractor: Extractor) -> Analysis:
    mentions = sorted(
        ((entity, mention) for entity in draft.entities for mention in entity.mentions if mention.kind in _ABOUT),
        key=lambda pair: pair[1].span,
    )
    starts = [mention.span.start for _, mention in mentions]
    return Analysis(
        language=draft.language,
        date=draft.date,
        heading=draft.heading,
        sentences=draft.sentences,
        extractor=extractor,
        entities=draft.entities,
        quotes=tuple(replace(quote, about=_about(quote, mentions, starts)) for quote in draft.quotes),
        relations=draft.relations,
    )


def _about(quote: Quote, mentions: Sequence[tuple[Entity, Mention]], starts: Sequence[int]) -> tuple[str, ...]:
    """Return the ids of the actors that the content of `quote` mentions, in text order, its speaker left out.

    `mentions` are in text order, `starts` where they begin: a text of many quotes is not searched anew for each.
    """
    speaker = quote.speaker.entity if quote.speaker else None
    near = (mentions[bisect_left(starts, part.start) : bisect_right(starts, part.end)] for part in quote.parts)
    inside = (
        entity.id
        for part, pairs in zip(quote.parts, near, strict=True)
        for entity, mention in pairs
        if part.contains(mention.span)
    )
    return tuple(dict.fromkeys(key for key in inside if key != speaker))
