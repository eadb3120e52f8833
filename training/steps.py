"""The steps of training, each done once for the same inputs: vocabulary, networks, artefacts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from app.extraction.tagger.artefact import MODELS
from training.corpus import LABELS, Lesson, lessons
from training.encoder import Encoder, installed_file, read_encoder
from training.recipes import ALL, Recipe
from training.variants import marked
from training.vocabulary import Vocabulary, choose
from training.workshop import Workshop, inputs_of, once

Say = Callable[[str], None]


@dataclass(frozen=True)
class Trainer:
    """Does the steps of one recipe."""

    recipe: Recipe
    workshop: Workshop
    say: Say = print

    def choose_vocabulary(self) -> None:
        """Choose the pieces that are shipped, unless that is done."""
        self._vocabulary(self._lessons(), read_encoder(installed_file()))

    def learn(self, fold: int) -> None:
        """Train the network that never sees the articles of `fold` (or `ALL`), unless that is done."""
        place = self.workshop.place(self.recipe.name, fold)
        found = self._lessons()
        encoder = read_encoder(installed_file())
        vocabulary = self._vocabulary(found, encoder)
        learning = [marked(one) for one in self._chosen(found) if one.labels.fold != fold]

        def work() -> None:
            means = _torch("learn").Means(self.recipe, encoder, vocabulary.embeddings(), self.say)
            _torch("learn").learn(learning, means, place)

        if not once(place, "learn", self._inputs(fold), work):
            self.say(f"{self.recipe.name} {place.name}: trained already")

    def has_learnt(self, fold: int) -> bool:
        """Whether the network that never sees `fold` is trained."""
        return (self.workshop.place(self.recipe.name, fold) / "learn.done").exists()

    def export(self, fold: int) -> Path:
        """Write the artefact of the network trained without `fold`, and return its folder; that of all is installed."""
        place = self.workshop.place(self.recipe.name, fold)
        folder = MODELS / self.recipe.name if fold == ALL and not self.recipe.articles else place / "artefact"

        def work() -> None:
            encoder = read_encoder(installed_file())
            vocabulary = Vocabulary.read(self.workshop.vocabulary)
            means = _torch("learn").Means(self.recipe, encoder, vocabulary.embeddings(), self.say)
            network = _torch("learn").taught(means, place)
            _torch("export").export(network, vocabulary, self.recipe, folder)
            self.say(f"{self.recipe.name} {place.name}: written to {folder}")

        once(place, "export", inputs_of(place / "checkpoint.pt"), work)
        return folder

    def _lessons(self) -> list[Lesson]:
        return list(lessons(self.workshop.shared))

    def _chosen(self, found: Sequence[Lesson]) -> Sequence[Lesson]:
        return found[: self.recipe.articles] if self.recipe.articles else found

    def _vocabulary(self, found: Sequence[Lesson], encoder: Encoder) -> Vocabulary:
        folder = self.workshop.vocabulary

        def work() -> None:
            choose(encoder, (one.draft for one in found)).write(folder)

        once(folder, "choose", inputs_of(LABELS, installed_file()), work)
        return Vocabulary.read(folder)

    def _inputs(self, fold: int) -> bytes:
        return inputs_of(self.recipe, LABELS, self.workshop.vocabulary / "embeddings.npy", str(fold).encode("ascii"))


def _torch(name: str) -> Any:  # noqa: ANN401
    """Return the module of training that needs PyTorch; the steps that do without it never load it."""
    return import_module(f"training.{name}")
