"""The scores of the last commit (baseline.json), so that every change to a rule tells what it gains and loses.

Of gold inside the repository each missed and wrong entry is kept; of other people's documents only counts are.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.scoring import LAYERS, DocumentScore, Outcome

BASELINE = Path(__file__).parent / "baseline.json"
_FAULTS = (Outcome.MISSED, Outcome.WRONG)

Record = Mapping[str, Any]  # by document: {"counts": {layer: [hits, missed, wrong]}, "faults": [key, …] or absent}


def record_scores(scores: Iterable[DocumentScore], *, with_entries: bool) -> Record:
    return {score.file: _record(score, with_entries=with_entries) for score in scores}


def _record(score: DocumentScore, *, with_entries: bool) -> dict[str, Any]:
    tallies = {layer: score.tally(layer) for layer in LAYERS}
    counts = {layer: [t.hits, t.missed, t.wrong] for layer, t in tallies.items() if t.hits + t.missed + t.wrong}
    return {"counts": counts} | ({"faults": sorted(_iter_faults(score))} if with_entries else {})


def _iter_faults(score: DocumentScore) -> Iterator[str]:
    for f in score.findings:
        if f.outcome in _FAULTS and f.layer != "leads":  # leads are units as well
            yield f"{f.layer} {f.where} {f.outcome} {f.words}"


def iter_changes(before: Record, now: Record) -> Iterator[str]:
    """Yield a line for each gain and each loss, document by document; entries by name where both records have them."""
    for file in sorted({*before, *now}):
        old, new = before.get(file), now.get(file)
        if old is None or new is None:
            yield f"{'+' if old is None else '-'} {file}: {'new in' if old is None else 'gone from'} this set"
        elif "faults" in old and "faults" in new:
            yield from _iter_entry_changes(file, old["faults"], new["faults"])
        else:
            yield from _iter_count_changes(file, old["counts"], new["counts"])


def _iter_entry_changes(file: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    was, now = Counter(old), Counter(new)
    yield from (f"+ {file}: no longer: {fault}" for fault in sorted((was - now).elements()))
    yield from (f"- {file}: {fault}" for fault in sorted((now - was).elements()))


def _iter_count_changes(file: str, old: Mapping[str, list[int]], new: Mapping[str, list[int]]) -> Iterator[str]:
    for layer in LAYERS:
        was, now = old.get(layer, [0, 0, 0]), new.get(layer, [0, 0, 0])
        if was == now:
            continue
        moved = ", ".join(
            f"{name} {b - a:+d}" for name, a, b in zip(("hits", "missed", "wrong"), was, now, strict=True)
        )
        sign = "+" if sum(now[1:]) < sum(was[1:]) else "-" if sum(now[1:]) > sum(was[1:]) else "="
        yield f"{sign} {file}: {layer}: {moved}"


def load_baseline(path: Path) -> dict[str, Record]:
    """Return the recorded sets by name; none where nothing was recorded yet."""
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def save_baseline(path: Path, name: str, record: Record) -> None:
    """Put a set's record in place of its last one; the other sets stay."""
    sets = load_baseline(path) | {name: record}
    path.write_text(_render(sets), "utf-8")


def _render(sets: Mapping[str, Record]) -> str:
    """Return JSON with a line for each document, so that a diff shows what changed."""
    return "{\n" + ",\n".join(f"{_dump(name)}: {_render_set(sets[name])}" for name in sorted(sets)) + "\n}\n"


def _render_set(record: Record) -> str:
    return "{\n" + ",\n".join(f" {_dump(file)}: {_dump(record[file])}" for file in sorted(record)) + "\n}"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
