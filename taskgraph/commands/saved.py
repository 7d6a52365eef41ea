from __future__ import annotations

from typing import BinaryIO

import click

from taskgraph.cli import Entry, LazyGroup
from taskgraph.config import Settings
from taskgraph.filter_query import ask
from taskgraph.filter_view import describe_filters
from taskgraph.options import parse_filters, takes_format, takes_settings, tell, write
from taskgraph.output import Column, Format, View, render
from taskgraph.reader import open_reader
from taskgraph.saved_query import SavedSearch, load_saved, resolve_saved

SAVED: View[SavedSearch] = View(
    (
        Column("名称", lambda saved: saved.name),
        Column("条件", lambda saved: describe_filters(parse_filters(saved.options))),
    ),
    lambda saved: {"name": saved.name, "options": list(saved.options)},
)


@click.group(
    cls=LazyGroup,
    entries={
        "add": Entry("taskgraph.commands.saved:add", "保存一组查询条件"),
        "list": Entry("taskgraph.commands.saved:list_saved", "列出保存的查询"),
        "remove": Entry("taskgraph.commands.saved:remove", "删除一个保存的查询"),
    },
)
def saved() -> None:
    """给常用的查询条件起名,以后在清单和导出中用 --saved 名称。"""


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("name", metavar="名称")
@click.argument("options", metavar="-- 条件...", nargs=-1, type=click.UNPROCESSED)
@click.option("--dry-run", is_flag=True, help="只检查条件,不保存")
@takes_settings
def add(settings: Settings, name: str, options: tuple[str, ...], dry_run: bool) -> None:
    """保存一组查询条件,如:duban saved add 水利局牵头 -- --unit 县水利局 --role lead"""
    filters = parse_filters(options)
    described = describe_filters(filters)
    if not name.strip() or not described:
        raise click.UsageError("请写出名称和至少一个条件,如 duban saved add 水利局牵头 -- --unit 县水利局 --role lead")
    with open_reader(settings.data_dir) as db:
        ask(db, filters)
    if not dry_run:
        from taskgraph.saved_store import save_search  # noqa: PLC0415 - loads sqlite-utils
        from taskgraph.store import open_store  # noqa: PLC0415 - as above

        with open_store(settings.data_dir) as store:
            save_search(store.db, SavedSearch(name, options))
    tell(f"{'将保存' if dry_run else '已保存'}“{name}”({described})")


@click.command("list")
@takes_format
@takes_settings
def list_saved(settings: Settings, form: Format, output: BinaryIO) -> None:
    """列出保存的查询。"""
    with open_reader(settings.data_dir) as db:
        rows = load_saved(db)
    write(output, render(SAVED, rows, form))
    tell(f"共 {len(rows)} 个")


@click.command()
@click.argument("name", metavar="名称")
@click.option("--dry-run", is_flag=True, help="只说明会删除什么,不删除")
@takes_settings
def remove(settings: Settings, name: str, dry_run: bool) -> None:
    """删除一个保存的查询。"""
    with open_reader(settings.data_dir) as db:
        found = resolve_saved(db, name)
    if not dry_run:
        from taskgraph.saved_store import remove_search  # noqa: PLC0415 - loads sqlite-utils
        from taskgraph.store import open_store  # noqa: PLC0415 - as above

        with open_store(settings.data_dir) as store:
            remove_search(store.db, found.name)
    tell(f"{'将删除' if dry_run else '已删除'}“{found.name}”")
