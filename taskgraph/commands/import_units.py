from __future__ import annotations

from typing import BinaryIO

import click

from taskgraph.commands.import_ledger import read_file
from taskgraph.config import Settings
from taskgraph.errors import UnitsFileError
from taskgraph.options import takes_settings, tell
from taskgraph.store import open_rehearsal, open_store
from taskgraph.unit_edits import take_lines
from taskgraph.units import load_unit_rules
from taskgraph.units_file import read_lines


@click.command("units")
@click.argument("file", type=click.File("rb"), metavar="文件")
@click.option("--dry-run", is_flag=True, help="只说明会改什么,不写入")
@takes_settings
def import_units(settings: Settings, file: BinaryIO, dry_run: bool) -> None:
    """收回 duban export units 导出、改好的单位表;有一处不对就整份不收,逐行说明。"""
    sheet, rules = read_file(file)[0], load_unit_rules()
    with (open_rehearsal if dry_run else open_store)(settings.data_dir) as store:
        edited = take_lines(
            store.db, lambda known, registry: read_lines(sheet, known, registry, rules), dry_run=dry_run
        )
    if edited.problems:
        raise UnitsFileError("\n".join(("单位表没有收回:", *map(str, edited.problems))))
    for change in (*edited.known, *edited.changes):
        tell(change)
    tell(f"{'将改' if dry_run else '已改'} {len(edited.changes)} 处" if edited.changes else "没有改动")
