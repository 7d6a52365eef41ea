from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest.store import document_id, original_path
from taskgraph.care import backup
from taskgraph.care.archive import MANIFEST
from taskgraph.cli import main
from taskgraph.datadir import DATABASE, FILES
from taskgraph.reader import open_reader
from taskgraph.store import forget_document, open_store


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def dump(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as db:
        return list(db.iterdump())


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "backup.zip"


def test_a_backup_has_everything_and_says_the_hash_of_each(filled: Path, archive: Path, plan, report) -> None:
    (filled / "duban.toml").write_text("lights = 'pace'\n", encoding="utf-8")
    (filled / "templates").mkdir()
    (filled / "templates" / "督办单.docx").write_bytes(b"PK")
    (filled / ".editing").write_bytes(b"left by an editor")
    assert run("backup", "-o", archive).exit_code == 0
    with zipfile.ZipFile(archive) as packed:
        members = {member["name"] for member in json.loads(packed.read(MANIFEST))["members"]}
        assert set(packed.namelist()) == members | {MANIFEST}
    originals = {original_path(Path(FILES), sample.doc.sha256).as_posix() for sample in (plan, report)}
    assert members == {DATABASE, "duban.toml", "templates/督办单.docx"} | originals


def test_the_same_data_give_the_same_bytes(filled: Path, tmp_path: Path) -> None:
    run("backup", "-o", tmp_path / "1.zip")
    run("tasks")
    run("backup", "-o", tmp_path / "2.zip")
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()


def test_a_backup_is_taken_while_another_process_writes(filled: Path, archive: Path, now) -> None:
    with open_store(filled) as store, store.db.atomic():
        store.db.execute("DELETE FROM saved_search")
        store.db.execute("INSERT INTO saved_search VALUES ('写了一半', '[]')")
        assert run("backup", "-o", archive).exit_code == 0
    run("restore", archive, "--data-dir", archive.parent / "restored")
    with open_reader(archive.parent / "restored") as db:
        assert db.execute("SELECT count(*) FROM saved_search").fetchone()[0] == 0


def test_a_backup_comes_back_with_the_same_rows_and_files(filled: Path, archive: Path) -> None:
    run("backup", "-o", archive)
    restored = archive.parent / "restored"
    result = run("restore", archive, "--data-dir", restored)
    assert result.exit_code == 0
    assert dump(restored / DATABASE) == dump(filled / DATABASE)
    files = [path.relative_to(filled) for path in filled.rglob("*") if path.is_file()]
    assert sorted(files) == sorted(path.relative_to(restored) for path in restored.rglob("*") if path.is_file())
    assert run("check", "--data-dir", restored).exit_code == 0
    calendar = [run("export", "calendar", "--data-dir", place).stdout_bytes for place in (filled, restored)]
    assert calendar[0] == calendar[1]


def test_sessions_stay_out_of_a_backup(filled: Path, archive: Path) -> None:
    with open_store(filled) as store, store.db.atomic():
        user = {"name": "林晓", "role": "clerk", "password": "hash", "added_at": "2026-03-01T09:00:00+08:00"}
        store.db.table("user").insert(user)
        moment = "2026-03-02T09:00:00+08:00"
        store.db.table("session").insert({"hash": "s" * 43, "user": "林晓", "begun_at": moment, "used_at": moment})
    run("backup", "-o", archive)
    assert b"s" * 43 in (filled / DATABASE).read_bytes()
    with zipfile.ZipFile(archive) as packed:
        assert b"s" * 43 not in packed.read(DATABASE)
        assert "林晓".encode() in packed.read(DATABASE)


def test_only_its_owner_may_read_a_backup(filled: Path, archive: Path) -> None:
    run("backup", "-o", archive)
    assert archive.stat().st_mode & 0o077 == 0


def test_a_folder_gets_a_backup_named_by_the_time(filled: Path, tmp_path: Path) -> None:
    run("backup", "-o", tmp_path)
    assert len(list(tmp_path.glob("duban-20*.zip"))) == 1


def test_a_damaged_original_is_told_and_the_rest_is_kept(filled: Path, archive: Path, plan, report) -> None:
    original_path(filled / FILES, plan.doc.sha256).unlink()
    original_path(filled / FILES, report.doc.sha256).write_bytes(b"other")
    result = run("backup", "-o", archive)
    assert result.exit_code == 7
    assert "plan.txt:原件" in result.stderr
    assert "report.txt:原件" in result.stderr
    assert run("restore", archive, "--data-dir", archive.parent / "restored").exit_code == 0


def test_a_document_that_is_removed_meanwhile_is_in_no_half(
    filled: Path, archive: Path, plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy_then_remove(data_dir: Path, copy: Path, told) -> None:
        copy_database(data_dir, copy, told)
        monkeypatch.setattr(backup, "copy_database", copy_database)
        with open_store(data_dir) as store:
            forget_document(store, document_id(plan.doc.key))

    copy_database = backup.copy_database
    monkeypatch.setattr(backup, "copy_database", copy_then_remove)
    assert run("backup", "-o", archive).exit_code == 0
    run("restore", archive, "--data-dir", archive.parent / "restored")
    assert run("check", "--data-dir", archive.parent / "restored").exit_code == 0


@pytest.mark.parametrize(("place", "told"), [("data/backup.zip", "不能放在数据目录里"), ("nowhere/b.zip", "不存在")])
def test_a_place_that_cannot_hold_a_backup_is_refused(filled: Path, tmp_path: Path, place: str, told: str) -> None:
    result = run("backup", "-o", tmp_path / place)
    assert result.exit_code == 1
    assert told in result.stderr


def test_a_backup_that_breaks_off_leaves_the_former_one(
    filled: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("backup", "-o", archive)
    before = archive.read_bytes()

    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_pack", fail)
    result = run("backup", "-o", archive)
    assert result.exit_code == 1
    assert "备份没有写成" in result.stderr
    assert archive.read_bytes() == before
    assert [path.name for path in archive.parent.iterdir() if path.name.startswith(".duban")] == []
