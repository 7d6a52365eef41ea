from __future__ import annotations

import sqlite3
import sys
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from extract.model import Extraction
from ingest.store import Change, document_id, original_path
from taskgraph.datadir import DATABASE
from taskgraph.errors import LockedError
from taskgraph.model import Filters
from taskgraph.query import find_documents, find_tasks
from taskgraph.store import Store, forget_document, load_document, open_rehearsal, open_store

TABLES = ("version", "block", "task", "assignment", "deadline", "target", "unit", "assignment_unit", "passage")


def _counts(store: Store) -> dict[str, int]:
    return {table: store.db.table(table).count for table in (*TABLES, "passage_fts")}


def test_a_loaded_document_gives_its_tasks_back_as_they_were(store, load, plan) -> None:
    load(plan)
    rows = find_tasks(store.db.conn, Filters())
    tasks = plan.extraction.tasks
    assert [(row.id, row.title, row.path, row.kind, row.span) for row in rows] == [
        (task.id, task.title, task.path, task.kind, task.span) for task in tasks
    ]
    assert [row.deadlines for row in rows] == [task.deadlines for task in tasks]
    assert [row.targets for row in rows] == [task.targets for task in tasks]
    assert all(row.quote == row.span.of(plan.doc.text) for row in rows)


def test_the_original_is_kept(store, load, plan) -> None:
    load(plan)
    assert original_path(store.files, plan.doc.sha256).read_bytes() == plan.data


def test_loading_twice_changes_nothing_but_the_sources(store, load, plan) -> None:
    load(plan)
    before = _counts(store)
    again = load(replace(plan, doc=replace(plan.doc, source="copy.docx")))
    assert again.version.change is Change.UNCHANGED
    assert _counts(store) == before
    assert find_documents(store.db.conn, Filters())[0].sources == ("plan.txt", "copy.docx")


@pytest.fixture
def second_version(make_plan):
    first = make_plan()
    text = first.doc.text.replace("12月底前改造不少于40户", "11月底前改造不少于50户")
    return replace(first, doc=replace(first.doc, text=text), extraction=Extraction((first.extraction.tasks[0],)))


def test_a_new_version_keeps_unchanged_tasks_and_retires_vanished_ones(store, load, plan, second_version) -> None:
    load(plan)
    loaded = load(second_version)
    assert (loaded.version.change, loaded.tied.retired) == (Change.SUPERSEDED, 2)
    assert [row.id for row in find_tasks(store.db.conn, Filters())] == [plan.extraction.tasks[0].id]
    assert store.db.table("task").count == 4


def test_the_state_of_a_past_day_is_that_of_its_version(store, load, plan, second_version, now) -> None:
    load(plan, now=now)
    load(second_version, now=now + timedelta(days=10))
    past = find_tasks(store.db.conn, Filters(as_of=now.date() + timedelta(days=3)))
    assert len(past) == 3
    assert find_tasks(store.db.conn, Filters(as_of=plan.doc.meta.written - timedelta(days=1))) == ()


def test_a_text_is_there_from_its_own_date_on_even_if_it_was_loaded_later(
    store, load, plan, second_version, now
) -> None:
    written = plan.doc.meta.written
    revised = replace(second_version.doc, meta=replace(plan.doc.meta, written=written + timedelta(days=60)))
    load(plan, now=now + timedelta(days=90))
    load(replace(second_version, doc=revised), now=now + timedelta(days=90))
    counts = [len(find_tasks(store.db.conn, Filters(as_of=written + timedelta(days=n)))) for n in (-1, 0, 59, 60, 200)]
    assert counts == [0, 3, 3, 1, 1]


def test_a_document_that_fails_half_way_leaves_nothing(store, load, plan) -> None:
    twice = Extraction((plan.extraction.tasks[0], plan.extraction.tasks[0]))
    with pytest.raises(sqlite3.IntegrityError):
        load(replace(plan, extraction=twice))
    assert set(_counts(store).values()) == {0}


def test_the_order_of_loading_does_not_matter(store, load, make_plan, report, tmp_path: Path, now) -> None:
    other = make_plan(key="柳政发〔2026〕1号", issuer="柳溪县人民政府", title="柳溪县工作要点")
    for sample in (make_plan(), report, other):
        load(sample)
    one = [replace(row, row=0) for row in find_tasks(store.db.conn, Filters())]
    with open_store(tmp_path / "second") as second:
        for sample in (other, report, make_plan()):
            load_document(second, sample.doc, sample.extraction, sample.data, now=now)
        second.db.conn.row_factory = sqlite3.Row
        two = [replace(row, row=0) for row in find_tasks(second.db.conn, Filters())]
    assert [_shown(row) for row in one] == [_shown(row) for row in two]


def _shown(row) -> tuple[object, ...]:
    return row.id, row.title, row.document.key, [(a.unit, a.canonical, a.role) for a in row.assignments]


def test_forgetting_a_document_leaves_no_trace(store, load, plan, report) -> None:
    load(report)
    before = _counts(store)
    load(plan)
    forget_document(store, document_id(plan.doc.key))
    assert _counts(store) == before
    assert not original_path(store.files, plan.doc.sha256).exists()
    assert original_path(store.files, report.doc.sha256).exists()


def test_a_removal_that_fails_half_way_removes_nothing(store, load, plan) -> None:
    def fail(_db: object) -> None:
        raise RuntimeError

    load(plan)
    with pytest.raises(RuntimeError):
        forget_document(store, document_id(plan.doc.key), first=fail)
    assert len(find_tasks(store.db.conn, Filters())) == 3
    assert original_path(store.files, plan.doc.sha256).read_bytes() == plan.data


def test_only_one_process_writes_at_a_time(tmp_path: Path) -> None:
    with open_store(tmp_path), pytest.raises(LockedError, match="正在写入"), open_store(tmp_path):
        pass
    with open_store(tmp_path):
        pass


def test_what_is_written_of_people_waits_for_a_transaction_that_has_only_read(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, closing(sqlite3.connect(tmp_path / DATABASE, timeout=0)) as other:
        with store.db.atomic():
            assert store.db.table("document").count == 0
            with suppress(sqlite3.OperationalError):
                other.execute("INSERT INTO audit (at, who, address, deed, object) VALUES ('', '', '', '', '')")
                other.commit()
            store.db.table("saved_search").insert({"name": "应急", "options": "[]"})
        assert store.db.table("saved_search").count == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights of files")
@pytest.mark.parametrize("there", [True, False], ids=["in a folder of the office's", "in a new folder"])
def test_other_users_of_the_machine_cannot_read_the_database(tmp_path: Path, *, there: bool) -> None:
    data_dir = tmp_path / "data"
    if there:
        data_dir.mkdir(mode=0o755)
    with open_store(data_dir):
        made = [*data_dir.glob(f"{DATABASE}*")]
    assert len(made) > 1
    assert {path.stat().st_mode & 0o077 for path in made if path.exists()} == {0}
    assert data_dir.stat().st_mode & 0o777 == (0o755 if there else 0o700)


def test_a_rehearsal_needs_no_lock_and_keeps_nothing(tmp_path: Path, plan, now) -> None:
    data_dir = tmp_path / "data"
    with open_store(data_dir) as store:
        with open_rehearsal(data_dir) as copy:
            load_document(copy, plan.doc, plan.extraction, plan.data, now=now)
            assert len(find_tasks(copy.db.conn, Filters())) == 3
        assert find_tasks(store.db.conn, Filters()) == ()
    assert not (data_dir / "files").exists()


def test_a_rehearsal_where_nothing_is_makes_nothing(tmp_path: Path) -> None:
    with open_rehearsal(tmp_path / "data") as copy:
        assert find_tasks(copy.db.conn, Filters()) == ()
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 5000)], ids=str
)
def test_the_database_is_opened_with(tmp_path: Path, pragma: str, value: object) -> None:
    with open_store(tmp_path) as store:
        assert store.db.execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_all_tables_are_strict(store) -> None:
    listed = store.db.execute("SELECT name, strict, type FROM pragma_table_list WHERE schema = 'main'").fetchall()
    loose = {row[0] for row in listed if not row[1] and row[2] == "table"}
    assert loose <= {"sqlite_schema", "sqlite_sequence", "_sqlite_migrations"}
