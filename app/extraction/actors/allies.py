"""Groups named by who they stand with: "les États-Unis et leurs alliés"."""

from dataclasses import dataclass, field

from app.domain.annotations import EntityType
from app.extraction.actors.phrases import Phrase
from app.extraction.actors.registry import Actor, Registry
from app.extraction.indexing import TokenIndex
from app.extraction.languages.shapes.actors import ActorRules


@dataclass(slots=True)
class AllyReader:
    """Makes one group of the allies and partners of a country, whatever they are called."""

    index: TokenIndex
    rules: ActorRules
    registry: Registry
    groups: dict[str, tuple[Actor, list[str]]] = field(default_factory=dict[str, tuple[Actor, list[str]]])

    def group(self, phrase: Phrase, recent: list[Actor]) -> Actor | None:
        """Return the group that "leurs alliés" stands for: those of the country mentioned last in its sentence."""
        country = next((actor for actor in recent if actor.type is EntityType.COUNTRY), None)
        if country is None or country.country is None:
            return None
        if country.country not in self.groups:
            self.groups[country.country] = (self.registry.new(EntityType.GROUP), [])
        group, nouns = self.groups[country.country]
        noun = self.index.norm(phrase.head)
        if noun not in nouns:
            nouns.append(noun)
            joined = f" {self.rules.joint} ".join(nouns)
            group.label = f"{joined} {self._of(country, self.registry.countries[country.country].name)}"
        return group

    def _of(self, country: Actor, name: str) -> str:
        """Return `name` after the preposition that its article in the text asks for ("des États-Unis")."""
        first, _ = self.index.range(country.start, country.start + 1)
        article = self.index.norm(first - 1)
        return self.rules.genitives.get(article, self.rules.genitives.get("", "")) + name
