"""`python -m training STEP`: makes the models. Steps that are done are not done again; `make train` does all of them."""

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from app.errors import AppError
from app.evaluation.recorded import Readings, readings_path
from app.extraction.analyser import DEFAULT_MODEL
from training.card import Card
from training.corpus import SHARED, build
from training.countries import write_countries
from training.plan import STEPS, Plan
from training.readings import Recorder
from training.recipes import ALL, recipe_of
from training.steps import Trainer
from training.workshop import ROOT, Workshop

_app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False)
SharedOption = Annotated[Path, typer.Option(help="Folder of the annotated articles.", envvar="PROPOS_SHARED")]
RootOption = Annotated[Path, typer.Option(help="Where everything is kept that is made.")]
RecipeArgument = Annotated[str, typer.Argument(help="accurate or fast; with -tiny behind it a trial of seconds.")]
FoldOption = Annotated[int, typer.Option(help="The fold that is not seen; -1: learn from all articles.")]


@_app.command()
def data(shared: SharedOption = SHARED) -> None:
    """Write training/data/labels.jsonl from the corpus."""
    typer.echo(build(shared))


@_app.command()
def countries(shared: SharedOption = SHARED) -> None:
    """Write the official names of countries that are shipped from the gazetteer."""
    typer.echo(f"{write_countries(shared)} countries")


@_app.command()
def vocabulary(shared: SharedOption = SHARED, root: RootOption = ROOT) -> None:
    """Choose the pieces of words that are shipped."""
    Trainer(recipe_of(DEFAULT_MODEL), Workshop(shared, root), typer.echo).choose_vocabulary()


@_app.command()
def network(
    recipe: RecipeArgument, fold: FoldOption = ALL, shared: SharedOption = SHARED, root: RootOption = ROOT
) -> None:
    """Train one network, going on where it was interrupted, and write its artefact (of all articles: into app/)."""
    trainer = Trainer(recipe_of(recipe), Workshop(shared, root), typer.echo)
    trainer.learn(fold)
    trainer.export(fold)


@_app.command()
def readings(
    recipe: RecipeArgument,
    *,
    marks: Annotated[bool, typer.Option(help="Under other quotation marks too.")] = True,
    shared: SharedOption = SHARED,
    root: RootOption = ROOT,
) -> None:
    """Record what the network of each fold says of the articles that it has not seen."""
    recorder = Recorder(Trainer(recipe_of(recipe), Workshop(shared, root), typer.echo))
    recorder.record()
    if marks:
        recorder.record_marks()


@_app.command()
def scorers(recipe: RecipeArgument = DEFAULT_MODEL, shared: SharedOption = SHARED) -> None:
    """Learn from the readings which candidates are quotes and who says them; write the weights to ship and of each fold."""
    read = Readings.read([readings_path(recipe)])
    # The speakers are learned from the quotes that are found, so quotes come first.
    for name in ("quotes", "speakers"):
        for line in import_module(f"training.{name}").write_weights(shared, read):
            typer.echo(line)


@_app.command()
def card(recipe: RecipeArgument, note: str = "", shared: SharedOption = SHARED, root: RootOption = ROOT) -> None:
    """Write the card of an installed model."""
    typer.echo(f"{Card(recipe_of(recipe), Workshop(shared, root), note).write()}")


@_app.command("all")
def everything(
    steps: Annotated[str, typer.Option(help=f"Only these, with blanks between: {' '.join(STEPS)}.")] = "",
    shared: SharedOption = SHARED,
    root: RootOption = ROOT,
) -> None:
    """Do all steps that are not done."""
    Plan(Workshop(shared, root), typer.echo).run(steps.split())


def main() -> None:
    """Run a step; an error that the user can mend is told in one line."""
    try:
        _app()
    except AppError as error:
        typer.echo(f"training: {error}", err=True)
        raise SystemExit(1) from error


if __name__ == "__main__":
    main()
