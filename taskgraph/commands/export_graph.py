from __future__ import annotations

from pathlib import PurePath
from typing import BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.errors import NotFoundError
from taskgraph.graph.build import name_task
from taskgraph.graph.graphml import write_graphml
from taskgraph.graph.jsonld import write_jsonld
from taskgraph.graph.model import cut_around
from taskgraph.graph.query import load_graph
from taskgraph.lookup import resolve_task
from taskgraph.model import Filters
from taskgraph.options import file_name, takes_filters, takes_output, takes_settings, tell, write
from taskgraph.query import load_task
from taskgraph.reader import open_reader
from taskgraph.viewpoint import load_viewpoint

WRITERS = {"jsonld": write_jsonld, "graphml": write_graphml}


@click.command()
@click.option("--format", "asked", type=click.Choice(list(WRITERS)), help="输出格式,默认看 -o 的扩展名,再为 jsonld")
@click.option("--around", metavar="任务", help="只要这项任务周围的部分(编号开头或标题)")
@click.option("--depth", type=click.IntRange(0), default=1, show_default=True, help="与 --around 连用:隔几条边为止")
@takes_filters
@takes_output
@takes_settings
def graph(
    settings: Settings, filters: Filters, output: BinaryIO, asked: str | None, around: str | None, depth: int
) -> None:
    """把文件、单位、任务、指标、时限和它们的关系导出为图:JSON-LD 或 GraphML。"""
    ending = PurePath(file_name(output) or "").suffix.lower().removeprefix(".")
    form = asked or (ending if ending in WRITERS else "jsonld")
    with open_reader(settings.data_dir) as db:
        whole = load_graph(db, filters, load_viewpoint(settings, filters.as_of))
        center = name_task(load_task(db, resolve_task(db, around).row).root) if around else None
    found = cut_around(whole, center, depth) if center else whole
    if center and not found.nodes:
        raise NotFoundError(f"任务“{around}”不在现行文件中,或不合其他筛选条件,图中没有它")
    write(output, WRITERS[form](found))
    tell(f"已写出 {len(found.nodes)} 个节点,{len(found.edges)} 条边")
