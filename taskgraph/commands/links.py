"""`duban links`: what ties documents and tasks, and what a person decides about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.links.adding import load_links, plan_link
from taskgraph.links.model import Relation, Status
from taskgraph.links.query import Link, LinkFilters, find_document_ends, find_links
from taskgraph.links.view import LINKS, RELATIONS, describe_end
from taskgraph.lookup import resolve_document
from taskgraph.options import Word, takes_format, takes_settings, tell, write
from taskgraph.output import Format, render
from taskgraph.reader import open_reader
from taskgraph.viewpoint import now


@click.group(invoke_without_command=True)
@click.option("--doc", metavar="文件", help="只看这份文件和它的任务(编号开头、文号或标题)")
@click.option("--relation", type=Word(RELATIONS), metavar="关系", help=f"{'、'.join(RELATIONS.values())}之一")
@click.option("--proposed", is_flag=True, help="只看待确认的")
@click.option("--rejected", is_flag=True, help="只看已否定的")
@click.option("--orphans", is_flag=True, help="列出没有任务落实的上级任务")
@click.option("--conflicts", is_flag=True, help="列出时限晚于上级、指标低于上级的任务")
@takes_format
@takes_settings
@click.pass_context
def links(ctx: click.Context, /, settings: Settings, form: Format, output: BinaryIO, **asked: Any) -> None:
    """列出文件之间、任务之间的关系:引用、落实、转发、废止、接续、重复。

    机器找到而把握不足的为“待确认”,用 confirm、reject 定夺;否定过的不会再提出。
    """
    ctx.obj = (ctx.find_object(dict) or {}) | {"settings": settings}
    if ctx.invoked_subcommand:
        return
    if sum(asked[name] for name in ("proposed", "rejected", "orphans", "conflicts")) > 1:
        raise click.UsageError("--proposed、--rejected、--orphans、--conflicts 只能用一个")
    with open_reader(settings.data_dir) as db:
        ends = find_document_ends(db, resolve_document(db, asked["doc"])) if asked["doc"] else None
        if asked["orphans"] or asked["conflicts"]:
            shown, said = _show_gaps(db, ends, form, orphans=asked["orphans"])
        else:
            status = Status.PROPOSED if asked["proposed"] else Status.REJECTED if asked["rejected"] else None
            found = find_links(db, LinkFilters(relation=asked["relation"], status=status, ends=ends))
            shown, said = render(LINKS, found, form), _describe_count(found)
    write(output, shown)
    tell(said)


def _show_gaps(
    db: sqlite3.Connection, ends: tuple[str, ...] | None, form: Format, *, orphans: bool
) -> tuple[bytes, str]:
    from taskgraph.links.gap_query import find_all_conflicts, find_orphans  # noqa: PLC0415 - compares words
    from taskgraph.links.gaps import CONFLICTS, ORPHANS  # noqa: PLC0415 - as above

    if orphans:
        tasks = find_orphans(db, ends)
        return render(ORPHANS, tasks, form), f"共 {len(tasks)} 项上级任务没有任务落实"
    conflicts = find_all_conflicts(db, ends)
    return render(CONFLICTS, conflicts, form), f"共 {len(conflicts)} 处与上级要求不一致"


def _describe_count(found: Sequence[Link]) -> str:
    waiting = sum(link.status is Status.PROPOSED for link in found)
    return f"共 {len(found)} 条关系" + (f",{waiting} 条待确认:duban links confirm 号,或 reject 号" if waiting else "")


@links.command()
@click.argument("numbers", nargs=-1, required=True, type=int, metavar="号...")
@click.pass_obj
def confirm(obj: dict[str, Any], numbers: tuple[int, ...]) -> None:
    """确认关系。"""
    _decide(obj["settings"], numbers, Status.CONFIRMED)


@links.command()
@click.argument("numbers", nargs=-1, required=True, type=int, metavar="号...")
@click.pass_obj
def reject(obj: dict[str, Any], numbers: tuple[int, ...]) -> None:
    """否定关系;以后不再提出。"""
    _decide(obj["settings"], numbers, Status.REJECTED)


def _decide(settings: Settings, numbers: tuple[int, ...], status: Status) -> None:
    from taskgraph.links.deciding import decide_links  # noqa: PLC0415 - only what writes needs sqlite-utils

    with open_reader(settings.data_dir) as db:
        decided = load_links(db, numbers)
    decide_links(settings.data_dir, decided, status, now=now())
    verb = "已确认" if status is Status.CONFIRMED else "已否定"
    for link in decided:
        target = describe_end(link.target, link.printed)
        tell(f"{verb}第 {link.number} 号:{describe_end(link.source)} {RELATIONS[link.relation]} {target}")


@links.command()
@click.argument("source", metavar="一方")
@click.argument("relation", type=Word(RELATIONS), metavar="关系")
@click.argument("target", metavar="另一方")
@click.option("--note", metavar="文字", help="依据或说明")
@click.pass_obj
def add(obj: dict[str, Any], source: str, relation: Relation, target: str, note: str | None) -> None:
    """补记机器没有找到的关系,如 duban links add 3c81 落实 9f02(下级任务在前,上级任务在后)。"""
    from taskgraph.links.deciding import keep_link  # noqa: PLC0415 - only what writes needs sqlite-utils

    settings = obj["settings"]
    with open_reader(settings.data_dir) as db:
        row = plan_link(db, source, relation, target, today=now().date()) | {"quote": note}
    number = keep_link(settings.data_dir, row, now=now())
    tell(f"已记为第 {number} 号关系:{source} {RELATIONS[relation]} {target}")
