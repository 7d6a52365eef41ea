"""Backups that are taken while files are being loaded come back elsewhere as one moment of the store."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.command import DUBAN
from taskgraph.cli import main
from taskgraph.datadir import DATABASE, FILES

pytestmark = pytest.mark.e2e

CORPUS = Path(__file__).parents[3] / "corpus"
TASKS = """
SELECT document.key, count(task.id) FROM document JOIN version ON version.document = document.id
LEFT JOIN task ON task.version = version.id GROUP BY 1
"""


def run(data_dir: Path, *args: object) -> Result:
    return CliRunner().invoke(main, ["--data-dir", str(data_dir), *map(str, args)])


def tasks(data_dir: Path) -> dict[str, int]:
    with closing(sqlite3.connect(data_dir / DATABASE)) as db:
        return dict(db.execute(TASKS).fetchall())


def dump(data_dir: Path) -> list[str]:
    with closing(sqlite3.connect(data_dir / DATABASE)) as db:
        return list(db.iterdump())


def hashes(data_dir: Path) -> dict[str, str]:
    files = (path for path in (data_dir / FILES).rglob("*") if path.is_file())
    return {path.relative_to(data_dir).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def restored(backup: Path, data_dir: Path) -> Path:
    assert run(data_dir, "restore", backup).exit_code == 0
    result = run(data_dir, "check")
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    return data_dir


def test_backups_during_a_load_are_whole_and_the_last_one_is_the_same_elsewhere(tmp_path: Path) -> None:
    office = tmp_path / "office"
    run(office, "load", CORPUS / "documents" / "青岚县2025年乡村产业提质工作要点.txt")
    taken: list[Path] = []
    command = [*DUBAN, "--data-dir", office, "load", CORPUS / "documents"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as load:
        while load.poll() is None:
            taken.append(tmp_path / f"{len(taken)}.zip")
            assert run(office, "backup", "-o", taken[-1]).exit_code == 0
    whole = tasks(office)
    moments = [tasks(restored(backup, tmp_path / backup.stem)) for backup in taken]
    assert all(moment.items() <= whole.items() for moment in moments)
    assert [len(moment) for moment in moments] == sorted(len(moment) for moment in moments)
    assert 0 < len(moments[0]) < len(whole)

    run(office, "backup", "-o", tmp_path / "last.zip")
    elsewhere = restored(tmp_path / "last.zip", tmp_path / "elsewhere")
    assert dump(elsewhere) == dump(office)
    assert hashes(elsewhere) == hashes(office)
    calendars = [run(place, "export", "calendar").stdout_bytes for place in (office, elsewhere)]
    assert calendars[0] == calendars[1]
    assert calendars[0].startswith(b"BEGIN:VCALENDAR")
