from __future__ import annotations

from typing import Any, BinaryIO

import click

from ingest.errors import IngestError
from ingest.readers.sheets import Sheet
from taskgraph.commands.report import PastDay
from taskgraph.config import Settings
from taskgraph.errors import SOME_LEFT, LedgerFileError
from taskgraph.inputs import shown_name
from taskgraph.ledger_foreign import read_mapping
from taskgraph.ledger_return import Ways
from taskgraph.ledger_steps import Winner
from taskgraph.ledger_store import Scribe
from taskgraph.ledger_taking import Taken, read_sheets, take_ledger
from taskgraph.ledger_view import LINES, describe_return
from taskgraph.options import takes_format, takes_settings, tell, write
from taskgraph.output import Format, render
from taskgraph.store import open_store
from taskgraph.terms import CHANGES
from taskgraph.viewpoint import load_viewpoint, now


@click.command()
@click.argument("file", type=click.File("rb"), metavar="文件")
@click.option(
    "--map", "pairs", multiple=True, metavar="列=列", help="单位自己的台账哪一列是什么,如 任务内容=事项;只需写一次"
)
@click.option("--mine", "winner", flag_value=Winner.FILE, help="导出以后库中也改了的,以台账为准(平时列出,不收回)")
@click.option("--theirs", "winner", flag_value=Winner.STORE, help="导出以后库中也改了的,以库中为准")
@click.option("--misread", is_flag=True, help="改动的完成时限都是更正读错的日期(平时改晚的记为延期)")
@click.option("--on", type=PastDay(), metavar="日期", help="台账反映的是哪一天的情况(平时为台账的日期或今天)")
@click.option("--by", metavar="姓名", help="经办人")
@click.option("--dry-run", is_flag=True, help="只说明会怎样,不写入")
@takes_format
@takes_settings
def ledger(settings: Settings, file: BinaryIO, form: Format, output: BinaryIO, by: str | None, **how: Any) -> None:
    """收回 duban export ledger 导出、填好的台账,或收下单位自己的台账。

    自己导出的,只有改动过的单元格才记录:状态、当前进展记为办结、进展等,改晚的完成时限记为延期,改动的单位记为更正,存在问题等和自己加的列随任务保存。
    单位自己的,每行是一项任务,进展、问题和其余各列随任务保存。
    """
    data, name = file.read(), shown_name(str(getattr(file, "name", "-")))
    ways = Ways(
        viewpoint=load_viewpoint(settings, None),
        scribe=Scribe(by, now()),
        winner=Winner(how["winner"]) if how["winner"] else None,
        misread=how["misread"],
        on=how["on"],
        dry_run=how["dry_run"],
    )
    with open_store(settings.data_dir) as store:
        taken = take_ledger(store, data, name, read_mapping(how["pairs"]), ways)
    _tell_adopted(taken, name)
    returned = taken.returned
    if returned.lines or form is not Format.TABLE:
        write(output, render(LINES, returned.lines, form))
    for line in describe_return(returned, dry_run=ways.dry_run):
        tell(line)
    click.get_current_context().exit(0 if returned.whole else SOME_LEFT)


def _tell_adopted(taken: Taken, name: str) -> None:
    """Say which document an office's own ledger became, and which columns are its own."""
    if taken.report:
        change = CHANGES[taken.report.change.value]
        tell(f"{taken.report.title or name}({taken.report.document},{change}):{taken.report.tasks} 项任务")
    if taken.own:
        tell(f"自己的列:{'、'.join(taken.own)}(其中有我们的列,请用 --map 写明)")


def read_file(file: BinaryIO) -> list[Sheet]:
    """Return the sheets of a workbook or CSV file; raise LedgerFileError where it is neither."""
    name = shown_name(str(getattr(file, "name", "-")))
    try:
        return read_sheets(file.read(), name)
    except IngestError as error:
        raise LedgerFileError(f"{name}:{error}") from error
