"""`duban repeal DOC`: a document is no longer in force from a day on, by another document or for a reason."""

from __future__ import annotations

from datetime import date

import click

from taskgraph.config import Settings
from taskgraph.links.adding import plan_repeal
from taskgraph.links.deciding import keep_link
from taskgraph.options import Day, takes_settings, tell
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
    with open_reader(settings.data_dir) as db:
        planned = plan_repeal(db, name, by=by, reason=reason, on=on, today=now().date())
    repealed = planned.document
    ref = repealed.ref
    if ref.repealed:
        tell(f"注意:这份文件已自 {ref.repealed} 起废止;两次废止以较早的一天为准")
    said = f"废止《{ref.name}》({ref.id}),自 {planned.day} 起,它的 {repealed.tasks} 项任务不再列入清单"
    if dry_run:
        tell(f"将{said}")
        return
    number = keep_link(settings.data_dir, planned.link, now=now())
    tell(f"已{said}。记为第 {number} 号关系;记错了:duban links reject {number}")
