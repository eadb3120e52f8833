"""Claims: relations as they are found, before they are settled against quotes and against one another."""

from dataclasses import dataclass

from app.domain.annotations import Entity, Modality, Polarity, RelationType

DESCRIBING = 0.65
"""How sure a claim is that only describes somebody ("X, soutenu par Y")."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation over the words of a page: `sentence` is the number of its evidence, `trigger` a stretch of words."""

    type: RelationType
    source: tuple[Entity, ...]
    target: tuple[Entity, ...]
    trigger: tuple[int, int]
    sentence: int
    mode: str | None = None
    symmetric: bool = False
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ACTUAL
    confidence: float = 0.9
