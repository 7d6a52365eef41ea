"""`duban repeal DOC`: a document is no longer in force from a day on, by another document or for a reason."""

from __future__ import annotations

from datetime import date

import click

from taskgraph.config import Settings
from taskgraph.links.deciding import keep_link
from taskgraph.links.model import Kind, Relation
from taskgraph.lookup import resolve_document
from taskgraph.model import Filters
from taskgraph.options import Day, takes_settings, tell
from taskgraph.query import find_documents
from taskgraph.reader import open_reader
from taskgraph.viewpoint import now


@click.command()
@click.argument("name", metavar="文件")
@click.option("--by", metavar="文件", help="由哪份文件废止(编号开头、文号或标题)")
@click.option("--reason", metavar="文字", help="没有文件时,写明理由")
@click.option("--on", type=Day(), metavar="日期", help="从哪一天起废止(平时为废止文件的日期,再为今天)")
@click.option("--dry-run", is_flag=True, help="只说明会怎样,不写入")
@takes_settings
def repeal(
    settings: Settings, name: str, by: str | None, reason: str | None, on: date | None, *, dry_run: bool
) -> None:
    """废止一份文件:从那一天起,它的任务不再列入各种清单。

    按名称查看仍可见。记错了,用 duban links reject 号 撤回。
    """
    if not by and not reason:
        raise click.UsageError("请写明由哪份文件废止(--by),或废止的理由(--reason)")
    with open_reader(settings.data_dir) as db:
        document, source = resolve_document(db, name), resolve_document(db, by) if by else ""
        repealed = find_documents(db, Filters(doc=document))[0]
        dated = find_documents(db, Filters(doc=source))[0].ref.dated if source else None
    if document == source:
        raise click.UsageError("文件不能废止它自己")
    day = on or dated or now().date()
    written = repealed.ref.dated
    if written and day < written:
        raise click.BadParameter(f"{day} 早于文件自己的日期 {written}", param_hint="--on")
    if repealed.ref.repealed:
        tell(f"注意:这份文件已自 {repealed.ref.repealed} 起废止;两次废止以较早的一天为准")
    said = f"废止《{repealed.ref.name}》({document}),自 {day} 起,它的 {repealed.tasks} 项任务不再列入清单"
    if dry_run:
        tell(f"将{said}")
        return
    row = {"kind": Kind.DOCUMENT, "relation": Relation.REPEALS, "source": source, "target": document, "quote": reason}
    number = keep_link(settings.data_dir, row | {"since": day.isoformat()}, now=now())
    tell(f"已{said}。记为第 {number} 号关系;记错了:duban links reject {number}")
