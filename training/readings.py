"""Records what the exported networks say of the articles that they have not seen: what cross-validated scores rest on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
    """Reads every article with the network of its fold."""

    trainer: Trainer

    def record(self) -> None:
        """Write the readings of all articles, and of the same under other quotation marks, unless that is done."""
        name, workshop = self.trainer.recipe.name, self.trainer.workshop
        networks = [self.trainer.export(fold) / "network.onnx" for fold in range(FOLDS)]
        articles = read_corpus(workshop.shared).articles
        variants = [article for kind in varied(articles).values() for article in kind]

        def work() -> None:
            for path, texts in ((readings_path(name), articles), (variants_path(name), variants)):
                write_readings(path, dict(self._readings(texts)))
                self.trainer.say(f"{path}: {path.stat().st_size / 1e6:.1f} MB")

        once(workshop.root / name, "record", inputs_of(*networks, _tokens(articles)), work)

    def _readings(self, articles: Sequence[Article]) -> Iterator[tuple[str, Reading]]:
        """Yield the reading of each text by its digest."""
        dealt = folds(self.trainer.workshop.shared)
        for fold in range(FOLDS):
            place = self.trainer.workshop.place(self.trainer.recipe.name, fold)
            tagger = Artefact.open("artefact", place).tagger()
            for article in articles:
                if dealt[article.id] == fold:
                    tagged = tagger.tag(segmented(article.text))
                    yield digest_of(article.text), Reading.of(fold, tagged.probabilities)


def _tokens(articles: Sequence[Article]) -> bytes:
    """Return how the articles are cut into tokens: readings of other tokens are of no use."""
    return orjson.dumps([[token.start for token in segmented(article.text).tokens] for article in articles])
