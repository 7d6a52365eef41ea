"""`duban review`: what reports say beside the tasks that it may belong to, and a person's decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.lookup import resolve_task
from taskgraph.options import Word, takes_format, takes_settings, tell, write
from taskgraph.output import Format, render, render_json
from taskgraph.reader import open_reader
from taskgraph.review.decisions import iter_evidence
from taskgraph.review.model import Held, Outcome
from taskgraph.review.query import Statement, Wanted, find_wanted
from taskgraph.review.reliability import add_evidence, load_bands
from taskgraph.review.view import BANDS, OUTCOMES, PROPOSALS, iter_lines, statement_record
from taskgraph.viewpoint import now

MOST = 100
_ALL = "all"
_WORDS: dict[Any, str] = {_ALL: "全部"} | dict(OUTCOMES)


def _takes_wanted(command: Callable[..., None]) -> Callable[..., None]:
    @wraps(command)
    def chosen(*, doc: str | None, unit: str | None, outcome: Outcome | str, **given: Any) -> None:
        asked = outcome if isinstance(outcome, Outcome) else None
        command(wanted=Wanted(doc=doc, unit=unit, outcome=asked), **given)

    for option in (
        click.option(
            "--outcome", type=Word(_WORDS), default="proposed", help="待确认(平时)、已关联、已驳回、未对应或全部"
        ),
        click.option("--unit", metavar="单位", help="只看这个单位的任务"),
        click.option("--doc", metavar="报告", help="只看这份报告(编号开头、文号或标题)"),
    ):
        chosen = option(chosen)
    return chosen


@click.group(invoke_without_command=True)
@_takes_wanted
@click.option("--stats", is_flag=True, help="各档把握的正确率:出厂时测得的,加上本单位的决定")
@takes_format
@takes_settings
@click.pass_context
def review(
    ctx: click.Context, /, settings: Settings, wanted: Wanted, *, stats: bool, form: Format, output: BinaryIO
) -> None:
    """列出报告中待确认的进展,与任务并排。

    确认第一个候选用 accept,不属于任何候选用 reject,属于别的任务用 assign,收回决定用 undo。
    """
    if ctx.invoked_subcommand:
        return
    with open_reader(settings.data_dir) as db:
        if stats:
            write(output, render(BANDS, add_evidence(load_bands(), iter_evidence(db)), form))
        else:
            _list(find_wanted(db, wanted), form, output)


def _list(found: list[Statement], form: Format, output: BinaryIO) -> None:
    if form is Format.JSON:
        write(output, render_json(map(statement_record, found)))
        return
    shown = found[:MOST] if form is Format.TABLE else found
    write(output, render(PROPOSALS, iter_lines(shown), form))
    more = f",列出前 {MOST} 条;--doc、--unit 可缩小范围" if len(shown) < len(found) else ""
    tell(f"共 {len(found)} 条{more}")


_BY = click.option("--by", metavar="姓名", help="经办人")
_NUMBERS = click.argument("numbers", metavar="编号...", nargs=-1, type=int)


@review.command()
@_NUMBERS
@click.option("--all-sure", is_flag=True, help="确认所有把握够高、只因报告写明别的文件而待确认的")
@_BY
@takes_settings
def accept(settings: Settings, numbers: tuple[int, ...], *, all_sure: bool, by: str | None) -> None:
    """确认进展属于排在第一的候选任务,记入该任务。"""
    from taskgraph.review import desk  # noqa: PLC0415 - only writing needs sqlite-utils

    if not numbers and not all_sure:
        raise click.UsageError("请写明编号,或用 --all-sure")
    with _open_decider(settings, by) as at:
        sure = dict(desk.find_sure(at)) if all_sure else {}
        for number in dict.fromkeys((*numbers, *sure)):
            _tell(number, desk.accept(at, number, sure.get(number)))


@review.command()
@_NUMBERS
@_BY
@takes_settings
def reject(settings: Settings, numbers: tuple[int, ...], by: str | None) -> None:
    """说明进展不属于任何候选任务;已记入的撤回,以后不再提出。"""
    from taskgraph.review import desk  # noqa: PLC0415

    _each(settings, by, numbers, desk.reject)


@review.command()
@_NUMBERS
@_BY
@takes_settings
def undo(settings: Settings, numbers: tuple[int, ...], by: str | None) -> None:
    """收回对进展的决定,恢复到决定以前。"""
    from taskgraph.review import desk  # noqa: PLC0415

    _each(settings, by, numbers, desk.undo)


@review.command()
@click.argument("number", metavar="编号", type=int)
@click.argument("task", metavar="任务")
@_BY
@takes_settings
def assign(settings: Settings, number: int, task: str, by: str | None) -> None:
    """指明进展属于哪项任务(编号的开头或标题);以后同样的话都归它。"""
    from taskgraph.review import desk  # noqa: PLC0415

    with open_reader(settings.data_dir) as db:
        row = resolve_task(db, task).row
    with _open_decider(settings, by) as at:
        _tell(number, desk.assign(at, number, desk.load_task(at, row)))


def _each(settings: Settings, by: str | None, numbers: Iterable[int], act: Callable[..., tuple[Held, ...]]) -> None:
    if not numbers:
        raise click.UsageError("请写明编号")
    with _open_decider(settings, by) as at:
        for number in numbers:
            _tell(number, act(at, number))


@contextmanager
def _open_decider(settings: Settings, by: str | None) -> Iterator[Any]:
    """Open the store for decisions: all that one command names, or none of them."""
    from taskgraph.review.linking import Decider  # noqa: PLC0415
    from taskgraph.store import open_store  # noqa: PLC0415

    with open_store(settings.data_dir) as store, store.db.atomic():
        yield Decider(db=store.db, now=now(), by=by)


def _tell(number: int, settled: Iterable[Held]) -> None:
    linked = [held for held in settled if held.doubt is None]
    refused = [held.detail for held in settled if held.detail]
    if linked:
        tell(f"第 {number} 条:已记入任务 {'、'.join(held.candidate.task for held in linked)}")
    else:
        tell(f"第 {number} 条:{refused[0] if refused else '未记入任何任务'}")
