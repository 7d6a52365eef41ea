from __future__ import annotations

import click

from taskgraph.config import Settings
from taskgraph.lookup import resolve_document
from taskgraph.model import Filters
from taskgraph.options import takes_settings, tell
from taskgraph.query import count_tasks, find_documents
from taskgraph.reader import open_reader
from taskgraph.store import open_store
from taskgraph.undoing import remove_document
from taskgraph.viewpoint import now


@click.command()
@click.argument("name", metavar="文件")
@click.option("--dry-run", is_flag=True, help="只说明会删除什么,不删除")
@takes_settings
def remove(settings: Settings, name: str, dry_run: bool) -> None:
    """删除一份文件的全部版本、任务和原件。"""
    with open_reader(settings.data_dir) as db:
        document = resolve_document(db, name)
        title = find_documents(db, Filters(doc=document))[0].ref.name
        tasks = count_tasks(db, document)
    if not dry_run:
        with open_store(settings.data_dir) as store:
            remove_document(store, document, now=now())
    tell(f"{'将删除' if dry_run else '已删除'}《{title}》({document})和它的 {tasks} 项任务")
