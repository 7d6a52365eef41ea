"""Check gold annotations: closed sets hold, numbers are numbers, and every quoted word stands in the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from corpus.annotations import find_document, load_gold
from corpus.matching import Entry, readings
from corpus.scoring import LAYERS
from corpus.wording import bare, unit_name
from extract.model import Change, Op, Role, State, TaskKind
from ingest.errors import IngestError
from ingest.model import DocumentType
from ingest.pipeline import read_document

_RHYTHMS = ("day", "week", "month", "quarter", "half-year", "year")


def iter_gold_problems(gold: Path, folders: Iterable[Path]) -> Iterator[str]:
    """Yield every problem of the annotations in one folder."""
    folders = tuple(folders)
    for entry in load_gold(gold):
        path = find_document(entry["file"], folders)
        if path is None:
            yield f"{entry['file']}: no such document in {', '.join(map(str, folders))}"
            continue
        try:
            text = read_document(path.read_bytes(), path.name).text
        except IngestError as problem:
            yield f"{entry['file']}: cannot be read: {problem}"
            continue
        yield from (f"{entry['file']}: {found}" for found in find_gold_problems(entry, text))


def find_gold_problems(gold: Entry, text: str) -> list[str]:
    """Check one annotation against the canonical text of its document."""
    return [
        *_find_document_problems(gold["document"]),
        *(f"no such layer: {layer}" for layer in gold.get("layers", ()) if layer not in LAYERS),
        *_find_repeated_paths(gold["tasks"]),
        *chain.from_iterable(_iter_task_problems(task, text) for task in gold["tasks"]),
        *chain.from_iterable(_iter_progress_problems(p, text) for p in gold.get("progress", ())),
    ]


def _find_document_problems(meta: Entry) -> list[str]:
    dates = [meta["published"], meta["written"], *meta["period"].values()]
    problems = [f"not a date: {d}" for d in dates if not _is_date(d)]
    if meta["type"] not in set(DocumentType):
        problems.append(f"no such type: {meta['type']}")
    return problems


def _find_repeated_paths(tasks: list[Entry]) -> list[str]:
    paths = [task["path"] for task in tasks]
    return [f"path {p} is given twice" for p in sorted(set(paths)) if paths.count(p) > 1]


def _iter_task_problems(task: Entry, text: str) -> Iterator[str]:
    where = f"task {task['path']}"
    if task["kind"] not in set(TaskKind):
        yield f"{where}: no such kind: {task['kind']}"
    if bare(task["anchor"]) not in bare(text):
        yield f"{where}: the anchor {task['anchor']!r} does not stand in the document"
    for a in task["assignments"]:
        if not set(readings(a["role"])) <= set(Role):
            yield f"{where}: no such role: {a['role']}"
        if unit_name(a["unit"]) not in unit_name(text):
            yield f"{where}: the unit {a['unit']!r} does not stand in the document"
    for fact in task["deadlines"]:
        yield from (f"{where}: {problem}" for problem in _iter_deadline_problems(fact, text))
    for fact in task["targets"]:
        yield from (f"{where}: {problem}" for problem in _iter_target_problems(fact, text))


def _iter_deadline_problems(deadline: Entry, text: str) -> Iterator[str]:
    yield from _iter_quote_problems(deadline, text)
    start, end = deadline["start"], deadline["end"]
    if not (_is_date(start) and _is_date(end)):
        yield f"not a date: {start} or {end}"
    elif start and end and start > end:
        yield f"ends before it starts: {start} to {end}"
    if deadline["every"] and not _is_rhythm(deadline["every"]):
        yield f"no such rhythm: {deadline['every']}"


def _iter_target_problems(target: Entry, text: str) -> Iterator[str]:
    yield from _iter_quote_problems(target, text)
    if not _is_number(target["value"]):
        yield f"not a number: {target['value']!r} in {target['text']!r}"
    if not set(readings(target["op"])) <= set(Op):
        yield f"no such op: {target['op']}"
    if (target["op"] == Op.RANGE) != ("value_max" in target):
        yield f"a range, and only a range, has value_max: {target['text']!r}"
    if target.get("change") not in {None, *Change}:
        yield f"no such change: {target['change']}"


def _iter_progress_problems(progress: Entry, text: str) -> Iterator[str]:
    yield from _iter_quote_problems(progress, text)
    if progress["value"] is None and progress["state"] is None:
        yield f"neither number nor state: {progress['text']!r}"
    if progress["value"] is not None and not _is_number(progress["value"]):
        yield f"not a number: {progress['value']!r} in {progress['text']!r}"
    if progress.get("state") not in {None, *State}:
        yield f"no such state: {progress['state']}"
    if not _is_date(progress["as_of"]):
        yield f"not a date: {progress['as_of']}"


def _iter_quote_problems(fact: Entry, text: str) -> Iterator[str]:
    if not bare(fact["text"]) or bare(fact["text"]) not in bare(text):
        yield f"the words {fact['text']!r} do not stand in the document"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_date(value: str | None) -> bool:
    if value is None:
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_rhythm(every: str) -> bool:
    count, _, unit = every.rpartition(" ")
    return unit in _RHYTHMS and (not count or count.isdigit())
