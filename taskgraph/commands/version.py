from __future__ import annotations

import platform
import sqlite3
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version

import click

from taskgraph.schema_version import SCHEMA_VERSION


@click.command()
def version() -> None:
    """显示 Duban、数据结构、Python 和 SQLite 的版本。"""
    click.echo(
        f"duban {find_version()} (数据结构 {SCHEMA_VERSION}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version})"
    )


def find_version() -> str:
    try:
        return installed_version("duban")
    except PackageNotFoundError:
        return "(未安装)"
