"""Check the rule tables: every row is named once, proves itself by its examples, and keeps off its rejects."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import extract.tables
import extract.text
import ingest.shadow

Row = Mapping[str, Any]
Fold = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of tables, and the folded view of a text that its patterns run over."""

    path: str
    fold: Fold


FOLDERS = (
    Folder("ingest/lexicon", ingest.shadow.shadow),
    Folder("extract/lexicon", extract.text.shadow),
    Folder("taskgraph", str),
)


def iter_table_problems(root: Path) -> Iterator[str]:
    """Yield every problem of every table of the product below `root`."""
    for folder in FOLDERS:
        for path in sorted((root / folder.path).rglob("*.toml")):
            for problem in find_table_problems(path.read_text("utf-8"), folder.fold, _shared_pieces(path)):
                yield f"{path.relative_to(root)}: {problem}"


def _shared_pieces(path: Path) -> dict[str, str]:
    """Return the named parts of patterns that `pieces.toml` in the same folder shares with its tables."""
    shared = path.with_name("pieces.toml")
    return tomllib.loads(shared.read_text("utf-8")).get("pieces", {}) if shared.exists() else {}


def find_table_problems(toml: str, fold: Fold, pieces: Mapping[str, str]) -> list[str]:
    """Check each array of tables in one file.

    Rows with `pattern` or `words` must match their examples and no reject; where rows have ids, all have, once each.
    """
    try:
        data = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as problem:
        return [f"not TOML: {problem}"]
    parts = {**pieces, **data.get("pieces", {})}
    arrays = {name: rows for name, rows in data.items() if _is_array_of_tables(rows)}
    rows = [row for rows in arrays.values() for row in rows]
    problems = [f"id {i!r} is given twice" for i in _repeated([row["id"] for row in rows if "id" in row])]
    for name, table in arrays.items():
        named = any("id" in row for row in table)
        for number, row in enumerate(table, 1):
            where = f"[[{name}]] row {number} ({row.get('id', 'no id')})"
            if named and not str(row.get("id", "")).strip():
                problems.append(f"{where}: has no id, as other rows have")
            problems += [f"{where}: {problem}" for problem in _find_row_problems(row, fold, parts)]
    return problems


def _is_array_of_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _repeated(ids: list[str]) -> list[str]:
    return sorted({i for i in ids if ids.count(i) > 1})


def _find_row_problems(row: Row, fold: Fold, pieces: Mapping[str, str]) -> list[str]:
    problems = [] if row.get("examples") else ["has no example"]
    try:
        pattern = _compile(row, pieces)
    except (re.error, KeyError, RecursionError) as problem:
        return [*problems, f"the pattern cannot be used: {problem}"]
    return [*problems, *_find_mismatches(row, pattern, fold)] if pattern else problems


def _find_mismatches(row: Row, pattern: re.Pattern[str], fold: Fold) -> Iterator[str]:
    for example in row.get("examples", ()):
        if not pattern.search(fold(example)):
            yield f"does not match its example {example!r}"
    for reject in row.get("rejects", ()):
        if pattern.search(fold(reject)):
            yield f"matches its reject {reject!r}"


def _compile(row: Row, pieces: Mapping[str, str]) -> re.Pattern[str] | None:
    """Return the row's pattern, or one that finds any of its words; None for a row of another kind."""
    if "pattern" in row:
        pattern = str(row["pattern"])
        return re.compile(extract.tables.expand(pattern, dict(pieces)) if pieces else pattern)
    if "words" in row:
        return re.compile("|".join(map(re.escape, row["words"])))
    return None
