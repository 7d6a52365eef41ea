"""How all tasks stand: counted by light and state, and those that need a look, the most urgent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from extract.model import Role
from taskgraph.events import LifeState
from taskgraph.facts import write_day
from taskgraph.glance import Glance
from taskgraph.model import TaskRow
from taskgraph.output import Column, View
from taskgraph.pro_rata import Pace
from taskgraph.reasons import explain_light
from taskgraph.situation import Light
from taskgraph.standing import Due
from taskgraph.terms import LIGHTS, NEEDS, STATES
from taskgraph.verdict_view import result_record
from taskgraph.views import task_record, units_of

Row = TypeVar("Row")
Json = dict[str, Any]
TOTAL = "合计"


@dataclass(frozen=True, slots=True)
class CountRow:
    """The tasks of one light, or of all, by state."""

    name: str
    counts: Mapping[LifeState, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def count_glances(glances: Iterable[Glance]) -> tuple[CountRow, ...]:
    """Return how many tasks show each light in each state, and the sum of all; lights that none shows are left out."""
    counts = Counter((glance.light, glance.state) for glance in glances)
    rows = [
        CountRow(LIGHTS[light], {state: counts[light, state] for state in LifeState})
        for light in Light
        if any(counts[light, state] for state in LifeState)
    ]
    return (*rows, CountRow(TOTAL, {state: sum(counts[light, state] for light in Light) for state in LifeState}))


def view_counts(rows: Sequence[CountRow], head: str = "亮灯") -> View[CountRow]:
    """Return the columns for these counts: what is counted under `head`, the states that occur, and the sum."""
    states = (_count_column(state) for state in LifeState if any(row.counts[state] for row in rows))
    total: Column[CountRow] = Column(TOTAL, lambda row: row.total)
    return View((Column(head, lambda row: row.name), *states, total), count_record)


def _count_column(state: LifeState) -> Column[CountRow]:
    return Column(STATES[state], lambda row: row.counts[state])


def count_record(row: CountRow) -> Json:
    return {"light": row.name, "total": row.total} | {state.value: count for state, count in row.counts.items()}


def show_due(due: Due | None) -> str:
    """Return a deadline and where it comes from: 2026-09-30(延期,原2026-06-30)."""
    if due is None:
        return ""
    if due.extended_on is None:
        return due.day.isoformat()
    return f"{due.day}(延期,原{due.planned or '未定'})"


def status_record(task: TaskRow) -> Json:
    """Return a row of the JSON contract with what its light was judged by."""
    standing = task.standing
    return task_record(task) | {
        "needs": [need.value for need in standing.needs],
        "why": explain_light(task),
        "rule": standing.signal.rule.id if standing.signal.rule else None,
        "due": _due_record(standing.due),
        "overdue": standing.overdue,
        "closed_late": standing.closed_late,
        "pace": _pace_record(standing.pace),
        "last_report": write_day(standing.last_report),
        "said": standing.said.value if standing.said else None,
        "misfits": [event.number for event in standing.misfits],
        "results": [result_record(result) for result in standing.results],
    }


def _due_record(due: Due | None) -> Json | None:
    if due is None:
        return None
    return {
        "date": due.day.isoformat(),
        "planned": write_day(due.planned),
        "text": due.text,
        "extended_on": write_day(due.extended_on),
        "reason": due.reason,
    }


def _pace_record(pace: Pace | None) -> Json | None:
    if pace is None:
        return None
    numbers: Mapping[str, Decimal] = {"expected": pace.expected, "reported": pace.reported, "gap": pace.gap}
    return {name: float(value) for name, value in numbers.items()} | {"target": pace.target}


def _gap(task: TaskRow) -> Decimal | None:
    pace = task.standing.pace
    return -pace.gap if pace else None


STATUS: View[TaskRow] = View(
    (
        Column("需关注", lambda t: "、".join(NEEDS[need] for need in t.standing.needs), 20),
        Column("亮灯", lambda t: LIGHTS[t.standing.light]),
        Column("状态", lambda t: STATES[t.standing.state]),
        Column("编号", lambda t: t.id),
        Column("任务", lambda t: t.title, 36),
        Column("牵头单位", lambda t: units_of(t, Role.LEAD), 28),
        Column("时限", lambda t: show_due(t.standing.due), 30),
        Column("说明", explain_light, 60),
        Column("序时进度差", _gap, csv_only=True),
        Column("最近反馈", lambda t: t.standing.last_report, csv_only=True),
        Column("延期理由", lambda t: t.standing.due.reason if t.standing.due else None, csv_only=True),
        Column("文件", lambda t: t.document.name, csv_only=True),
        Column("文号", lambda t: t.document.doc_number, csv_only=True),
    ),
    status_record,
)
