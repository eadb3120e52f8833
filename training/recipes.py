"""How each model is made: the shape of its network and how it learns."""

from dataclasses import dataclass, field, replace
from types import MappingProxyType

from app.errors import InputError

ALL = -1
"""In place of a fold: learn from every article."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A network: the first `layers` of the encoder, each with its `inner` strongest neurons; or, with `dilations`, convolutions.

    A convolution sees a word and one neighbour on each side, as many words away as its dilation says; `width` is the
    length of its vectors. `inner` 0 keeps all neurons.
    """

    layers: int = 6
    inner: int = 0
    dilations: tuple[int, ...] = ()
    width: int = 160
    dropout: float = 0.1


@dataclass(frozen=True, slots=True)
class Variation:
    """How often an article is read otherwise than it is written, from 0 to 1."""

    guillemets: float = 0.08
    curly: float = 0.08
    straight: float = 0.1
    one_missing: float = 0.05
    none: float = 0.01
    capitals: float = 0.02


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a network learns. Rates are those of AdamW at their top; `warm_up` is the part of all steps before it.

    `window` is how many words it learns from at once, `read` how many it is given at once afterwards: attention costs by
    the square of them, and past a few sentences they help no more.
    """

    name: str
    shape: Shape
    epochs: int = 8
    rate: float = 3e-4
    head_rate: float = 1e-3
    batch: int = 8
    window: int = 190
    read: int = 96
    warm_up: float = 0.1
    decay: float = 0.01
    norm: float = 1.0
    seed: int = 1
    variation: Variation = field(default_factory=Variation)
    articles: int = 0
    """For trying out: learn from so many articles only; 0 is all."""


RECIPES = MappingProxyType(
    {
        recipe.name: recipe
        for recipe in (
            Recipe("accurate", Shape(layers=6)),
            Recipe("fast", Shape(dilations=(1, 2, 4, 8, 1, 2)), epochs=16, rate=1e-3, read=190),
        )
    }
)


def recipe_of(name: str) -> Recipe:
    """Return the recipe called `name`; `NAME-tiny` is a trial of it that takes seconds and learns nothing.

    Raises:
        InputError: there is none.
    """
    base, _, trial = name.partition("-")
    if base not in RECIPES or trial not in {"", "tiny"}:
        raise InputError(f"no recipe {name!r}: choose among {', '.join(RECIPES)}")
    recipe = RECIPES[base]
    if not trial:
        return recipe
    return replace(recipe, name=name, shape=replace(recipe.shape, layers=1, inner=128), epochs=1, articles=20)
