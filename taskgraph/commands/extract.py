from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import click

from extract.contract import document_record
from taskgraph.inputs import Failure, Read, exit_code, find_inputs
from taskgraph.load_view import failure_record
from taskgraph.options import takes_output, tell, write
from taskgraph.output import render_json
from taskgraph.workers import Pool


@click.command("extract")
@click.argument("paths", metavar="文件...", nargs=-1, required=True)
@click.option("--json", is_flag=True, expose_value=False, help="输出 JSON(也是唯一的格式)")
@click.option("--text", "with_text", is_flag=True, help="附上规范化后的全文,可核对出处")
@takes_output
def extract_command(paths: tuple[str, ...], with_text: bool, output: BinaryIO) -> None:
    """读取文件,每份文件输出一行 JSON;不用数据库,也不保存任何内容。"""
    failures: list[Failure] = []
    with TemporaryDirectory() as spool, Pool() as pool:
        for result in pool.read(find_inputs(paths, Path(spool))):
            if isinstance(result, Failure):
                failures.append(result)
                tell(f"{result.source}:{result.message}")
                record = failure_record(result)
            elif isinstance(result, Read):
                record = document_record(result.doc, result.extraction, with_text=with_text)
            write(output, render_json([record]))
    click.get_current_context().exit(exit_code(failures, pool.total))
