"""`duban correct TASK VERB …`: what a person knows better than the rules, one correction at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import click

from extract.model import Op, Role
from extract.recurrence import is_rhythm
from taskgraph.commands.report import Number, PastDay
from taskgraph.config import Settings
from taskgraph.correcting import Fate
from taskgraph.correction_desk import find_subject, fold_words, load_sheet
from taskgraph.correction_query import (
    find_outcomes,
    load_log,
)
from taskgraph.correction_view import DIFFERENCES, LOG, iter_log_lines, show_detail
from taskgraph.corrections import Correction, Edit, FactKind, Undo
from taskgraph.edits import (
    Amount,
    Days,
    FactSheet,
    add_deadline,
    add_target,
    add_unit,
    charge_unit,
    pick,
    reject_fact,
    set_days,
    set_due,
    set_head,
    set_progress,
    set_target,
)
from taskgraph.options import Day, Word, takes_format, takes_settings, tell, write
from taskgraph.output import Format, render
from taskgraph.reader import open_reader
from taskgraph.terms import KINDS, ROLES, SAID
from taskgraph.viewpoint import now

if TYPE_CHECKING:
    from taskgraph.correction_store import Recorded

Options = Mapping[str, Any]
Make = Callable[[FactSheet, Options], Edit | Undo]


class Rhythm(click.ParamType[str]):
    """month, quarter, "2 week" …, as gold/GUIDE.md writes them."""

    name = "rhythm"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if is_rhythm(str(value)):
            return str(value)
        return self.fail(f"{value!r} 不是周期,请写 day、week、month、quarter、half-year、year,或 2 week", param, ctx)


class Verb(NamedTuple):
    """A subcommand: its help, its own arguments and options, and the edit that it makes of them."""

    help: str
    params: tuple[Callable[[Any], Any], ...]
    make: Make


def _option(name: str, kind: Any, metavar: str, text: str) -> Callable[[Any], Any]:
    return click.option(name, type=kind, metavar=metavar, help=text)


_NUMBER = click.argument("number", metavar="序号")
_UNIT = click.argument("unit", metavar="单位")
_QUOTE = _option("--quote", str, "原文", "依据的原文,照抄,一字不差")
_DAYS = (
    _option("--start", Day(), "日期", "起始日期"),
    _option("--end", Day(), "日期", "截止日期(含当天)"),
    _option("--every", Rhythm(), "周期", "day、week、month、quarter、half-year、year,或 2 week"),
)
_NUMBERED = (
    _option("--value", Number(), "数", "数值,不带万、亿"),
    _option("--unit", str, "单位", "计量单位,如 户、元"),
    _option("--metric", str, "指标", "数的是什么,如 农村危房改造"),
)
_AMOUNT = (*_NUMBERED, _option("--max", Number(), "数", "区间的上限"))
_OP = click.option("--op", type=click.Choice([op.value for op in Op]), help="不少于 >=、不超过 <=、左右 ~ 等")
_TEXT = _option("--text", str, "原文", "完整的原文")
_PROGRESS = (
    _option("--state", Word(SAID), "进展", "已完成(done)、推进中(under_way)等"),
    _option("--as-of", Day(), "日期", "截至日期"),
)
_HEAD = (
    _option("--title", str, "标题", "任务的标题"),
    _option("--kind", Word(KINDS), "类别", "目标(objective)、任务(task)或保障(safeguard)"),
)


def _days(given: Options) -> Days:
    days = Days(start=given["start"], end=given["end"], every=given["every"], text=given.get("text"))
    if days == Days():
        raise click.UsageError("请写明时限:--start、--end 或 --every")
    if days.start and days.end and days.start > days.end:
        raise click.BadParameter(f"起始日期 {days.start} 晚于截止日期 {days.end}", param_hint="--start")
    return days


def _amount(given: Options) -> Amount:
    most = given.get("max")
    op = Op(given["op"]) if given.get("op") else Op.RANGE if most is not None else None
    return Amount(
        metric=given["metric"], op=op, value=given["value"], value_max=most, unit=given["unit"],
        text=given.get("text"),
    )  # fmt: skip


def _new_target(sheet: FactSheet, given: Options) -> Edit:
    if given["value"] is None:
        raise click.UsageError("请用 --value 写明指标的数值")
    return add_target(sheet, _amount(given), given["quote"])


def _charging(role: Role) -> Make:
    return lambda sheet, given: charge_unit(sheet, role, given["unit"].strip(), given["was"])


def _adding(role: Role) -> Make:
    return lambda sheet, given: add_unit(sheet, role, given["unit"].strip(), given["quote"])


_WAS = _option("--was", str, "单位或序号", "要改的是哪一个")
VERBS: Mapping[str, Verb] = {
    **{
        role.value: Verb(f"更正{word}单位;原来没有就补上", (_UNIT, _WAS), _charging(role))
        for role, word in ROLES.items()
    },
    "due": Verb(
        "更正截止日期;原来没有就补上",
        (click.argument("day", type=Day(), metavar="日期"), _option("--was", str, "序号", "要改的是哪一个时限")),
        lambda sheet, given: set_due(sheet, given["day"], given["was"]),
    ),
    "deadline": Verb(
        "更正一个时限的起止、周期或原文",
        (_NUMBER, *_DAYS, _TEXT),
        lambda sheet, given: set_days(pick(sheet, given["number"], FactKind.DEADLINE), _days(given)),
    ),
    "target": Verb(
        "更正一个指标",
        (_NUMBER, *_AMOUNT, _OP, _TEXT),
        lambda sheet, given: set_target(pick(sheet, given["number"], FactKind.TARGET), _amount(given)),
    ),
    "progress": Verb(
        "更正报告中的一条进展(任务处写报告的编号或标题)",
        (_NUMBER, *_NUMBERED, *_PROGRESS),
        lambda sheet, given: set_progress(
            pick(sheet, given["number"], FactKind.PROGRESS), _amount(given), given["state"], given["as_of"]
        ),
    ),
    "head": Verb("更正任务的标题或类别", _HEAD, lambda sheet, given: set_head(sheet, given["kind"], given["title"])),
    "reject": Verb(
        "去掉提取错的一条;不写序号,则整项不作任务",
        (click.argument("number", metavar="[序号]", required=False),),
        lambda sheet, given: reject_fact(sheet, given["number"]),
    ),
    "undo": Verb(
        "撤销一条更正",
        (click.argument("entry", type=int, metavar="更正序号"),),
        lambda _, given: Undo(given["entry"]),
    ),
}
ADDITIONS: Mapping[str, Verb] = {
    **{role.value: Verb(f"补充{word}单位", (_UNIT, _QUOTE), _adding(role)) for role, word in ROLES.items()},
    "deadline": Verb(
        "补充时限", (*_DAYS, _QUOTE), lambda sheet, given: add_deadline(sheet, _days(given), given["quote"])
    ),
    "target": Verb("补充指标", (*_AMOUNT, _OP, _QUOTE), _new_target),
}
_SHARED = (
    click.option("--on", type=PastDay(), metavar="日期", help="更正的日期(平时为今天)"),
    click.option("--by", metavar="姓名", help="经办人"),
    click.option("--note", metavar="文字", help="备注,如更正的依据"),
    click.option("--dry-run", is_flag=True, help="只说明会怎样,不写入"),
)


def _make_command(name: str, verb: Verb) -> click.Command:
    @takes_settings
    @click.pass_obj
    def run(obj: dict[str, str], /, settings: Settings, **given: Any) -> None:
        _correct(settings, obj["task"], verb, given)

    command = click.command(name, help=verb.help)(run)
    for param in reversed((*verb.params, *_SHARED)):
        command = param(command)
    return command


@click.group("add", commands=[_make_command(name, verb) for name, verb in ADDITIONS.items()])
def add_group() -> None:
    """补充提取时遗漏的单位、时限或指标。"""


@click.command("history")
@takes_format
@takes_settings
@click.pass_obj
def history(obj: dict[str, str], /, settings: Settings, form: Format, output: BinaryIO) -> None:
    """列出一项任务的全部更正。"""
    with open_reader(settings.data_dir) as db:
        subject = find_subject(db, obj["task"])
        lines = list(iter_log_lines(load_log(db, subject.id)))
    write(output, render(LOG, lines, form))
    tell(f"共 {len(lines)} 条更正")


@click.group(
    commands=[*(_make_command(name, verb) for name, verb in VERBS.items()), add_group, history],
    invoke_without_command=True,
)
@click.argument("task", metavar="任务", required=False)
@click.option("--differences", is_flag=True, help="列出更正和现在的提取不一致、或原文已变的地方")
@takes_format
@takes_settings
@click.pass_context
def correct(
    ctx: click.Context, settings: Settings, task: str | None, differences: bool, form: Format, output: BinaryIO
) -> None:
    """更正提取的结果:改一条、补一条、去掉一条,或撤销更正。

    任务可写编号的开头或标题;各条的序号见 duban show。重新提取和文件更新都不会覆盖更正。
    """
    if differences:
        _list_differences(settings, form, output)
        ctx.exit()
    if task is None or ctx.invoked_subcommand is None:
        raise click.UsageError("请写明任务和要更正什么,如 duban correct 9502b8 lead 县水利局;各条的序号见 duban show")
    ctx.obj = (ctx.find_object(dict) or {}) | {"task": task}


def _list_differences(settings: Settings, form: Format, output: BinaryIO) -> None:
    with open_reader(settings.data_dir) as db:
        found = find_outcomes(db)
    rows = [one for one in found if one.outcome.disputed]
    write(output, render(DIFFERENCES, rows, form))
    agreed = sum(one.outcome.fate is Fate.AGREES for one in found)
    tell(f"共更正 {len(found)} 处:{len(rows)} 处与现在的提取不一致,{agreed} 处现在的提取已与更正相同")


def _correct(settings: Settings, name: str, verb: Verb, given: Options) -> None:
    """Record one correction, or only say what it would be."""
    with open_reader(settings.data_dir) as db:
        subject = find_subject(db, name)
        sheet = load_sheet(db, subject)
    correction = Correction(
        subject=subject.id,
        detail=verb.make(sheet, _fold_quotes(given)),
        happened_on=given["on"] or now().date(),
        by=given["by"],
        note=given["note"],
    )
    recorded = _record(settings, correction, dry_run=given["dry_run"])
    said = f"{sheet.title}({subject.id}):{show_detail(correction.detail)}"
    if recorded.known:
        struck = isinstance(correction.detail, Edit) and correction.detail.after is None
        tell(f"{'已经不计' if struck else '已经是这样'},没有重复记录。{said}")
    else:
        tell(f"{'将更正' if given['dry_run'] else '已更正'}{said}(第 {recorded.entry.number} 条)")


def _fold_quotes(given: Options) -> Options:
    return {name: fold_words(value) if name in ("quote", "text") and value else value for name, value in given.items()}


def _record(settings: Settings, correction: Correction, *, dry_run: bool) -> Recorded:
    from taskgraph.correction_store import foresee_correction, record_corrections  # noqa: PLC0415 - as said
    from taskgraph.store import open_store  # noqa: PLC0415 - as said

    if dry_run:
        with open_reader(settings.data_dir) as db:
            return foresee_correction(db, correction, now=now())
    with open_store(settings.data_dir) as store:
        return record_corrections(store.db, [correction], now=now())[0]
