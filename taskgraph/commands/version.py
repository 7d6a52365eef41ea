from __future__ import annotations

import platform
import sqlite3
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version

import click


@click.command()
def version() -> None:
    """显示 Duban、Python 和 SQLite 的版本。"""
    try:
        number = installed_version("duban")
    except PackageNotFoundError:
        number = "(未安装)"
    click.echo(f"duban {number} (Python {platform.python_version()}, SQLite {sqlite3.sqlite_version})")
