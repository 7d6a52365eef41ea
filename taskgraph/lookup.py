"""From what a person types to the one unit, document or task that it names; never a guess.

A name that fits nothing raises NotFoundError with near candidates; one that fits several lists them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from taskgraph.errors import AmbiguousUnitError, NotFoundError
from taskgraph.folding import fold_name
from taskgraph.model import UnitRef

MOST_CANDIDATES = 8

_UNITS = """
SELECT unit.id, unit.label, unit.region, min(unit_form.tier) AS tier
FROM unit_form JOIN unit ON unit.id = unit_form.unit
WHERE unit_form.form IN (SELECT value FROM json_each(:forms))
  AND (:document IS NULL OR unit.id IN (
    SELECT assignment_unit.unit FROM assignment_unit
    JOIN assignment ON assignment.id = assignment_unit.assignment
    JOIN task ON task.id = assignment.task
    JOIN version ON version.id = task.version
    WHERE version.document = :document))
GROUP BY unit.id ORDER BY tier, unit.label, unit.region
"""
_UNIT = "SELECT id, label, region FROM unit WHERE id = ?"
_UNIT_FORMS = "SELECT DISTINCT unit_form.form, unit.label FROM unit_form JOIN unit ON unit.id = unit_form.unit"

_DOCUMENTS = """
SELECT document.id, document.key, version.title, version.doc_number
FROM document JOIN version ON version.document = document.id
WHERE version.superseded_at IS NULL ORDER BY document.key
"""
_ISSUERS = "SELECT DISTINCT issuer FROM version WHERE issuer IS NOT NULL ORDER BY issuer"

_TASK = """
SELECT task.task, task.title, max(task.id) AS row, max(version.superseded_at IS NULL) AS in_force
FROM task JOIN version ON version.id = task.version
WHERE task.task = ? GROUP BY task.task
"""
_TASKS = """
SELECT task.task, task.title, max(task.id) AS row, max(version.superseded_at IS NULL) AS in_force
FROM task JOIN version ON version.id = task.version
GROUP BY task.task ORDER BY task.task
"""


@dataclass(frozen=True, slots=True)
class FoundTask:
    """The newest row of a task; `in_force` tells whether its document still has it."""

    row: int
    in_force: bool


def resolve_unit(
    db: sqlite3.Connection, name: str, *, document: str | None = None
) -> tuple[UnitRef, tuple[UnitRef, ...]]:
    """Return the unit that `name` means, and others that it would mean less exactly.

    Full names come first, then names as some text prints them, then names without region; a number is that by which
    units of one name are told apart. With `document` only units of that document are meant.
    """
    if name.isdecimal() and len(name) < 10 and (own := db.execute(_UNIT, [int(name)]).fetchone()):
        return _unit(own), ()
    best, others = _find_units(db, name, document)
    if not best:
        raise _not_found("单位", name, _near_units(db, name))
    if len(best) > 1:
        listed = _several("单位", name, (f"{unit.label}(地区:{unit.region},编号 {unit.id})" for unit in best))
        raise AmbiguousUnitError(listed, best)
    return best[0], others


def find_units(db: sqlite3.Connection, name: str) -> tuple[UnitRef, ...]:
    """Return the units that a name may mean; several where it is the short form of several, none where it is none."""
    return _find_units(db, name, None)[0]


def _find_units(
    db: sqlite3.Connection, name: str, document: str | None
) -> tuple[tuple[UnitRef, ...], tuple[UnitRef, ...]]:
    """Return the units that a name means most exactly, and those that it would mean less exactly."""
    rows = _match_units(db, {fold_name(name)}, document) or _match_units(db, _written_out(name), document)
    best = sum(row["tier"] == rows[0]["tier"] for row in rows)
    units = tuple(map(_unit, rows))
    return units[:best], units[best:]


def _match_units(db: sqlite3.Connection, forms: Iterable[str], document: str | None) -> list[sqlite3.Row]:
    bound = {"forms": json.dumps(sorted(forms)), "document": document}
    return db.execute(_UNITS, bound).fetchall()


def _unit(row: sqlite3.Row) -> UnitRef:
    return UnitRef(row["id"], row["label"], row["region"])


def _written_out(name: str) -> frozenset[str]:
    """Return the full forms of a typed name; loads the unit rules, so only names that no text prints come here."""
    from taskgraph.units import Home, identify_unit, load_unit_rules  # noqa: PLC0415 - as said

    rules = load_unit_rules()
    identity = identify_unit(name, Home((), national=False, document=""), rules)
    return frozenset(fold_name(form) for form in (identity.label, *identity.bare))


def _near_units(db: sqlite3.Connection, name: str) -> Sequence[str]:
    labels = {row["form"]: row["label"] for row in db.execute(_UNIT_FORMS)}
    return list(dict.fromkeys(labels[form] for form in _near(fold_name(name), labels)))


def resolve_document(db: sqlite3.Connection, name: str) -> str:
    """Return the id of the document that an id prefix, 文号, key or title names; part of a title will do."""
    found = find_documents(db, name)
    if not found:
        titles = {fold_name(row["title"] or row["key"]): _document_name(row) for row in db.execute(_DOCUMENTS)}
        raise _not_found("文件", name, [titles[t] for t in _near(fold_name(name), titles)])
    if len(found) > 1:
        raise NotFoundError(_several("文件", name, map(_document_name, found)))
    return str(found[0]["id"])


def resolve_issuers(db: sqlite3.Connection, name: str) -> list[str]:
    """Return the issuers that are called `name`, or whose names hold it if none is, as documents print them."""
    printed = [row["issuer"] for row in db.execute(_ISSUERS)]
    wanted = fold_name(name)
    same = [issuer for issuer in printed if fold_name(issuer) == wanted]
    found = same or [issuer for issuer in printed if wanted in fold_name(issuer)]
    if not found:
        issuers = {fold_name(issuer): issuer for issuer in printed}
        raise _not_found("发文机关", name, [issuers[near] for near in _near(wanted, issuers)])
    return found


def find_documents(db: sqlite3.Connection, name: str) -> list[sqlite3.Row]:
    wanted = fold_name(name)
    rows = db.execute(_DOCUMENTS).fetchall()
    exact = [row for row in rows if wanted in {row["id"], *_names_of(row)}]
    return exact or _starting(rows, "id", wanted) or [row for row in rows if wanted in fold_name(row["title"] or "")]


def _names_of(row: sqlite3.Row) -> set[str]:
    return {fold_name(row[column]) for column in ("key", "doc_number", "title") if row[column]}


def _document_name(row: sqlite3.Row) -> str:
    return f"{row['id']} {row['title'] or row['doc_number'] or row['key']}"


def find_tasks_named(db: sqlite3.Connection, name: str) -> list[sqlite3.Row]:
    """Return the tasks (task, title, row, in_force) whose id begins with `name` or whose title is `name`.

    A title means a task in force before it means one that is no more, such as its own earlier wording.
    """
    wanted = fold_name(name)
    if named := db.execute(_TASK, [wanted]).fetchall():
        return named
    rows = db.execute(_TASKS).fetchall()
    exact = [row for row in rows if wanted == row["task"].casefold()]
    titled = [row for row in rows if fold_name(row["title"]) == wanted]
    return exact or _starting(rows, "task", wanted) or [row for row in titled if row["in_force"]] or titled


def resolve_task(db: sqlite3.Connection, name: str) -> FoundTask:
    """Return the task that an id prefix or a title names."""
    tasks = find_tasks_named(db, name)
    if not tasks:
        titles = {fold_name(row["title"]): f"{row['task']} {row['title']}" for row in db.execute(_TASKS)}
        raise _not_found("任务", name, [titles[title] for title in _near(fold_name(name), titles)])
    if len(tasks) > 1:
        raise NotFoundError(_several("任务", name, (f"{row['task']} {row['title']}" for row in tasks)))
    return FoundTask(tasks[0]["row"], bool(tasks[0]["in_force"]))


def _starting(rows: list[sqlite3.Row], column: str, prefix: str) -> list[sqlite3.Row]:
    return [row for row in rows if row[column].casefold().startswith(prefix)]


def resolve_document_or_task(db: sqlite3.Connection, name: str) -> str | FoundTask:
    """Return the document's id or the task for a name that fits exactly one of all documents and tasks."""
    documents, tasks = find_documents(db, name), find_tasks_named(db, name)
    if len(documents) + len(tasks) > 1:
        names = [*map(_document_name, documents), *(f"{row['task']} {row['title']}" for row in tasks)]
        raise NotFoundError(_several("文件或任务", name, names))
    if tasks:
        return FoundTask(tasks[0]["row"], bool(tasks[0]["in_force"]))
    return resolve_document(db, name)


def _near(name: str, known: Iterable[str]) -> list[str]:
    from difflib import get_close_matches  # noqa: PLC0415 - only a wrong name pays for it

    return get_close_matches(name, list(known), n=MOST_CANDIDATES, cutoff=0.4)


_LISTS = {
    "单位": "duban units 列出全部单位",
    "任务": "duban tasks 列出全部任务",
    "文件": "duban docs 列出全部文件",
    "发文机关": "duban docs 列出全部文件和它们的发文机关",
}


def _not_found(what: str, name: str, near: Sequence[str]) -> NotFoundError:
    if near:
        return NotFoundError(f"没有找到{what}“{name}”。名称相近的有:{'、'.join(near)}")
    return NotFoundError(f"没有找到{what}“{name}”。没有名称相近的", command=_LISTS[what])


def _several(what: str, name: str, candidates: Iterable[str]) -> str:
    listed = list(candidates)
    more = f" 等 {len(listed)} 个" if len(listed) > MOST_CANDIDATES else ""
    return f"“{name}”可指多个{what},请写全名或编号:{'、'.join(listed[:MOST_CANDIDATES])}{more}"
