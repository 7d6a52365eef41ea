"""Gold annotations on disk, their documents, and what the product makes of these documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.matching import Entry
from extract.contract import document_record
from extract.model import Extraction
from extract.pipeline import extract
from ingest.errors import IngestError
from ingest.model import Document
from ingest.pipeline import read_document

Find = Callable[[Document], Extraction]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """The JSON line of one document; `problem` says why there is none."""

    record: Entry
    problem: str | None = None


def load_gold(folder: Path) -> tuple[Entry, ...]:
    """Return the annotations of a folder, ordered by file name."""
    return tuple(json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json")))


def find_document(name: str, folders: Iterable[Path]) -> Path | None:
    """Return the first file of that name in the folders, searched in their order."""
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def iter_predictions(golds: Iterable[Entry], folders: Iterable[Path], *, find: Find = extract) -> Iterator[Prediction]:
    """Yield for each gold what the product finds in its document."""
    folders = tuple(folders)
    for gold in golds:
        path = find_document(gold["file"], folders)
        if path is None:
            yield Prediction(record={}, problem=f"{gold['file']}: not in {', '.join(map(str, folders))}")
        else:
            yield _predict(path, find)


def _predict(path: Path, find: Find) -> Prediction:
    try:
        doc = read_document(path.read_bytes(), path.name)
    except IngestError as problem:
        return Prediction(record={}, problem=f"{path}: {problem}")
    return Prediction(record=document_record(doc, find(doc), with_text=True))
