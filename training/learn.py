"""Trains one network: on four fifths of the articles, or on all of them. What is done is kept after each epoch."""
# pyright: basic, reportMissingImports=false

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from app.extraction.tagged import HEADS
from app.extraction.tagger.embeddings import Embeddings
from app.extraction.tagger.windows import windows
from training.encoder import Encoder
from training.network import TaggerNetwork
from training.recipes import Recipe
from training.variants import UNKNOWN, Exercise, Marked

_POOL = 20
_HEAD_SIZES = [len(labels) for labels in HEADS.values()]


@dataclass(frozen=True, slots=True)
class Window:
    """Words that are read at once, with their labels."""

    exercise: Exercise
    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side: vectors, where words are, labels."""

    words: Tensor
    mask: Tensor
    labels: Tensor


@dataclass(frozen=True, slots=True)
class Means:
    """What learning needs beside the articles."""

    recipe: Recipe
    encoder: Encoder
    embeddings: Embeddings
    say: Callable[[str], None] = print


def learn(lessons: Sequence[Marked], means: Means, folder: Path) -> TaggerNetwork:
    """Return the network that has learnt `lessons`; goes on from the last epoch that `folder` holds.

    The same lessons, recipe and number of threads give the same network.
    """
    recipe = means.recipe
    torch.set_num_threads(1)
    torch.manual_seed(recipe.seed)
    network = TaggerNetwork(means.encoder, recipe.shape)
    optimiser = _optimiser(network, recipe)
    kept = folder / "checkpoint.pt"
    done = _resumed(kept, network, optimiser)
    for epoch in range(done, recipe.epochs):
        torch.manual_seed(recipe.seed * 1000 + epoch)
        loss = _epoch(network, optimiser, _Epoch(lessons, means, epoch))
        means.say(f"{recipe.name} {folder.name}: epoch {epoch + 1} of {recipe.epochs}, loss {loss:.3f}")
        _keep(kept, {"epoch": epoch + 1, "network": network.state_dict(), "optimiser": optimiser.state_dict()})
    return network.eval()


def taught(means: Means, folder: Path) -> TaggerNetwork:
    """Return the network that has been trained in `folder`."""
    network = TaggerNetwork(means.encoder, means.recipe.shape)
    network.load_state_dict(torch.load(folder / "checkpoint.pt", weights_only=True)["network"])
    return network.eval()


def cut(exercise: Exercise, longest: int, shift: int = 0) -> Iterator[Window]:
    """Yield the windows of an exercise; the first is `shift` words shorter, so that each epoch cuts elsewhere."""
    count = len(exercise.words)
    head = max((number for number in exercise.openings if number <= longest - shift), default=0) if shift else 0
    for first, last in ((0, head), (head, count)):
        openings = [number - first for number in exercise.openings if first <= number < last]
        for start, end in windows(last - first, openings, longest):
            yield Window(exercise, first + start, first + end)


def batch_of(chosen: Sequence[Window], embeddings: Embeddings, special: tuple[int, int]) -> Batch:
    """Return windows as tensors: begin, words, end, and padding after the shorter ones."""
    begin, end = (embeddings.piece(row) for row in special)
    length = max(map(len, chosen)) + 2
    words = np.zeros((len(chosen), length, len(begin)), dtype=np.float32)
    mask = np.zeros((len(chosen), length), dtype=bool)
    labels = np.full((len(chosen), length, len(HEADS)), UNKNOWN, dtype=np.int64)
    for row, window in enumerate(chosen):
        held = slice(window.first, window.last)
        words[row, 0], words[row, len(window) + 1] = begin, end
        words[row, 1 : len(window) + 1] = embeddings.vectors(window.exercise.words[held])
        mask[row, : len(window) + 2] = True
        labels[row, 1 : len(window) + 1] = window.exercise.labels[held]
    return Batch(torch.from_numpy(words), torch.from_numpy(mask), torch.from_numpy(labels))


@dataclass(frozen=True, slots=True)
class _Epoch:
    lessons: Sequence[Marked]
    means: Means
    number: int

    def batches(self) -> list[Sequence[Window]]:
        """Return the batches of this epoch: varied articles, cut elsewhere, windows of like length together."""
        recipe = self.means.recipe
        random = Random(f"{recipe.seed}/{self.number}")
        found: list[Window] = []
        for lesson in self.lessons:
            exercise = lesson.varied(recipe.variation, random)
            found += cut(exercise, recipe.window, random.randrange(recipe.window // 2))
        random.shuffle(found)
        pools = (sorted(pool, key=len) for pool in _in_groups(found, recipe.batch * _POOL))
        batches = [batch for pool in pools for batch in _in_groups(pool, recipe.batch)]
        random.shuffle(batches)
        return batches


def _in_groups(found: Sequence[Window], size: int) -> Iterator[Sequence[Window]]:
    for start in range(0, len(found), size):
        yield found[start : start + size]


def _epoch(network: TaggerNetwork, optimiser: torch.optim.Optimizer, epoch: _Epoch) -> float:
    """Go through all articles once and return the mean loss."""
    recipe, special = epoch.means.recipe, epoch.means.encoder.special
    network.train()
    batches = epoch.batches()
    total = 0.0
    for number, chosen in enumerate(batches):
        batch = batch_of(chosen, epoch.means.embeddings, (special.begin, special.end))
        loss = loss_of(network(batch.words, batch.mask), batch.labels)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), recipe.norm)
        _set_rates(optimiser, _pace((epoch.number + number / len(batches)) / recipe.epochs, recipe.warm_up))
        optimiser.step()
        total += loss.item()
    return total / len(batches)


def loss_of(logits: Tensor, labels: Tensor) -> Tensor:
    """Return the loss over all heads; words whose label nobody knows do not count."""
    losses = (
        functional.cross_entropy(part.flatten(0, 1), labels[..., head].flatten(), ignore_index=UNKNOWN)
        for head, part in enumerate(logits.split(_HEAD_SIZES, dim=-1))
        if bool((labels[..., head] != UNKNOWN).any())
    )
    return torch.stack(list(losses)).sum()


def _optimiser(network: TaggerNetwork, recipe: Recipe) -> torch.optim.Optimizer:
    body: Iterable[nn.Parameter] = [one for one in network.body.parameters() if one.requires_grad]
    groups = [
        {"params": body, "lr": recipe.rate, "top": recipe.rate},
        {"params": network.labels.parameters(), "lr": recipe.head_rate, "top": recipe.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=recipe.decay)


def _pace(done: float, warm_up: float) -> float:
    """Return the share of its top that a rate has when the part `done` of all is done: up, then down, in straight lines."""
    return min(1.0, (done + 1e-3) / warm_up) * (1.0 - done)


def _set_rates(optimiser: torch.optim.Optimizer, pace: float) -> None:
    for group in optimiser.param_groups:
        group["lr"] = group["top"] * pace


def _resumed(path: Path, network: TaggerNetwork, optimiser: torch.optim.Optimizer) -> int:
    """Take up what `path` keeps, where there is something, and return how many epochs are done."""
    if not path.exists():
        return 0
    kept = torch.load(path, weights_only=True)
    network.load_state_dict(kept["network"])
    optimiser.load_state_dict(kept["optimiser"])
    return int(kept["epoch"])


def _keep(path: Path, content: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    torch.save(content, partial)
    partial.replace(path)
