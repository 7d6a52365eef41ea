from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.errors import NoStoreError, NotFoundError
from taskgraph.explain.build import Source, explain, explain_task
from taskgraph.explain.html import render_html
from taskgraph.explain.query import load_source
from taskgraph.explain.terminal import render_terminal
from taskgraph.inputs import STDIN, Failure, Read, exit_code, find_inputs
from taskgraph.lookup import resolve_document
from taskgraph.options import takes_output, takes_settings, tell, write
from taskgraph.reader import open_reader

_WIDEST = 110
_NARROWEST = 40


@click.command("explain")
@click.argument("name", metavar="文件")
@click.argument("task", metavar="[任务]", required=False)
@click.option("--html", "as_html", is_flag=True, help="输出一个独立的网页文件,可打印")
@click.option("--docbin", "as_docbin", is_flag=True, help="输出 spaCy 的 DocBin,供标注工具使用")
@takes_output
@takes_settings
def explain_command(
    settings: Settings, name: str, task: str | None, as_html: bool, as_docbin: bool, output: BinaryIO
) -> None:
    """在原文上标出提取到的单位、时限和指标,并列出每一条的读法、规则和置信度。

    文件可写路径(不用数据库),或已导入文件的编号、文号、标题。任务写序号(如 3.1)、编号的开头或标题。
    """
    if as_docbin and (as_html or task):
        raise click.UsageError("--docbin 输出整份文件,不能与 --html 或任务同用")
    source = _read_file(name) if name == STDIN or Path(name).exists() else _load(settings, name)
    if as_docbin:
        write(output, _render_docbin(source))
        return
    explanation = explain_task(source, task) if task else explain(source)
    if as_html:
        write(output, render_html(explanation).encode())
        return
    width = min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)
    colour = output.isatty() and "NO_COLOR" not in os.environ
    write(output, render_terminal(explanation, width=width, colour=colour).encode())


def _read_file(path: str) -> Source:
    """Read a file; where it cannot be read, say why and end."""
    from taskgraph.workers import Pool  # noqa: PLC0415 - a stored document is not read again

    with TemporaryDirectory() as spool, Pool() as pool:
        results = tuple(pool.read(find_inputs((path,), Path(spool))))
    if len(results) != 1:
        raise click.UsageError(f"{path} 里有 {len(results)} 份文件,一次只能看一份。请写出是哪一份")
    result = results[0]
    if isinstance(result, Failure):
        tell(f"{result.source}:{result.message}")
        click.get_current_context().exit(exit_code([result], 1))
    if not isinstance(result, Read):
        raise TypeError(f"a pool that knows no files gave {result!r}")
    meta = result.doc.meta
    about = (meta.doc_number, meta.issuer, meta.type.value, result.doc.source)
    return Source(
        title=meta.title or result.doc.source,
        about=tuple(part for part in about if part),
        text=result.doc.text,
        extraction=result.extraction,
    )


def _load(settings: Settings, name: str) -> Source:
    try:
        with open_reader(settings.data_dir) as db:
            return load_source(db, resolve_document(db, name))
    except NoStoreError as problem:
        raise NotFoundError(f"没有“{name}”这个文件;{problem}") from problem


def _render_docbin(source: Source) -> bytes:
    from extract.nlp import load_nlp, mark_text, write_docbin  # noqa: PLC0415 - loads spaCy

    return write_docbin([mark_text(load_nlp(), source.text, source.extraction)])
