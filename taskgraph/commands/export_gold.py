from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import click

from taskgraph.config import Settings
from taskgraph.correction_query import is_corrected, load_text
from taskgraph.extraction_query import load_extraction, load_meta
from taskgraph.gold import Json, gold_record
from taskgraph.lookup import resolve_document
from taskgraph.model import DocumentRow, Filters
from taskgraph.options import takes_settings, tell
from taskgraph.output import render_json
from taskgraph.query import find_documents
from taskgraph.reader import open_reader

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("gold")
@click.argument("names", metavar="[文件]...", nargs=-1)
@click.option("--corrected", is_flag=True, help="只要有更正的文件")
@click.option("-o", "--output", type=FOLDER, metavar="目录", help="每份文件写成其中的一个 .json;不写则输出到屏幕")
@takes_settings
def export_gold(settings: Settings, names: tuple[str, ...], corrected: bool, output: Path | None) -> None:
    """把已导入的文件连同更正导出为标注(gold),可用来评测和改进提取。

    不写文件则导出全部现行文件。只应导出核对过的文件:没有更正的地方,就是提取的结果。
    """
    with open_reader(settings.data_dir) as db:
        wanted = {resolve_document(db, name) for name in names}
        rows = [row for row in find_documents(db, Filters()) if not wanted or row.ref.id in wanted]
        records = [_record(db, row) for row in rows if not corrected or is_corrected(db, row.ref.version)]
    if output is None:
        click.echo(render_json(records), nl=False)
    else:
        _write_folder(output, records)
    tell(f"已导出 {len(records)} 份文件的标注")


def _record(db: sqlite3.Connection, row: DocumentRow) -> Json:
    version = row.ref.version
    name = re.split(r"[/\\!]", row.sources[0])[-1]
    return gold_record(name, load_meta(db, version), load_text(db, version), load_extraction(db, version))


def _write_folder(folder: Path, records: list[Json]) -> None:
    """Write an entry a file, named for the document's file; two of one name are told apart by a number."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [str(record["file"]) for record in records]
    for at, record in enumerate(records):
        before = names[:at].count(names[at])
        number = f".{before + 1}" if before else ""
        path = folder / f"{names[at]}{number}.json"
        path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
