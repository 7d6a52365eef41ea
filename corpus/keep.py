"""Databases of earlier versions, as SQL that a person can read, for the tests of migrations.

A kept one is never written again: it stands for the databases that offices have. Before a release that has a new
migration, `python -m corpus keep` writes down what that migration will find.
"""

from __future__ import annotations

import re
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database, Migrations
from xlsxwriter import Workbook

from corpus.command import DUBAN
from corpus.manifest import HERE
from taskgraph.datadir import DATABASE
from taskgraph.folding import tokens
from taskgraph.search import TASK_TIER
from taskgraph.store import MIGRATIONS

KEPT = HERE.parent / "tests" / "taskgraph" / "kept"
_PLAN = """青政发〔2026〕7号

青山县2026年河湖治理工作要点

为贯彻《江南省河湖保护条例》,提出以下要点。

一、重点任务

1.清理河道。6月底前清理河道不少于40公里。

牵头单位:县水利局

责任单位:各乡镇

2.整治排污口。12月底前完成整治12个,每月25日前报送进展。

牵头单位:县环保局

配合单位:县水利局
"""
_TEXTS = {
    "要点.txt": _PLAN,
    "修订.txt": _PLAN.replace("清理河道。6月底前清理河道", "清理河道和库区。6月底前清理河道和库区"),
    "总结.txt": "青山县2026年上半年河湖治理工作总结\n\n截至6月底,已清理河道26公里,整治排污口5个。\n",
    "units.csv": "地区,标准名称,名称,级别,上级单位,集体,别名\n青山县,水利局,青山县水利局,县,,,水务局\n",
}
_LEDGER = (
    ("序号", "任务内容", "牵头单位", "完成时限", "进展情况", "督查单位"),
    ("1", "修复堤防12公里", "县水利局", "2026年9月底前", "正在施工", "督查一组"),
)
_STEPS = (
    "load 要点.txt",
    "report 清理河道 accept --on 2026-03-10 --by 林晓",
    "load 修订.txt 总结.txt",
    "report 整治排污口 extend --on 2026-06-20 --due 2027-01-31 --reason 汛期 --by 林晓",
    "correct 整治排污口 lead 县生态环境局 --by 林晓",
    "import units units.csv",
    "import ledger 台账.xlsx --on 2026-03-20 --by 林晓",
    "saved add 水利 --unit 县水利局",
)
_MOMENT = re.compile(r"20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d:\d\d)?")
_NOW = "2026-07-01T09:00:00+08:00"  # in the place of when the command ran
_TABLES = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
_ADD_TOKENS = "INSERT INTO passage_fts (rowid, body) VALUES ({}, '{}');"
_MADE_BY = """
SELECT sql FROM sqlite_master
WHERE sql IS NOT NULL AND name NOT GLOB '*_fts_*' AND name NOT LIKE 'sqlite_%' ORDER BY rowid
"""


def keep_databases(folder: Path = KEPT) -> Iterator[Path]:
    """Write, for every migration that has none yet, a database that lacks it and what follows; yield the paths."""
    wanted = [(found, name) for found in MIGRATIONS for name in _names(found)[1:]]
    missing = [(found, name) for found, name in wanted if not _path(folder, found, name).exists()]
    if not missing:
        return
    with TemporaryDirectory() as work:
        full = _fill(Path(work))
        for found, name in missing:
            path = _path(folder, found, name)
            path.write_text("\n".join(_iter_sql(full, found, name)) + "\n", "utf-8")
            yield path


def _names(migrations: Migrations) -> list[str]:
    return [migration.name for migration in migrations.pending(Database(memory=True))]


def _path(folder: Path, migrations: Migrations, name: str) -> Path:
    return folder / f"before-{migrations.name}-{name}.sql"


def _fill(work: Path) -> sqlite3.Connection:
    """Return a database of the newest version in which a little of everything has happened."""
    for name, text in _TEXTS.items():
        (work / name).write_text(text, "utf-8")
    with Workbook(work / "台账.xlsx") as book:
        book.set_properties({"created": datetime.fromisoformat(_NOW)})
        sheet = book.add_worksheet()
        for row, cells in enumerate(_LEDGER):
            sheet.write_row(row, 0, cells)
    for step in _STEPS:
        subprocess.run([*DUBAN, "--data-dir", "data", *step.split()], cwd=work, check=True, capture_output=True)
    return sqlite3.connect(work / "data" / DATABASE)


def _iter_sql(full: sqlite3.Connection, migrations: Migrations, stop_before: str) -> Iterator[str]:
    """Yield what makes a database that lacks a migration and those after it, with the rows of `full`."""
    old = Database(memory=True)
    for found in MIGRATIONS:
        found.apply(old, stop_before=stop_before if found is migrations else None)
    yield from (f"{sql};" for (sql,) in old.execute(_MADE_BY))
    for (table,) in old.execute(_TABLES).fetchall():
        if not table.startswith("passage_fts"):
            yield from _iter_rows(full if table != "_sqlite_migrations" else old.conn, old, table)
    yield from _iter_tokens(full, old)
    yield f"PRAGMA user_version = {old.execute('SELECT count(*) FROM _sqlite_migrations').fetchone()[0]};"


def _iter_rows(source: sqlite3.Connection, old: Database, table: str) -> Iterator[str]:
    """Yield the rows of a table, as far as it had columns for them."""
    names = [f'"{column.name}"' for column in old.table(table).columns]
    quoted = ", ".join(f"quote({name})" for name in names)
    for row in source.execute(f'SELECT {quoted} FROM "{table}" ORDER BY {names[0]}'):
        yield f'INSERT INTO "{table}" ({", ".join(names)}) VALUES ({_MOMENT.sub(_NOW, ", ".join(row))});'


def _iter_tokens(full: sqlite3.Connection, old: Database) -> Iterator[str]:
    """Yield what fills the index of passages, of which SQL cannot read back the words."""
    if not old.table("passage").exists():
        return
    titled = "title" in old.table("passage").columns_dict
    for rank, title, folded in full.execute("SELECT id, title, folded FROM passage ORDER BY id"):
        if titled and title is not None:
            yield _ADD_TOKENS.format(rank - TASK_TIER, tokens(title))
        yield _ADD_TOKENS.format(rank, tokens(folded))
