from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from taskgraph.commands.papers import PaperPath, write_papers
from taskgraph.config import Settings
from taskgraph.model import Filters
from taskgraph.options import Day, takes_filters, takes_settings, tell
from taskgraph.paper.bulletin import make_period, write_bulletin
from taskgraph.paper.kinds import PaperKind, load_template
from taskgraph.paper.order import Paper
from taskgraph.paper.query import load_bulletin
from taskgraph.reader import open_reader
from taskgraph.viewpoint import load_viewpoint, now


@click.command()
@click.option("--from", "first", type=Day(), metavar="日期", help="通报期的第一天,平时为当月 1 日")
@click.option("--to", "last", type=Day(), metavar="日期", help="通报期的最后一天,平时为今天")
@click.option("-o", "--output", type=PaperPath(), required=True, metavar="文件", help="如 通报.docx")
@takes_filters
@takes_settings
def bulletin(settings: Settings, filters: Filters, output: Path, first: date | None, last: date | None) -> None:
    """写出一段时期的督办通报(Word):总数、各单位、办结、逾期、延期,以及没有反馈的单位。

    任务按通报期最后一天的情况统计,或按 --as-of 写明的一天。
    """
    period = make_period(first, last or filters.as_of or now().date())
    asked = replace(filters, as_of=filters.as_of or period.last)
    viewpoint = load_viewpoint(settings, asked.as_of)
    template = load_template(settings.data_dir, PaperKind.BULLETIN)
    with open_reader(settings.data_dir) as db:
        made = load_bulletin(db, asked, viewpoint, period)
    write_papers(output, template, (Paper(PaperKind.BULLETIN, write_bulletin(made)),))
    tell(f"已写出 {period.first} 至 {period.last} 的通报:{len(made.tasks)} 项任务,{len(made.silent)} 个单位没有反馈")
