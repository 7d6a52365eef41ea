"""`duban report TASK VERB …`: what happened to a task, one event at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO, NamedTuple

import click

from taskgraph.config import Settings
from taskgraph.event_query import load_history
from taskgraph.event_store import Taken, foresee_event, next_number
from taskgraph.events import Correction, Detail, EventKind, Extension, Report
from taskgraph.history import HISTORY, iter_lines
from taskgraph.lookup import resolve_task
from taskgraph.model import TaskRow
from taskgraph.options import Day, Word, takes_format, takes_settings, tell, write
from taskgraph.output import Format, render
from taskgraph.pro_rata import match_target, reported_share
from taskgraph.query import load_task
from taskgraph.reader import open_reader
from taskgraph.reasons import explain_light
from taskgraph.reporting import Wish, describe_earlier_deadline, record_wish
from taskgraph.terms import EVENTS, LIGHTS, SAID, STATES
from taskgraph.viewpoint import load_viewpoint, now

Options = Mapping[str, Any]


class Number(click.ParamType[Decimal]):
    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            return self.fail(f"{value!r} 不是数字,请写成 26 或 5.9,单位用 --unit", param, ctx)
        return number if number.is_finite() else self.fail(f"{value!r} 不是数字", param, ctx)


class PastDay(Day):
    """A day on which something can have happened already."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        day = super().convert(value, param, ctx)
        return day if day <= now().date() else self.fail(f"{day} 还没有到,只能记录已发生的事", param, ctx)


class Verb(NamedTuple):
    """A subcommand: the event that it records, and the options of its own with what makes the detail of them."""

    kind: EventKind
    help: str
    options: tuple[Callable[[Any], Any], ...] = ()
    detail: Callable[[Options], Detail] = lambda _: None


def _read_report(options: Options) -> Report:
    if options["value"] is None and options["state"] is None and options["note"] is None:
        raise click.UsageError("请写明进展:--value(和 --unit)、--state 或 --note")
    return Report(
        value=options["value"], unit=options["unit"], metric=options["metric"], state=options["state"],
    )  # fmt: skip


_PROGRESS = (
    click.option("--value", type=Number(), metavar="数", help="截至当日累计完成的数量"),
    click.option("--unit", metavar="单位", help="数量的单位,如 户、万元"),
    click.option("--metric", metavar="指标", help="同一任务有几个同单位的指标时,写明是哪一个"),
    click.option("--state", type=Word(SAID), metavar="进展", help="已完成(done)、推进中(under_way)、未启动、受阻"),
)
_EXTEND = (
    click.option("--due", type=Day(), required=True, metavar="日期", help="新的时限"),
    click.option("--reason", required=True, metavar="理由", help="延期的理由"),
)
_CORRECT = (click.option("--event", type=int, required=True, metavar="序号", help="记错的一条(见 history)"),)

VERBS: Mapping[str, Verb] = {
    "register": Verb(EventKind.REGISTERED, "立项"),
    "assign": Verb(EventKind.ASSIGNED, "交办"),
    "accept": Verb(EventKind.ACCEPTED, "签收"),
    "progress": Verb(EventKind.PROGRESS, "反馈进展:数量、状态或说明", _PROGRESS, _read_report),
    "extend": Verb(
        EventKind.EXTENDED, "延期,原时限保留在案", _EXTEND, lambda given: Extension(given["due"], given["reason"])
    ),
    "submit": Verb(EventKind.SUBMITTED, "申请办结"),
    "close": Verb(EventKind.CLOSED, "办结"),
    "return": Verb(EventKind.RETURNED, "退回重办"),
    "suspend": Verb(EventKind.SUSPENDED, "中止"),
    "resume": Verb(EventKind.RESUMED, "恢复办理"),
    "cancel": Verb(EventKind.CANCELLED, "撤销"),
    "correct": Verb(EventKind.CORRECTED, "更正:记错的一条不再计入", _CORRECT, lambda given: Correction(given["event"])),
}
_SHARED = (
    click.option("--on", type=PastDay(), metavar="日期", help="发生的日期(平时为今天)"),
    click.option("--by", metavar="姓名", help="经办人"),
    click.option("--note", metavar="文字", help="备注"),
    click.option("--dry-run", is_flag=True, help="只说明会怎样,不写入"),
)


@click.command()
@takes_format
@takes_settings
@click.pass_obj
def history(obj: dict[str, str], /, settings: Settings, form: Format, output: BinaryIO) -> None:
    """列出一项任务的全部记录。"""
    with open_reader(settings.data_dir) as db:
        task = load_task(db, resolve_task(db, obj["task"]).row)
        lines = list(iter_lines(load_history(db, task.id)))
    write(output, render(HISTORY, lines, form))
    tell(f"{task.title}({task.id}):共 {len(lines)} 条记录")


def _make_command(name: str, verb: Verb) -> click.Command:
    @takes_settings
    @click.pass_obj
    def run(obj: dict[str, str], /, settings: Settings, **given: Any) -> None:
        _take(settings, obj["task"], verb, given)

    command = click.command(name, help=verb.help)(run)
    for option in reversed((*verb.options, *_SHARED)):
        command = option(command)
    return command


@click.group(commands=[*(_make_command(name, verb) for name, verb in VERBS.items()), history])
@click.argument("task", metavar="任务")
@click.pass_context
def report(ctx: click.Context, task: str) -> None:
    """记录一项任务的签收、进展、延期、办结等;任务可写编号的开头或标题。"""
    ctx.obj = (ctx.find_object(dict) or {}) | {"task": task}


def _take(settings: Settings, name: str, verb: Verb, given: Options) -> None:
    """Record one event, or only say what it would do, and tell where the task stands then."""
    detail = verb.detail(given)
    on = given["on"] or now().date()
    with open_reader(settings.data_dir) as db:
        task = load_task(db, resolve_task(db, name).row, load_viewpoint(settings, on))
        wish = Wish(task=task.id, kind=verb.kind, detail=detail, on=on, by=given["by"], note=given["note"])
        if problem := describe_earlier_deadline(task, detail):
            raise click.BadParameter(problem, param_hint="--due")
        if given["dry_run"]:
            past = load_history(db, task.id)
            taken = foresee_event(past, wish.event(next_number(past)))
    if not given["dry_run"]:
        taken = record_wish(settings.data_dir, wish)
    _tell_step(task, verb.kind, taken, dry_run=given["dry_run"])
    _tell_measure(task, detail)
    if not given["dry_run"]:
        _tell_light(settings, task)


def _tell_step(task: TaskRow, kind: EventKind, taken: Taken, *, dry_run: bool) -> None:
    before, after = STATES[taken.before.state], STATES[taken.after.state]
    moved = f"{before} → {after}" if before != after else f"仍为{after}"
    tell(f"{'将记录' if dry_run else '已记录'}{EVENTS[kind]}:{task.title}({task.id}),{moved}")


def _tell_measure(task: TaskRow, detail: Detail) -> None:
    """Say which target a reported number was taken for: a wrong unit must not pass in silence."""
    if not isinstance(detail, Report) or detail.value is None:
        return
    if target := match_target(detail, task.targets):
        tell(f"对应指标:{target.metric} {target.text},完成 {reported_share(detail, target)}%")
    else:
        listed = ";".join(f"{target.metric} {target.text}" for target in task.targets) or "无"
        tell(f"这个数字没有对应到唯一的累计指标,不计入序时进度。任务的指标:{listed}")


def _tell_light(settings: Settings, task: TaskRow) -> None:
    with open_reader(settings.data_dir) as db:
        now = load_task(db, task.row, load_viewpoint(settings, None))
    tell(f"亮灯:{LIGHTS[now.standing.light]},{explain_light(now)}")
