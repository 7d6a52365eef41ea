from __future__ import annotations

from typing import BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.folding import fold_name
from taskgraph.options import takes_format, takes_settings, tell, write
from taskgraph.output import Format, render
from taskgraph.reader import open_reader
from taskgraph.unit_query import load_units
from taskgraph.unit_view import DOUBTS, UNITS


@click.command()
@click.option("--region", metavar="地区", help="只看名称含有这些字的地区")
@click.option("--doubtful", is_flag=True, help="只列可能是同一单位、要人判断的名称")
@takes_format
@takes_settings
def units(settings: Settings, region: str | None, doubtful: bool, form: Format, output: BinaryIO) -> None:
    """列出全部单位:地区、级别、别名、前身,和牵头、责任、配合的任务数。

    要改名、合并、加别名:duban export units -o units.csv,改后 duban import units units.csv。
    """
    with open_reader(settings.data_dir) as db:
        rows = [row for row in load_units(db) if fold_name(region or "") in fold_name(row.unit.key.region)]
    if not doubtful:
        write(output, render(UNITS, rows, form))
        tell(f"共 {len(rows)} 个单位")
        return
    from taskgraph.unit_doubts import find_unit_doubts  # noqa: PLC0415 - only doubts need the rules
    from taskgraph.units import load_unit_rules  # noqa: PLC0415 - as said

    doubts = find_unit_doubts([row.unit for row in rows], load_unit_rules())
    write(output, render(DOUBTS, doubts, form))
    tell(f"共 {len(doubts)} 处可能是同一单位。确认是的,在 units.csv 的“并入”或“别名”列写明;不是的不用管")
