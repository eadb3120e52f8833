"""Records what the exported networks say of the articles that they have not seen: what cross-validated scores rest on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from app.evaluation.corpora import read_corpus
from app.evaluation.gold import Article
from app.evaluation.marks import varied
from app.evaluation.recorded import Reading, digest_of, readings_path, variants_path, write_readings
from app.extraction.tagger.artefact import Artefact
from training.corpus import segmented
from training.folds import FOLDS, folds
from training.steps import Trainer
from training.workshop import inputs_of, once


@dataclass(frozen=True, slots=True)
class Recorder:
    """Reads every article with the network of its fold; the articles of a fold without a trained network are left out."""

    trainer: Trainer

    def record(self) -> None:
        """Write the readings of all articles, unless that is done."""
        articles = read_corpus(self.trainer.workshop.shared).articles
        self._write(readings_path(self.trainer.recipe.name), articles)

    def record_marks(self) -> None:
        """Write the readings of the articles under other quotation marks, unless that is done."""
        articles = read_corpus(self.trainer.workshop.shared).articles
        written = {article.text for article in articles}
        variants = [article for kind in varied(articles).values() for article in kind if article.text not in written]
        self._write(variants_path(self.trainer.recipe.name), variants)

    def _write(self, path: Path, articles: Sequence[Article]) -> None:
        trainer = self.trainer
        trained = [fold for fold in range(FOLDS) if trainer.has_learnt(fold)]
        networks = [trainer.export(fold) / "network.onnx" for fold in trained]

        def work() -> None:
            write_readings(path, dict(self._readings(trained, articles)))
            trainer.say(f"{path}: {path.stat().st_size / 1e6:.1f} MB")

        once(trainer.workshop.root / trainer.recipe.name, path.stem, inputs_of(*networks, _tokens(articles)), work)

    def _readings(self, trained: Sequence[int], articles: Sequence[Article]) -> Iterator[tuple[str, Reading]]:
        """Yield the reading of each text of the folds that were `trained`, by its digest."""
        dealt = folds(self.trainer.workshop.shared)
        for fold in trained:
            place = self.trainer.workshop.place(self.trainer.recipe.name, fold)
            tagger = Artefact.open("artefact", place).tagger()
            for article in articles:
                if dealt[article.id] == fold:
                    tagged = tagger.tag(segmented(article.text))
                    yield digest_of(article.text), Reading.of(fold, tagged.probabilities)


def _tokens(articles: Sequence[Article]) -> bytes:
    """Return how the articles are cut into tokens: readings of other tokens are of no use."""
    return orjson.dumps([[token.start for token in segmented(article.text).tokens] for article in articles])
