"""`propos evaluate`: score the extraction against annotated articles and hold it to its floors."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from app.domain.emergence import EmergentName
from app.errors import InputError
from app.evaluation import report
from app.evaluation.baseline import baseline_cost, check_installed
from app.evaluation.corpora import Corpus, read_corpus
from app.evaluation.emergence import evaluate_emergence, without_lists
from app.evaluation.floors import DEFAULT, Floors
from app.evaluation.picture import picture_of
from app.evaluation.recorded import is_recorded, load_recorded
from app.evaluation.run import (
    SECTIONS,
    Analyse,
    Plan,
    check_sections,
    evaluate_articles,
    evaluate_marks,
    evaluate_seed,
    live_cost,
    load_analyse,
)
from app.evaluation.scores import Sheet
from app.evaluation.seed import SeedGold, read_seed
from app.extraction.analyser import DEFAULT_MODEL, Analyser

SHARED = Path(__file__).parents[2].parent / "shared"
_RESULT = Path("var/evaluation.json")


def evaluate(  # noqa: PLR0913 (one parameter an option)
    *,
    shared: Annotated[Path, typer.Option(help="Folder of the annotated articles.", envvar="PROPOS_SHARED")] = SHARED,
    json: Annotated[Path, typer.Option(help="Where the scores are written as JSON.")] = _RESULT,
    only: Annotated[list[str] | None, typer.Option(help=f"Score only {', '.join(SECTIONS)}; repeatable.")] = None,
    year: Annotated[str, typer.Option(help="Only articles whose id begins so: 2016, or 2016_08.")] = "",
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first articles.")] = None,
    jobs: Annotated[int, typer.Option(min=0, help="Processes; 0 works in this one.")] = 2,
    errors: Annotated[Path | None, typer.Option(help="Write every difference from the gold here, by class.")] = None,
    model: Annotated[str, typer.Option(help="The tagger: accurate or fast.", envvar="PROPOS_MODEL")] = DEFAULT_MODEL,
    live: Annotated[
        bool, typer.Option("--live", help="Run the shipped model, which has seen the articles, not recorded readings.")
    ] = False,
    robustness: Annotated[
        bool, typer.Option("--robustness", help="Score quotes under other quotation marks too.")
    ] = False,
    baseline: Annotated[
        bool, typer.Option("--baseline", help="Time the whole spaCy pipeline as well (`make baseline` installs it).")
    ] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Plain text, with all details.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Tables in Markdown.")] = False,
    page: Annotated[
        Path | None, typer.Option(help="Renew the tables of this page, docs/evaluation.md, and its picture.")
    ] = None,
    floors: Annotated[Path, typer.Option(help="Scores that must be reached.")] = DEFAULT,
    update_floors: Annotated[bool, typer.Option("--update-floors", help="Write what was reached as floors.")] = False,
    allow_lower: Annotated[bool, typer.Option("--allow-lower", help="Let --update-floors lower a floor.")] = False,
) -> None:
    """Score the extraction against annotated articles; exit code 1 when a score is under its floor.

    Where the folder of annotated articles is absent, it says so and succeeds.
    """
    sections = check_sections(only or ())
    if baseline:
        check_installed()
    if update_floors and (sections != SECTIONS or year or limit):
        raise InputError("floors are those of a whole evaluation: leave out --only, --year and --limit")
    corpus, seed = read_corpus(shared, year=year, limit=limit), read_seed(shared)
    if not corpus.articles and seed is None:
        typer.echo(f"Nothing to evaluate: no annotated articles under {shared} (--shared says where they are).")
        return
    load_live = partial(load_analyse, model)
    recorded = not live and is_recorded(model, (article.text for article in corpus.articles))
    plan = Plan(sections, jobs, partial(load_recorded, model) if recorded else load_live)
    sheet = _score(corpus, seed, plan, load_live)
    sheet.is_recorded = recorded
    if "emergent" in sections:
        sheet.merge(_emergence(corpus, model, recorded=recorded))
    if robustness:
        with _progress(None) as seen:
            sheet.merge(evaluate_marks(corpus.articles, plan, seen))
    if baseline:
        sheet.baseline = baseline_cost(corpus.articles)
    _show(sheet, plain=plain, markdown=markdown)
    _keep(corpus, sheet, {"json": json, "errors": errors, "page": page})
    if update_floors:
        _update(floors, Floors.reached(corpus.digest, sheet), allow_lower=allow_lower)
    elif model == DEFAULT_MODEL and not _holds(floors, corpus.digest, sheet):
        raise typer.Exit(1)


def _score(corpus: Corpus, seed: SeedGold | None, plan: Plan, live: Callable[[], Analyse]) -> Sheet:
    """Score everything; what was recorded cannot tell time and memory, so those are of the `live` model."""
    sheet = Sheet()
    articles = corpus.articles if set(plan.sections) != {"seed"} else ()
    with _progress(len(articles)) as seen:
        sheet.merge(evaluate_articles(articles, plan, seen))
    if plan.load is not live:
        cost = live_cost(articles, plan, live)
        sheet.cost, sheet.peak_bytes = cost.cost, cost.peak_bytes
    if seed is not None and "seed" in plan.sections:
        sheet.merge(evaluate_seed(seed, live))
    return sheet


def _emergence(corpus: Corpus, model: str, *, recorded: bool) -> Sheet:
    """Score names that no list holds; what is renamed was never recorded, so it is read by the model that is shipped."""

    def learning(names: tuple[EmergentName, ...]) -> Analyse:
        return Analyser.load(model, names=names).analyse

    def load_unlisted() -> Analyse:
        if recorded:
            return load_recorded(model, packs=without_lists())
        return replace(Analyser.load(model), packs=without_lists()).analyse

    return evaluate_emergence(corpus.articles, learning, load_unlisted)


@contextmanager
def _progress(total: int | None) -> Generator[Callable[[], None]]:
    """Show a bar on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("articles", total=total)
        yield lambda: bar.advance(task)


def _show(sheet: Sheet, *, plain: bool, markdown: bool) -> None:
    if plain or markdown:
        for line in (report.markdown if markdown else report.plain)(sheet):
            typer.echo(line)
        return
    table = Table("part", "measure", "P", "R", "F1 or share", "cases")
    for row in report.rows_of(sheet):
        if not row.is_detail:
            table.add_row(row.section, row.label, row.precision, row.recall, row.value, str(row.cases))
    Console().print(table)
    bins = list(report.reliability_rows(sheet))
    if bins:
        reliability = Table(*report.RELIABILITY_HEAD)
        for cells in bins:
            reliability.add_row(*cells)
        Console().print(reliability)
    for line in report.closing_lines(sheet):
        typer.echo(line)


def _keep(corpus: Corpus, sheet: Sheet, paths: Mapping[str, Path | None]) -> None:
    """Write what was asked for: `json` the scores, `errors` the differences, `page` the tables into a page, its picture beside it."""
    record = {"corpus": corpus.digest, **report.as_json(sheet)}
    makers: dict[str, Callable[[Path], str]] = {
        "json": lambda _: orjson.dumps(record, option=orjson.OPT_INDENT_2).decode("utf-8") + "\n",
        "errors": lambda _: "\n".join(report.mistakes(sheet)) + "\n",
        "page": lambda path: report.page_with(path.read_text("utf-8"), report.markdown(sheet)),
    }
    for name, path in paths.items():
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(makers[name](path), "utf-8")
    page = paths.get("page")
    if page is not None:
        page.with_name(f"{page.stem}-errors.svg").write_text(picture_of(sheet.classes), "utf-8")


def _update(path: Path, reached: Floors, *, allow_lower: bool) -> None:
    old = Floors.read(path)
    lowered = old.lowered(reached) if old else []
    if lowered and not allow_lower:
        raise InputError(f"these floors would fall: {', '.join(lowered)} (--allow-lower lets them)")
    reached.write(path)
    typer.echo(f"Floors written to {path}.")


def _holds(path: Path, corpus: str, sheet: Sheet) -> bool:
    """Say which scores are under their floor; floors of another corpus are not compared."""
    floors = Floors.read(path)
    if floors is None or floors.corpus != corpus:
        why = "there are none" if floors is None else "they were reached on other articles"
        typer.echo(f"Floors not compared: {why} ({path}).")
        return True
    below = floors.below(sheet)
    for one in below:
        typer.echo(f"UNDER ITS FLOOR: {one.measure} {one.reached:.2f} < {one.floor:.1f}")
    return not below
