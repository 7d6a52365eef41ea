from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import click

from taskgraph.inputs import Failure, Read, exit_code, find_inputs
from taskgraph.load_view import failure_record
from taskgraph.options import takes_output, tell, write
from taskgraph.output import render_json
from taskgraph.tracking.contract import iter_records
from taskgraph.tracking.model import Reading
from taskgraph.tracking.pipeline import track
from taskgraph.tracking.view import describe, show
from taskgraph.workers import Pool


@click.command("track")
@click.argument("plans", metavar="计划...", nargs=-1, required=True)
@click.argument("report", metavar="报告")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON,每项目标或任务一行")
@takes_output
def track_command(plans: tuple[str, ...], report: str, as_json: bool, output: BinaryIO) -> None:
    """对照计划和报告:每项量化目标的结果、是否完成,每项任务的进展;不用数据库,也不保存任何内容。

    计划可有多份,报告只有一份,写在最后。政府工作报告作计划时取它的安排部分,作报告时取它的回顾部分。
    """
    failures: list[Failure] = []
    with TemporaryDirectory() as spool, Pool() as pool:
        planned = _read(pool, plans, Path(spool), failures)
        reported = _read(pool, (report,), Path(spool), failures)
    if len(reported) > 1:
        raise click.UsageError(f"{report} 里有 {len(reported)} 份文件,报告只能是一份。请写出是哪一份")
    if as_json:
        write(output, render_json(map(failure_record, failures)))
    if planned and reported:
        tracking = track(planned, reported[0])
        write(output, render_json(iter_records(tracking)) if as_json else show(tracking))
        tell(describe(tracking))
    click.get_current_context().exit(exit_code(failures, pool.total))


def _read(pool: Pool, paths: Sequence[str], spool: Path, failures: list[Failure]) -> tuple[Reading, ...]:
    """Return the documents that could be read; say of the others why not, and keep them in `failures`."""
    results = tuple(pool.read(find_inputs(paths, spool)))
    refused = [result for result in results if isinstance(result, Failure)]
    for failure in refused:
        tell(f"{failure.source}:{failure.message}")
    failures += refused
    return tuple(Reading(doc=r.doc, extraction=r.extraction) for r in results if isinstance(r, Read))
