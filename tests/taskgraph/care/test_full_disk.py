"""A disk that is full or read-only: a clear error, nothing damaged, and all goes on once there is room."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from taskgraph.cli import main
from taskgraph.datadir import DATABASE

pytestmark = pytest.mark.e2e

SAMPLES = Path(__file__).parents[3] / "corpus" / "documents"
SIZES = (600, 1300, 2000)  # kilobytes: each is full at another step of the same load


def run(data_dir: Path, *args: object) -> Result:
    return CliRunner().invoke(main, ["--data-dir", str(data_dir), *map(str, args)])


class Disk:
    """A small file system in memory."""

    def __init__(self, folder: Path, kilobytes: int) -> None:
        self.folder = folder
        folder.mkdir()
        self._mount("-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs")

    def remount(self, option: str) -> None:
        self._mount("-o", f"remount,{option}")

    def unmount(self) -> None:
        subprocess.run(["umount", self.folder], check=True)

    def _mount(self, *options: str) -> None:
        subprocess.run(["mount", *options, self.folder], check=True, capture_output=True)


@pytest.fixture
def disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Disk]:
    try:
        made = Disk(tmp_path / "disk", request.param)
    except (OSError, subprocess.CalledProcessError) as error:
        if os.environ.get("CI"):
            pytest.fail(f"a full disk must be tried, as root: {error}")
        pytest.skip(f"NOT TRIED: only root can mount a small disk ({error})")
    yield made
    made.unmount()


def _assert_whole(data_dir: Path) -> None:
    result = run(data_dir, "check")
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr


@pytest.mark.parametrize("disk", SIZES, indirect=True)
def test_a_load_onto_a_full_disk_keeps_whole_documents_and_goes_on_later(disk: Disk) -> None:
    data_dir = disk.folder / "data"
    result = run(data_dir, "load", SAMPLES)
    assert result.exit_code == 1
    assert "磁盘已满" in result.stderr
    disk.remount("size=64m")
    assert run(data_dir, "load", SAMPLES).exit_code == 4  # one sample is broken
    _assert_whole(data_dir)
    assert len(run(data_dir, "docs", "--json").stdout.splitlines()) == 12


STEPS = [
    "report 清理河道 accept --on 2026-03-10",
    "correct 清理河道 lead 县农业农村局",
    "saved add 水利 --unit 县水利局",
    "import units units.csv",
    "load second.txt",
    "check --repair",
]
PLAN = "青政发〔2026〕{0}号\n\n青山县2026年河湖治理工作要点(第{0}批)\n\n一、重点任务\n\n1.{1}。6月底前完成。\n\n牵头单位:县水利局\n"


@pytest.fixture
def office(disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory on the disk, and files to be imported beside it."""
    monkeypatch.chdir(tmp_path)
    for number, (name, subject) in enumerate((("first.txt", "清理河道"), ("second.txt", "整治排污口")), start=1):
        Path(name).write_text(PLAN.format(number, subject), "utf-8")
    Path("units.csv").write_text(
        "地区,标准名称,名称,级别,上级单位,集体,别名\n青山县,水利局,青山县水利局,县,,,水务局\n", "utf-8"
    )
    assert run(disk.folder / "data", "load", "first.txt").exit_code == 0
    return disk.folder / "data"


@pytest.mark.parametrize("disk", [16384], indirect=True)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_for_which_there_is_no_room_says_so_and_can_be_taken_later(disk: Disk, office: Path, step: str) -> None:
    filler = disk.folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    before = (office / DATABASE).read_bytes()
    result = run(office, *step.split())
    assert result.exit_code == 1
    assert "请" in result.stderr
    assert not isinstance(result.exception, OSError | sqlite3.Error)
    assert (office / DATABASE).read_bytes() == before
    filler.unlink()
    _assert_whole(office)
    assert run(office, *step.split()).exit_code == 0
    _assert_whole(office)


@pytest.mark.parametrize("disk", [16384], indirect=True)
@pytest.mark.parametrize("step", [*STEPS, "tasks"])
def test_a_read_only_data_directory_is_told_and_left_as_it_is(disk: Disk, office: Path, step: str) -> None:
    before = (office / DATABASE).read_bytes()
    disk.remount("ro")
    result = run(office, *step.split())
    disk.remount("rw")
    assert result.exit_code == 1
    assert "权限" in result.stderr
    assert (office / DATABASE).read_bytes() == before
    _assert_whole(office)


@pytest.mark.parametrize("disk", [256], indirect=True)
def test_a_backup_that_does_not_fit_says_so_and_leaves_nothing(disk: Disk, tmp_path: Path) -> None:
    run(tmp_path / "data", "load", SAMPLES)
    result = run(tmp_path / "data", "backup", "-o", disk.folder)
    assert result.exit_code == 1
    assert "备份没有写成" in result.stderr
    assert list(disk.folder.iterdir()) == []
