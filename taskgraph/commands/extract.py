from __future__ import annotations

from typing import BinaryIO

import click

from extract.contract import document_record
from taskgraph.inputs import Failure, exit_code, find_sources, read_source
from taskgraph.load_view import failure_record
from taskgraph.options import takes_output, tell, write
from taskgraph.output import render_json


@click.command("extract")
@click.argument("paths", metavar="文件...", nargs=-1, required=True)
@click.option("--json", is_flag=True, expose_value=False, help="输出 JSON(也是唯一的格式)")
@click.option("--text", "with_text", is_flag=True, help="附上规范化后的全文,可核对出处")
@takes_output
def extract_command(paths: tuple[str, ...], with_text: bool, output: BinaryIO) -> None:
    """读取文件,每份文件输出一行 JSON;不用数据库,也不保存任何内容。"""
    sources = find_sources(paths)
    failures: list[Failure] = []
    for source in sources:
        read = read_source(source)
        if isinstance(read, Failure):
            failures.append(read)
            tell(f"{source}:{read.message}")
            record = failure_record(read)
        else:
            record = document_record(read.doc, read.extraction, with_text=with_text)
        write(output, render_json([record]))
    click.get_current_context().exit(exit_code(failures, len(sources)))
