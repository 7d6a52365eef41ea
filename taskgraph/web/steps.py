"""What a person says happened to tasks, in the words of a form or of the API, and putting it on record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from extract.model import State
from taskgraph.errors import NoRightError, QueryError
from taskgraph.event_store import Taken
from taskgraph.events import Correction, Detail, EventKind, Extension, Report
from taskgraph.lookup import resolve_task
from taskgraph.model import TaskRow
from taskgraph.query import find_tasks_in_force, load_task
from taskgraph.reporting import Check, Wish, describe_earlier_deadline, record_wish, record_wishes
from taskgraph.terms import EVENTS, STATES
from taskgraph.web.asked import one_of
from taskgraph.web.desk import Desk
from taskgraph.web.forms import Fields, count_in, day_in, number_in, past_day_in
from taskgraph.web.person import name_object

FOR_MANY = (EventKind.ACCEPTED, EventKind.ASSIGNED, EventKind.EXTENDED, EventKind.SUBMITTED, EventKind.CLOSED)
GONE = "任务不在现行文件中"


class Result(NamedTuple):
    """What became of a step for one of many tasks; `problem` tells why it was not taken."""

    task: str
    title: str
    done: str
    problem: str


def record_step(desk: Desk, name: str, given: Fields, check: Check | None = None) -> str:
    """Record what happened to a task, if `check` lets it, and return the task's id.

    Raise ImpossibleStepError, QueryError.
    """
    kind = one_of(EventKind)(given.get("kind", ""))
    _refuse_unless_allowed(desk, kind)
    detail, on = read_detail(kind, given), past_day_in(given, "on")
    with desk.reading() as db:
        task = load_task(db, resolve_task(db, name).row, desk.viewpoint(on))
    if problem := describe_earlier_deadline(task, detail):
        raise QueryError(problem)
    wish = Wish(task=task.id, kind=kind, detail=detail, on=on, by=desk.sign(given.get("by")), note=given.get("note"))
    name_object(EVENTS[kind])
    record_wish(desk.settings.data_dir, wish, check)
    return task.id


def record_steps(desk: Desk, given: Fields, chosen: Sequence[str]) -> tuple[Result, ...]:
    """Record the same for many tasks, each for itself."""
    kind = one_of(EventKind)(given.get("kind", ""))
    if kind not in FOR_MANY:
        raise QueryError(f"“{EVENTS[kind]}”要逐项记录,请打开任务")
    _refuse_unless_allowed(desk, kind)
    detail, on = read_detail(kind, given), past_day_in(given, "on")
    with desk.reading() as db:
        tasks = find_tasks_in_force(db, chosen, desk.viewpoint(on))
    problems = {task: _find_problem(tasks.get(task), detail) for task in chosen}
    name_object(f"{EVENTS[kind]}:{'、'.join(chosen)}")
    able = [task for task, problem in problems.items() if not problem]
    by, note = desk.sign(given.get("by")), given.get("note")
    wishes = [Wish(task=tasks[task].id, kind=kind, detail=detail, on=on, by=by, note=note) for task in able]
    taken = dict(zip(able, record_wishes(desk.settings.data_dir, wishes), strict=True))
    return tuple(_make_result(task, tasks.get(task), taken.get(task, problem)) for task, problem in problems.items())


def _refuse_unless_allowed(desk: Desk, kind: EventKind) -> None:
    if not desk.may_record(kind):
        raise NoRightError(f"您的账号不能记录“{EVENTS[kind]}”。如确有需要,请联系管理员")


def _find_problem(task: TaskRow | None, detail: Detail) -> str:
    return GONE if task is None else describe_earlier_deadline(task, detail) or ""


def _make_result(id_: str, task: TaskRow | None, taken: Taken | str) -> Result:
    title = task.title if task else id_
    if isinstance(taken, str):
        return Result(id_, title, "", taken)
    before, after = STATES[taken.before.state], STATES[taken.after.state]
    return Result(id_, title, f"{before} → {after}" if before != after else f"仍为{after}", "")


def read_detail(kind: EventKind, given: Fields) -> Detail:
    """Return what a form says of an event beyond its kind; raise QueryError for what it lacks."""
    return _DETAILS.get(kind, _no_detail)(given)


def _no_detail(_given: Fields) -> Detail:
    return None


def _read_report(given: Fields) -> Detail:
    if not {"value", "state", "note"} & given.keys():
        raise QueryError("请写明进展:完成数量、状态或说明")
    return Report(
        value=number_in(given, "value"),
        unit=given.get("unit"),
        metric=given.get("metric"),
        state=one_of(State)(given["state"]) if "state" in given else None,
    )


def _read_extension(given: Fields) -> Detail:
    due, reason = day_in(given, "due"), given.get("reason")
    if due is None or reason is None:
        raise QueryError("请写明新的时限和延期的理由")
    return Extension(due, reason)


_DETAILS: Mapping[EventKind, Callable[[Fields], Detail]] = {
    EventKind.PROGRESS: _read_report,
    EventKind.EXTENDED: _read_extension,
    EventKind.CORRECTED: lambda given: Correction(count_in(given, "event")),
}
