from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.store import keep_original
from taskgraph.cli import main
from taskgraph.disk import explain_refusal
from taskgraph.errors import DamagedStoreError, DiskError, LockedError


@pytest.mark.parametrize(
    ("error", "kind", "told"),
    [
        (sqlite3.OperationalError("database or disk is full"), DiskError, "磁盘已满"),
        (sqlite3.OperationalError("attempt to write a readonly database"), DiskError, "不能写入"),
        (sqlite3.OperationalError("unable to open database file"), DiskError, "不能写入"),
        (sqlite3.OperationalError("disk I/O error"), DiskError, "无法使用"),
        (sqlite3.OperationalError("database is locked"), LockedError, "稍后再试"),
        (sqlite3.DatabaseError("file is not a database"), DamagedStoreError, "已损坏"),
        (OSError(errno.ENOSPC, "No space left on device"), DiskError, "磁盘已满"),
        (PermissionError(errno.EACCES, "Permission denied", "/srv/duban"), DiskError, "/srv/duban"),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), type(None), "None"),
    ],
    ids=str,
)
def test_what_a_disk_refuses_is_told(error: Exception, kind: type, told: str) -> None:
    explained = explain_refusal(error)
    assert isinstance(explained, kind)
    assert told in str(explained)


def test_an_original_that_does_not_fit_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        keep_original(tmp_path, "abcd", b"one")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_command_says_that_the_disk_is_full(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("taskgraph.store.keep_original", fail)
    (tmp_path / "plan.txt").write_text("青山县2026年工作要点\n一、重点任务\n1.做好春耕。6月底前完成。\n", "utf-8")
    result = CliRunner().invoke(main, ["load", str(tmp_path / "plan.txt")])
    assert result.exit_code == 1
    assert "磁盘已满" in result.stderr
