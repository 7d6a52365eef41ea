"""`python -m corpus score`: how well documents with gold are read, beside the last commit and the floors."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from corpus.annotations import iter_predictions, load_gold
from corpus.baseline import BASELINE, iter_changes, load_baseline, record_scores, save_baseline
from corpus.floors import FloorsError, check_floors, load_floors
from corpus.manifest import DOCUMENTS, GOLD
from corpus.report import iter_errors, iter_table, render_json
from corpus.scoring import DocumentScore, Tally, score_document, sum_tallies

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSet:
    """A folder of annotations, the folders of their documents, and the name under which its scores are recorded."""

    gold: Path
    docs: tuple[Path, ...]
    name: str

    @property
    def is_ours(self) -> bool:
        """Whether the documents lie in the repository, so that their text may be recorded."""
        return self.gold.resolve().is_relative_to(ROOT)


def takes_gold_set(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `gold_set` from --gold, --set and the folders that it names."""

    @wraps(command)
    def wrapped(*, gold: Path, name: str | None, docs: tuple[Path, ...], **given: Any) -> None:
        command(
            gold_set=GoldSet(gold=gold, docs=docs or (DOCUMENTS,), name=name or gold.resolve().parent.name), **given
        )

    gold = click.option("--gold", type=FOLDER, default=GOLD, help="Folder of annotations.")
    name = click.option("--set", "name", help="Name of the set; by default that of GOLD's parent folder.")
    return gold(name(click.argument("docs", nargs=-1, type=FOLDER)(wrapped)))


@click.command()
@takes_gold_set
@click.option("--floors", type=FILE, help="Fail when a layer falls below its floor in this file.")
@click.option("--errors", is_flag=True, help="List every missed and wrong entry.")
@click.option("--json", "as_json", is_flag=True)
@click.option(
    "--baseline", type=click.Path(dir_okay=False, path_type=Path), default=BASELINE, help="The scores to compare with."
)
@click.option("--update-baseline", "update", is_flag=True, help="Record these scores in place of the last ones.")
def score(*, gold_set: GoldSet, floors: Path | None, errors: bool, as_json: bool, baseline: Path, update: bool) -> None:
    """Score what the product finds in the documents that GOLD annotates; they are searched in DOCS by name."""
    scores = _score(gold_set)
    click.echo(render_json(scores) if as_json else "\n".join(iter_table(scores)))
    if errors:
        click.echo("\n".join(iter_errors(scores)))
    _compare(gold_set, scores, baseline, update=update, to_stderr=as_json)
    if floors:
        sys.exit(_report_floors(floors, gold_set.name, sum_tallies(scores), to_stderr=as_json))


def _score(gold_set: GoldSet) -> tuple[DocumentScore, ...]:
    golds = load_gold(gold_set.gold)
    predictions = tuple(iter_predictions(golds, gold_set.docs))
    for prediction in predictions:
        if prediction.problem:
            click.echo(f"counted as empty: {prediction.problem}", err=True)
    return tuple(score_document(g, p.record) for g, p in zip(golds, predictions, strict=True))


def _compare(
    gold_set: GoldSet, scores: tuple[DocumentScore, ...], path: Path, *, update: bool, to_stderr: bool
) -> None:
    """Print gains (+) and losses (-) against the recorded scores of the set, if any, then record these if asked."""
    record = record_scores(scores, with_entries=gold_set.is_ours)
    recorded = load_baseline(path).get(gold_set.name)
    if recorded is not None:
        changes = list(iter_changes(recorded, record))
        gains, losses = (sum(line.startswith(sign) for line in changes) for sign in "+-")
        click.echo("\n".join([*changes, f"against the baseline: {gains} gained, {losses} lost"]), err=to_stderr)
    if update:
        save_baseline(path, gold_set.name, record)
        click.echo(f"recorded {gold_set.name} in {path}", err=to_stderr)


def _report_floors(path: Path, name: str, totals: dict[str, Tally], *, to_stderr: bool) -> int:
    """Print each layer that fell below its floor, then the counts; return the exit code."""
    try:
        floors = load_floors(path, name)
    except FloorsError as problem:
        raise click.ClickException(str(problem)) from problem
    checks = check_floors(totals, floors)
    failed = [check for check in checks if not check.passed]
    for check in failed:
        click.echo(str(check), err=to_stderr)
    click.echo(f"{len(checks) - len(failed)} passed, {len(failed)} failed", err=to_stderr)
    return 1 if failed else 0
