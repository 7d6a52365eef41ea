"""`python -m corpus train-paragraphs`: train the model of paragraphs, and write what the product reads it by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from corpus.annotations import load_gold
from corpus.calibrate_command import further_gold, list_gold
from corpus.train_paragraphs import Example, read_examples, write_model
from ingest.pipeline import read_document

MODEL = Path(__file__).parent.parent / "extract" / "models" / "paragraphs.json"


@click.command("train-paragraphs")
@further_gold
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), default=MODEL)
def train_paragraphs(more: tuple[tuple[str, str], ...], output: Path) -> None:
    """Learn from the sample corpus and MORE which paragraphs ask for work; print the score on documents left out."""
    examples = [example for gold, docs in list_gold(more) for example in _iter_examples(gold, docs)]
    click.echo(write_model(output, examples))
    click.echo(f"wrote {output}")


def _iter_examples(gold: Path, docs: Iterable[Path]) -> Iterator[Example]:
    folders = tuple(docs)
    for annotation in load_gold(gold):
        path = next((folder / annotation["file"] for folder in folders if (folder / annotation["file"]).exists()), None)
        if path:
            yield from read_examples(annotation, read_document(path.read_bytes(), path.name))
