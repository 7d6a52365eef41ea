"""The options that commands share: one set of filters, one choice of format, one data directory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import wraps
from pathlib import PurePath
from typing import Any, BinaryIO

import click

from taskgraph.config import Settings, load_settings
from taskgraph.errors import NotFoundError
from taskgraph.model import YEARS, Filters
from taskgraph.output import Format
from taskgraph.paging import PageAsked
from taskgraph.terms import KINDS, LEVELS, LIGHTS, NEEDS, ROLES, STATES

Command = Callable[..., None]


class Word(click.ParamType[Any]):
    """One of a closed set, by its name in English or in Chinese."""

    name = "word"

    def __init__(self, words: Mapping[Any, str]) -> None:
        self.by_word = {word: value for value, chinese in words.items() for word in (str(value), chinese)}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value in self.by_word:
            return self.by_word[value]
        return self.fail(f"{value!r} 不在可选的词之中:{'、'.join(self.by_word)}", param, ctx)


class Day(click.ParamType[date]):
    """A date as 2026-06-30, 20260630 or 2026年6月30日."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        text = str(value).replace("年", "-").replace("月", "-").removesuffix("日")
        try:
            parts = text.split("-")
            day = date(*map(int, parts)) if len(parts) == 3 else date.fromisoformat(text)
        except (ValueError, OverflowError):
            return self.fail(f"{value!r} 不是日期,请写成 2026-06-30", param, ctx)
        if day.year not in YEARS:
            return self.fail(f"{day} 太早或太晚,年份应在 {YEARS[0]} 到 {YEARS[-1]} 之间", param, ctx)
        return day


_FILTERS = (
    click.option("--unit", metavar="单位", help="只看这个单位的任务(全称、简称或文中的写法)"),
    click.option("--role", type=Word(ROLES), metavar="角色", help="牵头(lead)、责任(responsible)或配合(cooperating)"),
    click.option("--doc", metavar="文件", help="只看这份文件(编号开头、文号或标题)"),
    click.option("--issuer", metavar="机关", help="只看这个机关发的文件(全称,或名称的一部分)"),
    click.option("--level", type=Word(LEVELS), metavar="层级", help="发文机关的层级:国家、省、市、县、乡"),
    click.option("--year", type=int, metavar="年份", help="只看这一年的文件"),
    click.option("--kind", type=Word(KINDS), metavar="类别", help="目标(objective)、任务(task)或保障(safeguard)"),
    click.option("--status", type=Word(STATES), metavar="状态", help="如办理中(under_way)、已办结(closed)"),
    click.option("--light", type=Word(LIGHTS), metavar="亮灯", help="红(red)、黄(yellow)、蓝(blue)、绿(green)等"),
    click.option("--overdue/--not-overdue", default=None, help="只看(或不看)已逾期的任务"),
    click.option("--need", type=Word(NEEDS), metavar="原因", help="为什么要关注:逾期、红灯、黄灯、临期、无反馈"),
    click.option("--due-before", type=Day(), metavar="日期", help="时限不晚于这一天(含当天)"),
    click.option("--due-after", type=Day(), metavar="日期", help="时限不早于这一天(含当天)"),
    click.option("--no-deadline/--with-deadline", default=None, help="只看没有(或有)时限的任务"),
    click.option("--no-lead/--with-lead", default=None, help="只看没有(或有)牵头单位的任务"),
    click.option("--has-target/--no-target", default=None, help="只看有(或没有)量化指标的任务"),
    click.option("--as-of", type=Day(), metavar="日期", help="按这一天的情况来看(文件从成文日期起算)"),
    click.option("--text", metavar="文字", help="只看含有这些字的任务;可写 且、或、非、括号、引号,如 危房 -试点"),
)
_OUTPUT = click.option(
    "-o", "--output", type=click.File("wb", atomic=True), default="-", metavar="文件", help="写入文件,不写到屏幕"
)


_SAVED = click.option("--saved", metavar="名称", help="用保存的查询条件(duban saved list);另写的条件优先")


def takes_filters(command: Command) -> Command:
    """Give a command the shared filters as its argument `filters`."""

    @wraps(command)
    def filtered(*, saved: str | None, **given: Any) -> None:
        names = [field.name for field in fields(Filters)]
        asked = {name: given.pop(name) for name in names}
        filters = Filters(**asked)
        if saved:
            stated = {name: value for name, value in asked.items() if value is not None}
            filters = replace(_load_saved(saved, _find_settings(given["data_dir"])), **stated)
        command(filters=filters, **given)

    return _apply((*_FILTERS, _SAVED), filtered)


def parse_filters(options: Sequence[str]) -> Filters:
    """Return the filters that the options of a list stand for; raise click's UsageError as the list would."""

    parsed: list[Filters] = []

    def keep(**given: Any) -> None:
        parsed.append(Filters(**given))

    click.command("tasks", add_help_option=False)(_apply(_FILTERS, keep)).main(list(options), standalone_mode=False)
    return parsed[0]


def write_options(filters: Filters) -> tuple[str, ...]:
    """Return the options of a list that stand for `filters`: what `parse_filters` reads back."""
    given = ((field.name, getattr(filters, field.name)) for field in fields(filters))
    return tuple(word for name, value in given if value is not None for word in _write_option(name, value))


_NEGATIVE = {
    "overdue": "--not-overdue",
    "no_deadline": "--with-deadline",
    "no_lead": "--with-lead",
    "has_target": "--no-target",
}


def _write_option(name: str, value: object) -> tuple[str, ...]:
    flag = f"--{name.replace('_', '-')}"
    if isinstance(value, bool):
        return (flag,) if value else (_NEGATIVE[name],)
    return (flag, str(value))


def _load_saved(name: str, settings: Settings) -> Filters:
    """Return the filters of a saved search; raise NotFoundError if it, or what it names, is not there."""
    from taskgraph.filter_query import ask  # noqa: PLC0415 - few lists are saved ones
    from taskgraph.reader import open_reader  # noqa: PLC0415 - as above
    from taskgraph.saved_query import resolve_saved  # noqa: PLC0415 - as above

    with open_reader(settings.data_dir) as db:
        filters = parse_filters(resolve_saved(db, name).options)
        try:
            ask(db, filters)
        except NotFoundError as error:
            raise NotFoundError(
                f"保存的查询“{name}”不能再用:{error}。请删除后再另存", command=f"duban saved remove {name}"
            ) from error
    return filters


def takes_format(command: Command) -> Command:
    """Give a command the chosen format as `form` and where to write as `output`."""
    return _take_format(command, [form for form in Format if form is not Format.ICS])


def takes_task_format(command: Command) -> Command:
    """Do as `takes_format` for a list of tasks, which may be a calendar as well."""
    return _take_format(command, list(Format))


def _take_format(command: Command, forms: Sequence[Format]) -> Command:
    @wraps(command)
    def formatted(*, as_json: bool, form: str | None, output: BinaryIO, **given: Any) -> None:
        asked = "json" if as_json else form
        command(form=choose_format(asked, output, forms), output=output, **given)

    choice = click.option(
        "--format", "form", type=click.Choice([form.value for form in forms]), help="输出格式,默认看 -o 的扩展名"
    )
    short = click.option("--json", "as_json", is_flag=True, help="即 --format json")
    return _apply((choice, short, _OUTPUT), formatted)


def choose_format(asked: str | None, output: BinaryIO, forms: Sequence[Format]) -> Format:
    """Return the format asked for, else that of the file's ending, else the table; no workbook fits on a screen."""
    ending = PurePath(file_name(output) or "").suffix.lower().removeprefix(".")
    form = Format(asked or (ending if ending in forms else Format.TABLE))
    if form is Format.XLSX and output.isatty():
        raise click.UsageError("Excel 文件不能写到屏幕,请用 -o 任务.xlsx 写明文件")
    return form


def file_name(output: BinaryIO) -> str | None:
    """Return the name of the file that is written to; None for standard output."""
    name = getattr(output, "name", None)  # a stream in memory has none
    return name if isinstance(name, str) and name != "<stdout>" else None


def takes_page(command: Command) -> Command:
    """Give a command the page asked for as `page`."""

    @wraps(command)
    def paged(*, limit: int | None, after: str | None, **given: Any) -> None:
        command(page=PageAsked(limit, after), **given)

    rows = click.option("--limit", type=click.IntRange(min=1), metavar="行数", help="只列这么多行,末尾给出下一页的位置")
    start = click.option("--after", metavar="位置", help="从上一页末尾给出的位置往后列")
    return _apply((rows, start), paged)


def takes_output(command: Command) -> Command:
    return _OUTPUT(command)


def takes_settings(command: Command) -> Command:
    """Give a command the settings; --data-dir may stand before or after the subcommand."""

    @wraps(command)
    def settled(*, data_dir: str | None, **given: Any) -> None:
        command(settings=_find_settings(data_dir), **given)

    return _apply((data_dir_option,), settled)


def _find_settings(data_dir: str | None) -> Settings:
    before = click.get_current_context().find_object(dict) or {}
    return load_settings(data_dir or before.get("data_dir"))


def _apply(options: tuple[Callable[[Command], Command], ...], command: Command) -> Command:
    for option in reversed(options):
        command = option(command)
    return command


data_dir_option = click.option("--data-dir", metavar="目录", help="数据目录(默认取 DUBAN_DATA_DIR,再取用户数据目录)")


def write(output: BinaryIO, data: bytes) -> None:
    output.write(data)
    output.flush()


def tell(message: str) -> None:
    """Say something to the person at the terminal; data never goes here."""
    click.echo(message, err=True)


def tell_next(cursor: str | None) -> None:
    if cursor:
        tell(f"后面还有,下一页:--after {cursor}")
