"""A link that a person makes, from the names of its ends to the row that is stored: by a command or a program."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from taskgraph.errors import NotFoundError, QueryError
from taskgraph.lineage_query import find_root
from taskgraph.links.model import ENDING, Kind, Relation
from taskgraph.links.query import Link, load_link
from taskgraph.links.view import RELATIONS
from taskgraph.lookup import resolve_document, resolve_document_or_task
from taskgraph.model import DocumentRow, Filters
from taskgraph.query import find_documents, load_task

OF_TASKS = (Relation.CARRIES_OUT, Relation.SUCCEEDS, Relation.DUPLICATES)
OF_DOCUMENTS = tuple(relation for relation in Relation if relation not in {Relation.SUCCEEDS, Relation.DUPLICATES})
Row = dict[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeal:
    """A document that is to be no longer in force from a day on, and the link that says so."""

    document: DocumentRow
    day: date
    link: Row


def plan_link(db: sqlite3.Connection, source: str, relation: Relation, target: str, *, today: date) -> Row:
    """Return the link between two documents or two tasks; raise QueryError where there can be none."""
    (kind, one), (other_kind, other) = _resolve_end(db, source), _resolve_end(db, target)
    if kind is not other_kind:
        raise QueryError(f"“{source}”和“{target}”一个是文件,一个是任务;关系只在两份文件或两项任务之间")
    allowed = OF_TASKS if kind is Kind.TASK else OF_DOCUMENTS
    if relation not in allowed:
        words = "、".join(RELATIONS[one] for one in allowed)
        raise QueryError(f"{'任务' if kind is Kind.TASK else '文件'}之间可以记的关系有:{words}")
    if one == other:
        raise QueryError("两方是同一个")
    since = today.isoformat() if relation in ENDING else None
    return {"kind": kind, "relation": relation, "source": one, "target": other, "quote": None, "since": since}


def _resolve_end(db: sqlite3.Connection, name: str) -> tuple[Kind, str]:
    """Return the document's id, or the root of the task."""
    found = resolve_document_or_task(db, name)
    if isinstance(found, str):
        return Kind.DOCUMENT, found
    return Kind.TASK, find_root(db, load_task(db, found.row).id)


def plan_repeal(
    db: sqlite3.Connection, name: str, *, by: str | None, reason: str | None, on: date | None, today: date
) -> Repeal:
    """Return the repeal of a document by another, or for a reason; raise QueryError where it cannot be."""
    if not by and not reason:
        raise QueryError("请写明由哪份文件废止,或废止的理由")
    document, source = resolve_document(db, name), resolve_document(db, by) if by else ""
    if document == source:
        raise QueryError("文件不能废止它自己")
    (repealed,) = find_documents(db, Filters(doc=document))
    dated = find_documents(db, Filters(doc=source))[0].ref.dated if source else None
    day, written = on or dated or today, repealed.ref.dated
    if written and day < written:
        raise QueryError(f"{day} 早于文件自己的日期 {written}")
    link: Row = {"kind": Kind.DOCUMENT, "relation": Relation.REPEALS, "source": source, "target": document}
    return Repeal(document=repealed, day=day, link=link | {"quote": reason, "since": day.isoformat()})


def load_links(db: sqlite3.Connection, numbers: tuple[int, ...]) -> list[Link]:
    """Return links by their numbers; raise NotFoundError, which names those that there are not."""
    found = {number: load_link(db, number) for number in numbers}
    if unknown := [str(number) for number, link in found.items() if link is None]:
        raise NotFoundError(f"没有第 {'、'.join(unknown)} 号关系", command="duban links 列出全部关系和它们的号")
    return [link for link in found.values() if link]
