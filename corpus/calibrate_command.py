"""`python -m corpus calibrate`: measure how often each rule is right, and write what the product weighs it with."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from corpus.annotations import iter_predictions, load_gold
from corpus.calibration import Case, evaluate, find_cases, measure_rules, render_model
from corpus.manifest import DOCUMENTS, GOLD
from extract.pipeline import find_facts

MODEL = Path(__file__).parent.parent / "extract" / "models" / "confidence.json"


further_gold = click.option(
    "--gold",
    "more",
    nargs=2,
    multiple=True,
    metavar="GOLD DOCS",
    help=f"Further gold and its documents' folders, joined by {os.pathsep!r}; may be repeated.",
)


def list_gold(more: Iterable[tuple[str, str]]) -> list[tuple[Path, tuple[Path, ...]]]:
    """Return the folders of gold to learn from, each with its documents' folders; the sample corpus comes first."""
    return [(GOLD, (DOCUMENTS,)), *((Path(gold), tuple(map(Path, docs.split(os.pathsep)))) for gold, docs in more)]


@click.command()
@further_gold
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), default=MODEL)
def calibrate(more: tuple[tuple[str, str], ...], output: Path) -> None:
    """Measure the rules on the sample corpus and MORE, evaluated leaving one document out."""
    cases = [case for gold, docs in list_gold(more) for case in _iter_cases(gold, docs)]
    evaluation = evaluate(cases)
    output.write_text(render_model(measure_rules(cases), evaluation), "utf-8")
    click.echo(evaluation)
    click.echo(f"wrote {output}")


def _iter_cases(gold: Path, docs: Iterable[Path]) -> Iterator[Case]:
    golds = load_gold(gold)
    for annotation, prediction in zip(golds, iter_predictions(golds, docs, find=find_facts), strict=True):
        if prediction.problem:
            click.echo(f"left out: {prediction.problem}", err=True)
        else:
            yield from find_cases(annotation, prediction.record)
