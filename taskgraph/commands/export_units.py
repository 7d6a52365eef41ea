from __future__ import annotations

from typing import BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.options import takes_output, takes_settings, tell, write
from taskgraph.output import Format, render
from taskgraph.reader import open_reader
from taskgraph.unit_query import load_units
from taskgraph.unit_view import UNITS


@click.command("units")
@takes_output
@takes_settings
def export_units(settings: Settings, output: BinaryIO) -> None:
    """把单位导出为 units.csv,可用 Excel 修改:名称、级别、上级单位、集体、别名、前身、并入。"""
    with open_reader(settings.data_dir) as db:
        rows = load_units(db)
    write(output, render(UNITS, rows, Format.CSV))
    tell(f"已写出 {len(rows)} 个单位。地区、标准名称两列不要改;改好后用 duban import units 收回")
