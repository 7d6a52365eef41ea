from __future__ import annotations

from pathlib import PurePath
from typing import Any, BinaryIO

import click

from ingest.encoding import decode
from ingest.errors import IngestError
from ingest.readers.sheets import Sheet
from ingest.readers.xlsx import find_sheets
from taskgraph.config import Settings
from taskgraph.errors import LedgerFileError
from taskgraph.ledger_file import read_csv_sheet
from taskgraph.ledger_return import Ways, take_back
from taskgraph.ledger_steps import Winner
from taskgraph.ledger_store import Scribe
from taskgraph.ledger_view import LINES, describe_return
from taskgraph.options import takes_format, takes_settings, tell, write
from taskgraph.output import Format, render
from taskgraph.reader import open_reader
from taskgraph.store import open_store
from taskgraph.viewpoint import load_viewpoint, now

SOME_LEFT = 4


@click.command()
@click.argument("file", type=click.File("rb"), metavar="文件")
@click.option("--mine", "winner", flag_value=Winner.FILE, help="导出以后库中也改了的,以台账为准(平时列出,不收回)")
@click.option("--theirs", "winner", flag_value=Winner.STORE, help="导出以后库中也改了的,以库中为准")
@click.option("--misread", is_flag=True, help="改动的完成时限都是更正读错的日期(平时改晚的记为延期)")
@click.option("--by", metavar="姓名", help="经办人")
@click.option("--dry-run", is_flag=True, help="只说明会怎样,不写入")
@takes_format
@takes_settings
def ledger(settings: Settings, file: BinaryIO, form: Format, output: BinaryIO, by: str | None, **how: Any) -> None:
    """收回 duban export ledger 导出、填好的台账:只有改动过的单元格才记录。

    状态、当前进展记为办结、进展等,改晚的完成时限记为延期,改动的单位记为更正,存在问题等和自己加的列随任务保存。
    """
    sheets = read_file(file)
    with open_store(settings.data_dir) as store, open_reader(settings.data_dir) as reader:
        ways = Ways(
            viewpoint=load_viewpoint(settings, None),
            scribe=Scribe(by, now()),
            winner=Winner(how["winner"]) if how["winner"] else None,
            misread=how["misread"],
            dry_run=how["dry_run"],
        )
        returned = take_back(store.db, reader, sheets, ways)
    if returned.lines or form is not Format.TABLE:
        write(output, render(LINES, returned.lines, form))
    for line in describe_return(returned, dry_run=how["dry_run"]):
        tell(line)
    click.get_current_context().exit(0 if returned.whole else SOME_LEFT)


def read_file(file: BinaryIO) -> list[Sheet]:
    """Return the sheets of a workbook or CSV file; raise LedgerFileError where it is neither."""
    data, name = file.read(), PurePath(str(getattr(file, "name", ""))).name
    try:
        if data.startswith(b"PK"):
            return find_sheets(data)
        return [read_csv_sheet(decode(data), PurePath(name).stem or "CSV")]
    except IngestError as error:
        raise LedgerFileError(f"{name}:{error}") from error
