"""`python -m corpus track-score` and `track-model`: measure tracking on pairs with gold, and train its model."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.manifest import DOCUMENTS
from corpus.tracking import PAIRS, REPORTS, Score, add_up, load_pairs, read_pair, score_pairs

if TYPE_CHECKING:
    from corpus.train_tracking import Pair

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SCORER = Path(__file__).parent.parent / "taskgraph" / "tracking" / "scorer.json"
SAMPLES = (DOCUMENTS, REPORTS)
_SET = "tracking"


@click.command("track-score")
@click.option("--gold", type=FOLDER, default=PAIRS, help="Folder of pairs.")
@click.option("--floors", type=FILE, help="Fail when a score falls below its floor in this file.")
@click.option("--errors", is_flag=True, help="List every missed, wrong and misjudged target.")
@click.argument("docs", nargs=-1, type=FOLDER)
def track_score(*, gold: Path, floors: Path | None, errors: bool, docs: tuple[Path, ...]) -> None:
    """Score which results `duban track` finds for the targets that GOLD lists; documents are searched in DOCS."""
    scores = tuple(score_pairs(load_pairs(gold), docs or SAMPLES))
    total = add_up(scores)
    click.echo("\n".join(map(str, (*scores, total))))
    if errors:
        click.echo("\n".join(f"{score.name}\t{error}" for score in scores for error in score.errors))
    failures = list(iter_failures(total, floors)) if floors else []
    click.echo("\n".join(failures), nl=bool(failures))
    sys.exit(1 if failures else 0)


def iter_failures(total: Score, path: Path) -> Iterator[str]:
    """Yield a line for each score below its floor in the table [tracking]."""
    floors: dict[str, float] = tomllib.loads(path.read_text("utf-8"))[_SET]
    for name, score in (("links", total.f1), ("met", total.met)):
        if round(score, 4) < floors[name]:
            yield f"{name}: {score:.4f} FELL BELOW its floor {floors[name]:.4f}"


@click.command("review-score")
@click.option(
    "--pairs", "more", nargs=2, type=FOLDER, multiple=True, help="Further pairs: their folder and their documents'."
)
def review_score(more: Sequence[tuple[Path, Path]]) -> None:
    """Score which statements `duban load` links to tasks, and count how often it is right by how sure it is."""
    from corpus.review_scoring import add_up as add_links  # noqa: PLC0415 -- loads scikit-learn
    from corpus.review_scoring import fit_without, iter_evidence, score_links  # noqa: PLC0415
    from taskgraph.review.reliability import add_evidence, find_thresholds, load_bands  # noqa: PLC0415

    pairs = _read_pairs(more)
    scorers = [fit_without(pair, pairs) for pair in pairs]
    evidence = [case for pair, scorer in zip(pairs, scorers, strict=True) for case in iter_evidence(pair, scorer)]
    for band in add_evidence([replace(band, cases=0, right=0) for band in load_bands()], evidence):
        click.echo(f"{band.ground:<7} from {band.start:.2f}: {band.right}/{band.cases} right")
    thresholds = find_thresholds(load_bands())
    scores = [score_links(pair, scorer, thresholds) for pair, scorer in zip(pairs, scorers, strict=True)]
    for pair, score in zip(pairs, scores, strict=True):
        click.echo(f"{pair.gold['name']}: {score}")
    click.echo(f"ALL: {add_links(scores)}")


@click.command("track-model")
@click.option(
    "--pairs", "more", nargs=2, type=FOLDER, multiple=True, help="Further pairs: their folder and their documents'."
)
def track_model(more: Sequence[tuple[Path, Path]]) -> None:
    """Train the model of tracking on the sample pairs and MORE, and write its weights with its score."""
    from corpus.train_tracking import write_model  # noqa: PLC0415 -- loads scikit-learn

    pairs = _read_pairs(more)
    score = write_model(SCORER, pairs)
    click.echo(f"{len(pairs)} pairs; each left out in turn: links F1 {score['links']:.3f}, met {score['met']:.3f}")


def _read_pairs(more: Sequence[tuple[Path, Path]]) -> list[Pair]:
    """Return the sample pairs and those of further folders (gold, documents), read."""
    from corpus.train_tracking import Pair  # noqa: PLC0415 -- loads scikit-learn

    sets = [(PAIRS, SAMPLES), *((gold, (docs,)) for gold, docs in more)]
    return [
        Pair(gold=entry, plan=plan, report=report)
        for gold, docs in sets
        for entry in load_pairs(gold)
        for plan, report in [read_pair(entry, docs)]
    ]
