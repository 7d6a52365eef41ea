"""`python -m corpus`: measure the product on documents with gold, and show what it does with the samples."""

from __future__ import annotations

import platform
import sys
from datetime import datetime
from itertools import chain
from pathlib import Path

import click

from corpus.bench import iter_reading_lines, iter_start_lines
from corpus.bench_desk import iter_desk_lines
from corpus.bench_find import iter_finding_lines
from corpus.bench_office import iter_office_lines
from corpus.bench_pdf import iter_pdf_lines
from corpus.bench_store import iter_store_lines
from corpus.bench_tracking import iter_review_lines, iter_tracking_lines
from corpus.bundling import MACHINES, PYTHONS, make_bundle
from corpus.calibrate_command import calibrate
from corpus.demo import DemoError, run_demo
from corpus.find_check import iter_check_lines
from corpus.formats import iter_lines, try_files
from corpus.keep import keep_databases
from corpus.lint_gold import iter_gold_problems
from corpus.lint_tables import iter_table_problems
from corpus.manifest import CARRIERS, DOCUMENTS, GOLD, load_families
from corpus.phrases import iter_results, load_phrases
from corpus.score_command import score
from corpus.tracking_commands import review_score, track_model, track_score
from corpus.train_paragraphs_command import train_paragraphs

ROOT = Path(__file__).parent.parent
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def main() -> None:
    """Sample documents, their gold, and the measures taken on them."""


@main.command()
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Rewrite the table in this page.")
@click.argument("folders", nargs=-1, required=True, type=FOLDER)
def formats(output: Path | None, folders: tuple[Path, ...]) -> None:
    """Read every file in FOLDERS and print, by format, what was kept of a reference reading."""
    table = "\n".join(
        iter_lines(try_files(path for folder in folders for path in sorted(folder.iterdir()) if path.is_file()))
    )
    if output:
        page = output.read_text("utf-8").partition("\n| format |")[0].removesuffix("TABLE\n").rstrip("\n")
        output.write_text(f"{page}\n\n{table}\n", "utf-8")
    else:
        click.echo(table)


@main.command()
@click.option("--written", type=click.DateTime(["%Y-%m-%d"]), default="2020-03-15", show_default=True)
@click.argument("path", type=FILE, default=GOLD / "phrases.tsv")
def phrases(path: Path, written: datetime) -> None:
    """Score deadline phrases, each in a small plan written on the given day."""
    results = tuple(iter_results(load_phrases(path), written.date()))
    for result in results:
        if not result.right:
            click.echo(str(result))
    click.echo(f"{path.name}: {sum(r.right for r in results)}/{len(results)} right")


@main.command()
def lint() -> None:
    """Check every rule table of the product and every annotation of the samples; list all problems at once."""
    problems = [*iter_table_problems(ROOT), *iter_gold_problems(GOLD, [DOCUMENTS])]
    for problem in problems:
        click.echo(problem)
    click.echo(f"{len(problems)} problems in rule tables and gold")
    sys.exit(1 if problems else 0)


@main.command()
def make() -> None:
    """Write the sample documents again in every format from their sources."""
    from corpus.make import make_all  # noqa: PLC0415 -- loads python-docx and reportlab
    from corpus.make_carriers import make_carriers  # noqa: PLC0415 -- loads reportlab and numpy
    from corpus.make_scan import MissingToolError  # noqa: PLC0415 -- the same

    try:
        carriers = (path for family in load_families() for path in make_carriers(family, CARRIERS))
        for path in chain(make_all(DOCUMENTS), carriers):
            click.echo(f"wrote {path.relative_to(ROOT)}")
    except MissingToolError as problem:
        raise click.ClickException(str(problem)) from problem


@main.command()
@click.option("--machine", type=click.Choice(MACHINES), default=platform.machine(), show_default=True)
@click.option("--python", "pythons", multiple=True, default=PYTHONS, show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), default=ROOT / "build" / "bundle", show_default=True)
def bundle(output: Path, machine: str, pythons: tuple[str, ...]) -> None:
    """Gather all that installs Duban where there is no network."""
    click.echo(f"wrote {make_bundle(output, machine, pythons)}")


@main.command()
def keep() -> None:
    """Write down the databases that migrations will find, for every migration of which there is none yet."""
    for path in keep_databases():
        click.echo(f"wrote {path.relative_to(ROOT)}")


@main.command()
@click.option("--data-dir", type=click.Path(path_type=Path), default=ROOT / "build" / "demo", show_default=True)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), default="2026-03-01", show_default=True)
def demo(data_dir: Path, as_of: datetime) -> None:
    """Load the samples into a new data directory and show a clerk's first look around."""
    try:
        run_demo(data_dir, today=as_of.date())
    except DemoError as problem:
        raise click.ClickException(str(problem)) from problem


MEASURES = (
    iter_reading_lines,
    iter_pdf_lines,
    iter_start_lines,
    iter_tracking_lines,
    iter_review_lines,
    iter_store_lines,
    iter_finding_lines,
    iter_desk_lines,
    iter_office_lines,
)


@main.command()
def bench() -> None:
    """Print how long the product takes on the samples, beside named peers in the same run."""
    for line in chain.from_iterable(measure() for measure in MEASURES):
        click.echo(line)


@main.command()
@click.option("--words", type=click.IntRange(min=1), default=500, show_default=True)
@click.argument("folders", nargs=-1, type=FOLDER)
def find_check(folders: tuple[Path, ...], words: int) -> None:
    """Load every file in FOLDERS, the samples if none is named, and compare search with a look at every text."""
    paths = (path for folder in folders or (DOCUMENTS,) for path in sorted(folder.iterdir()) if path.is_file())
    for line in iter_check_lines(paths, words=words):
        click.echo(line)


main.add_command(score)
main.add_command(calibrate)
main.add_command(train_paragraphs)
main.add_command(track_score)
main.add_command(track_model)
main.add_command(review_score)

if __name__ == "__main__":
    main()
