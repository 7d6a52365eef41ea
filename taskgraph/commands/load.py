from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import BinaryIO

import click

from taskgraph.config import Settings
from taskgraph.inputs import Failure, Read, exit_code, find_sources, read_source
from taskgraph.load_view import LOADS, describe_load, failure_record
from taskgraph.loading import LoadReport, foresee_load, load_read
from taskgraph.options import takes_format, takes_settings, tell, write
from taskgraph.output import Format, render, render_json
from taskgraph.store import open_store


@click.command()
@click.argument("paths", metavar="文件...", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="只说明会导入什么,不写入")
@takes_format
@takes_settings
def load(settings: Settings, paths: tuple[str, ...], dry_run: bool, form: Format, output: BinaryIO) -> None:
    """导入文件或文件夹;读不了的文件逐个说明原因,其余照常导入。"""
    sources = find_sources(paths)
    if dry_run:
        results = _load_all(sources, lambda read: foresee_load(settings.data_dir, read))
    else:
        with open_store(settings.data_dir) as store:
            results = _load_all(sources, lambda read: load_read(store, read))
    failures = [result for result in results if isinstance(result, Failure)]
    reports = [result for result in results if isinstance(result, LoadReport)]
    failed = render_json(map(failure_record, failures)) if form is Format.JSON else b""
    write(output, render(LOADS, reports, form) + failed)
    for line in describe_load(reports, failures, dry_run=dry_run):
        tell(line)
    click.get_current_context().exit(exit_code(failures, len(sources)))


def _load_all(sources: Sequence[str], keep: Callable[[Read], LoadReport]) -> list[LoadReport | Failure]:
    results: list[LoadReport | Failure] = []
    with click.progressbar(sources, label="导入", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        for source in bar:
            read = read_source(source)
            results.append(read if isinstance(read, Failure) else keep(read))
    return results
