"""Where the line from superior to own breaks: duties that no task carries out, and tasks that promise less or later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from extract.model import Op, Target
from taskgraph.links.kinship import is_same_measure
from taskgraph.links.query import End, Link
from taskgraph.links.view import describe_end, end_record
from taskgraph.output import Column, View
from taskgraph.tracking.measures import RATES, factor

_CEILINGS = (Op.AT_MOST, Op.LESS)


@dataclass(frozen=True, slots=True)
class Orphan:
    """A superior's task that no loaded task carries out, and the documents that say they carry its document out."""

    task: End
    documents: tuple[End, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What a task is to reach and by when. `region`: for which region its document speaks, if that is known."""

    due: date | None
    targets: Sequence[Target]
    region: str | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A task that promises less than the task that it carries out: `own` against `superior`, as the texts say."""

    link: Link
    what: str
    own: str
    superior: str


def find_conflicts(link: Link, own: Promise, superior: Promise) -> Iterator[Conflict]:
    """Yield a later deadline, and targets that are weaker.

    A region's share of a superior's sum is smaller than the sum: between regions only rates are compared.
    """
    if own.due and superior.due and own.due > superior.due:
        yield Conflict(link, "时限更晚", own.due.isoformat(), superior.due.isoformat())
    same_region = own.region is not None and own.region == superior.region
    for wanted in superior.targets:
        if not same_region and wanted.unit not in RATES:
            continue
        for target in own.targets:
            if is_same_measure(target, wanted) and _is_weaker(target, wanted):
                yield Conflict(link, "指标不一致", f"{target.metric} {target.text}", f"{wanted.metric} {wanted.text}")


def _is_weaker(own: Target, superior: Target) -> bool:
    size = factor(own.unit, superior.unit)
    if size is None:
        return False
    value = own.value * size
    if (own.op in _CEILINGS) != (superior.op in _CEILINGS):
        return False
    return value > superior.value if superior.op in _CEILINGS else value < superior.value


def orphan_record(orphan: Orphan) -> dict[str, Any]:
    return {"task": end_record(orphan.task), "carried_out_by": [end_record(end) for end in orphan.documents]}


ORPHANS: View[Orphan] = View(
    (
        Column("编号", lambda o: o.task.id),
        Column("上级任务", lambda o: o.task.title, 44),
        Column("上级文件", lambda o: o.task.document_name, 44),
        Column("落实它的文件", lambda o: "、".join(end.title for end in o.documents), 60),
    ),
    orphan_record,
)


def conflict_record(conflict: Conflict) -> dict[str, Any]:
    link = conflict.link
    return {
        "link": link.number,
        "task": end_record(link.source),
        "superior": end_record(link.target),
        "what": "deadline" if conflict.what == "时限更晚" else "target",
        "own": conflict.own,
        "wanted": conflict.superior,
    }


CONFLICTS: View[Conflict] = View(
    (
        Column("号", lambda c: c.link.number),
        Column("任务", lambda c: describe_end(c.link.source), 40),
        Column("上级任务", lambda c: describe_end(c.link.target), 40),
        Column("问题", lambda c: c.what),
        Column("本级", lambda c: c.own, 36),
        Column("上级要求", lambda c: c.superior, 36),
    ),
    conflict_record,
)
