from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from taskgraph.care.checks import CHECKS, iter_faults
from taskgraph.care.index import check_index
from taskgraph.cli import main
from taskgraph.datadir import DATABASE
from taskgraph.errors import NewerStoreError, OlderStoreError
from taskgraph.model import Filters
from taskgraph.query import find_tasks
from taskgraph.reader import open_reader
from taskgraph.schema_version import SCHEMA_VERSION, load_schema_version
from taskgraph.store import MIGRATIONS, open_database, open_store

KEPT = sorted((Path(__file__).parent / "kept").glob("*.sql"))
ON_DISK = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
MADE_ANEW = {"passage", "_sqlite_migrations"}


def _rows(db: sqlite3.Connection, columns: dict[str, list[str]]) -> dict[str, list[tuple]]:
    return {name: db.execute(f"SELECT {', '.join(of)} FROM {name}").fetchall() for name, of in columns.items()}


def _columns(db: sqlite3.Connection) -> dict[str, list[str]]:
    tables = [name for (name,) in db.execute(ON_DISK) if not name.startswith("passage_fts")]
    return {
        table: [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        for table in tables
        if table not in MADE_ANEW
    }


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A data directory with a database of an earlier version."""
    with closing(sqlite3.connect(tmp_path / DATABASE)) as db:
        db.executescript(f"BEGIN; {request.param.read_text('utf-8')} COMMIT;")
    return tmp_path


@pytest.mark.parametrize("migrations", MIGRATIONS, ids=lambda migrations: migrations.name)
def test_migrations_are_numbered_in_the_order_in_which_they_are_applied(migrations) -> None:
    applied = [migration.name for migration in migrations.applied(open_database(":memory:"))]
    assert [name[:5] for name in applied] == [f"m{number:03}_" for number in range(1, len(applied) + 1)]


def test_the_version_counts_the_migrations() -> None:
    db = open_database(":memory:")
    assert sum(len(migrations.applied(db)) for migrations in MIGRATIONS) == SCHEMA_VERSION
    assert load_schema_version(db) == SCHEMA_VERSION


def test_a_database_is_kept_from_before_every_migration() -> None:
    db = open_database(":memory:")
    later = {f"before-{found.name}-{one.name}" for found in MIGRATIONS for one in found.applied(db)[1:]}
    assert later <= {path.stem for path in KEPT}, "python -m corpus keep writes what is missing"


def test_a_kept_database_comes_up_to_date_with_all_its_rows(kept: Path) -> None:
    with closing(sqlite3.connect(kept / DATABASE)) as db:
        columns = _columns(db)
        before = _rows(db, columns)
    with open_store(kept) as store:
        store.db.conn.row_factory = None
        after = _rows(store.db.conn, columns)
        assert load_schema_version(store.db) == SCHEMA_VERSION
        assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert {name: rows for name, rows in after.items() if rows[: len(before[name])] != before[name]} == {}


def test_a_kept_database_is_whole_and_found_in_once_it_is_up_to_date(kept: Path) -> None:
    with pytest.raises(OlderStoreError, match="duban serve"), open_reader(kept):
        pass
    with open_store(kept):
        pass
    with open_reader(kept) as db:
        found = find_tasks(db, Filters(text="清理河道"))
        assert [task.title for task in found] == ["清理河道和库区"]
        assert [*iter_faults(db, {**CHECKS, "检索": check_index})] == []


def test_a_migration_that_fails_leaves_the_database_as_it_was(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (kept / DATABASE).read_bytes()

    def fail(db: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("taskgraph.store.index_unindexed", fail)
    with pytest.raises(RuntimeError), open_store(kept):
        pass
    with closing(sqlite3.connect(kept / DATABASE)) as db, closing(sqlite3.connect(":memory:")) as old:
        db.execute("PRAGMA journal_mode = DELETE")
        old.deserialize(before)
        assert list(db.iterdump()) == list(old.iterdump())


@pytest.mark.parametrize("args", [("tasks",), ("load", "nothing.txt")], ids=" ".join)
def test_a_database_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path, args: tuple[str, ...]) -> None:
    with open_store(tmp_path) as store:
        store.db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = (tmp_path / DATABASE).read_bytes()
    result = CliRunner().invoke(main, ["--data-dir", str(tmp_path), *args])
    assert result.exit_code == 1
    assert "较新版本" in result.stderr
    assert (tmp_path / DATABASE).read_bytes() == before


def test_a_database_is_closed_when_it_is_refused(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    for _ in range(2):
        with pytest.raises(NewerStoreError), open_store(tmp_path):
            pass
