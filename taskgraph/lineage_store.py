"""Writing lines of tasks: when a document is read anew, what was reworded goes on under its root."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from taskgraph.lineage import Piece, Succession, find_successions
from taskgraph.lineage_query import find_roots

_PIECES = """
SELECT task.task, task.title, task.text, task.path, assignment.unit FROM task
LEFT JOIN assignment ON assignment.task = task.id WHERE task.version = ? ORDER BY task.id, assignment.id
"""
_BEFORE = """
SELECT id FROM version WHERE document = :document AND number < :number ORDER BY number DESC LIMIT 1
"""
# What stood in another version already or has events of its own is known by its own id.
_KNOWN = """
SELECT value FROM json_each(:tasks)
WHERE value IN (SELECT task FROM task_line) OR value IN (SELECT task FROM tracked_task)
  OR value IN (SELECT task FROM task WHERE version <> :version)
"""
_FORGET_LINE = "DELETE FROM task_line WHERE task = ?"


@dataclass(frozen=True, slots=True)
class Tied:
    """How many tasks of the reading before go on in other words, and how many do not go on."""

    reworded: int = 0
    retired: int = 0


def load_pieces(db: Database, version: int) -> tuple[Piece, ...]:
    """Return the tasks of a version in their order."""
    rows = db.execute(_PIECES, [version]).fetchall()
    tasks = [(task, [unit for *_, unit in same if unit]) for task, same in groupby(rows, key=lambda row: row[:4])]
    return tuple(
        Piece(id=id_, title=title, text=text, path=path, place=at / len(tasks), units=tuple(units))
        for at, ((id_, title, text, path), units) in enumerate(tasks)
    )


def load_pieces_before(db: Database, document: str, number: int) -> tuple[Piece, ...]:
    """Return the tasks of the version that came before the one of this number."""
    found = db.execute(_BEFORE, {"document": document, "number": number}).fetchone()
    return load_pieces(db, found[0]) if found else ()


def tie_lines(db: Database, version: int, before: Sequence[Piece]) -> Tied:
    """Let tasks of a version take the place of those of the reading `before` that are gone."""
    if not before:
        return Tied()
    after = load_pieces(db, version)
    roots = _part_lines(db, after, find_roots(db, [piece.id for piece in (*before, *after)]))
    had, has = {roots[piece.id] for piece in before}, {roots[piece.id] for piece in after}
    known = _find_known(db, version, after)
    gone = [piece for piece in before if roots[piece.id] not in has]
    new = [piece for piece in after if roots[piece.id] not in had and piece.id not in known]
    found = find_successions(gone, new, [piece for piece in after if piece not in new])
    db.table("task_line").insert_all(_line_row(one, roots[one.old]) for one in found)
    return Tied(reworded=len(found), retired=len(gone) - len(found))


def _line_row(one: Succession, root: str) -> dict[str, Any]:
    return {
        "task": one.new,
        "root": root,
        "replaces": one.old,
        "replaced_title": one.old_title,
        "score": one.score,
        "evidence": json.dumps({"title": one.title, "text": one.text, "place": one.place}),
    }


def _find_known(db: Database, version: int, pieces: Iterable[Piece]) -> frozenset[str]:
    bound = {"tasks": json.dumps([piece.id for piece in pieces]), "version": version}
    return frozenset(row[0] for row in db.execute(_KNOWN, bound).fetchall())


def _part_lines(db: Database, after: Sequence[Piece], roots: Mapping[str, str]) -> Mapping[str, str]:
    """Return the roots where no two tasks of one text have the same: a wording that is back takes its line back."""
    holders: dict[str, str] = {}
    for piece in sorted(after, key=lambda piece: piece.id != roots[piece.id]):
        holders.setdefault(roots[piece.id], piece.id)
    parted = {piece.id: piece.id for piece in after if holders[roots[piece.id]] != piece.id}
    for task in parted:
        db.execute(_FORGET_LINE, [task])
    return {**roots, **parted}
