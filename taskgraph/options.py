"""The options that commands share: one set of filters, one choice of format, one data directory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from functools import wraps
from typing import Any, BinaryIO

import click

from taskgraph.config import load_settings
from taskgraph.model import Filters
from taskgraph.output import Format
from taskgraph.terms import KINDS, LIGHTS, ROLES, STATES

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
            return date(*map(int, parts)) if len(parts) == 3 else date.fromisoformat(text)
        except ValueError:
            return self.fail(f"{value!r} 不是日期,请写成 2026-06-30", param, ctx)


_FILTERS = (
    click.option("--unit", metavar="单位", help="只看这个单位的任务(全称、简称或文中的写法)"),
    click.option("--role", type=Word(ROLES), metavar="角色", help="牵头(lead)、责任(responsible)或配合(cooperating)"),
    click.option("--doc", metavar="文件", help="只看这份文件(编号开头、文号或标题)"),
    click.option("--year", type=int, metavar="年份", help="只看这一年的文件"),
    click.option("--kind", type=Word(KINDS), metavar="类别", help="目标(objective)、任务(task)或保障(safeguard)"),
    click.option("--status", type=Word(STATES), metavar="状态", help="如办理中(under_way)、已办结(closed)"),
    click.option("--light", type=Word(LIGHTS), metavar="亮灯", help="红(red)、黄(yellow)、蓝(blue)、绿(green)等"),
    click.option("--due-before", type=Day(), metavar="日期", help="时限不晚于这一天(含当天)"),
    click.option("--due-after", type=Day(), metavar="日期", help="时限不早于这一天(含当天)"),
    click.option("--as-of", type=Day(), metavar="日期", help="按这一天的情况来看(文件从成文日期起算)"),
    click.option("--text", metavar="文字", help="只看正文含有这些字的任务"),
)
_OUTPUT = click.option(
    "-o", "--output", type=click.File("wb", atomic=True), default="-", metavar="文件", help="写入文件,不写到屏幕"
)


def takes_filters(command: Command) -> Command:
    """Give a command the shared filters as its argument `filters`."""

    @wraps(command)
    def filtered(**given: Any) -> None:
        names = [field.name for field in fields(Filters)]
        command(filters=Filters(**{name: given.pop(name) for name in names if name in given}), **given)

    return _apply(_FILTERS, filtered)


def takes_format(command: Command) -> Command:
    """Give a command the chosen format as `form` and where to write as `output`."""

    @wraps(command)
    def formatted(*, as_json: bool, form: str, **given: Any) -> None:
        command(form=Format.JSON if as_json else Format(form), **given)

    choice = click.option(
        "--format", "form", type=click.Choice([form.value for form in Format]), default="table", help="输出格式"
    )
    short = click.option("--json", "as_json", is_flag=True, help="即 --format json")
    return _apply((choice, short, _OUTPUT), formatted)


def takes_output(command: Command) -> Command:
    return _OUTPUT(command)


def takes_settings(command: Command) -> Command:
    """Give a command the settings; --data-dir may stand before or after the subcommand."""

    @wraps(command)
    def settled(*, data_dir: str | None, **given: Any) -> None:
        before = click.get_current_context().find_object(dict) or {}
        command(settings=load_settings(data_dir or before.get("data_dir")), **given)

    return _apply((data_dir_option,), settled)


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
