"""A backup that was changed, cut short or made up puts nothing in place."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from taskgraph.care.archive import MANIFEST, refuse_unsafe
from taskgraph.cli import main
from taskgraph.datadir import DATABASE
from taskgraph.errors import BackupError
from taskgraph.schema_version import SCHEMA_VERSION


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def archive(filled: Path, tmp_path: Path) -> Path:
    run("backup", "-o", tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return tmp_path / "restored"


def rewrite(archive: Path, change: Callable[[dict[str, bytes], dict[str, Any]], object]) -> None:
    """Let `change` work on the members and the manifest of a backup."""
    with zipfile.ZipFile(archive) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    manifest = json.loads(members.pop(MANIFEST))
    change(members, manifest)
    with zipfile.ZipFile(archive, "w") as packed:
        for name, data in members.items():
            packed.writestr(name, data)
        packed.writestr(MANIFEST, json.dumps(manifest))


def _add(name: str) -> Callable[[dict[str, bytes], dict[str, Any]], None]:
    def change(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
        members[name] = b"evil"
        manifest["members"].append({"name": name, "size": 4, "sha256": hashlib.sha256(b"evil").hexdigest()})

    return change


CHANGES = [
    pytest.param(lambda members, manifest: members.update({DATABASE: members[DATABASE][:-1] + b"x"}), "已损坏", id="byte"),
    pytest.param(lambda members, manifest: members.update({DATABASE: members[DATABASE] * 2}), "已损坏", id="longer"),
    pytest.param(lambda members, manifest: members.pop(max(members)), "对不上", id="member-lost"),
    pytest.param(lambda members, manifest: members.update(more=b""), "对不上", id="member-more"),
    pytest.param(lambda members, manifest: manifest["members"].append(manifest["members"][0]), "对不上", id="twice"),
    pytest.param(lambda members, manifest: manifest.update(schema=SCHEMA_VERSION + 1), "较新版本", id="newer"),
    pytest.param(lambda members, manifest: manifest.update(format="other"), "不是督办的备份", id="format"),
    pytest.param(lambda members, manifest: manifest.update(members=None), "不是督办的备份", id="no-list"),
    pytest.param(lambda members, manifest: manifest["members"][0].update(size="1"), "不是督办的备份", id="no-size"),
    pytest.param(lambda members, manifest: manifest["members"][0].update(size=1 << 60), "磁盘空间不足", id="huge"),
    *(pytest.param(_add(name), "不安全", id=name) for name in ("../evil", "/etc/evil", "a/../../evil", "C:evil", "a\\..\\evil", "a//evil")),
]  # fmt: skip


@pytest.mark.parametrize(("change", "told"), CHANGES)
def test_a_backup_that_was_changed_puts_nothing_in_place(archive: Path, empty: Path, change, told: str) -> None:
    rewrite(archive, change)
    result = run("restore", archive, "--data-dir", empty)
    assert result.exit_code == (1 if told in {"较新版本", "磁盘空间不足"} else 7)
    assert told in result.stderr
    assert [path.name for path in empty.iterdir()] == ["duban.lock"]
    assert not (archive.parent / "evil").exists()


@pytest.mark.parametrize("part", [0, 0.5, 0.99], ids=str)
def test_a_backup_that_was_cut_short_is_refused(archive: Path, empty: Path, part: float) -> None:
    data = archive.read_bytes()
    archive.write_bytes(data[: int(len(data) * part)])
    result = run("restore", archive, "--data-dir", empty)
    assert result.exit_code == 7
    assert "没有传完" in result.stderr


def test_a_place_that_is_not_empty_is_refused_and_left_alone(archive: Path, filled: Path) -> None:
    before = (filled / DATABASE).read_bytes()
    result = run("restore", archive)
    assert result.exit_code == 1
    assert "不是空的" in result.stderr
    assert (filled / DATABASE).read_bytes() == before


def test_what_a_broken_off_restoration_left_does_not_stand_in_the_way(archive: Path, empty: Path) -> None:
    (empty / ".restoring-left").mkdir(parents=True)
    assert run("restore", archive, "--data-dir", empty).exit_code == 0
    assert not (empty / ".restoring-left").exists()


def test_a_dry_run_checks_a_backup_and_puts_nothing_in_place(archive: Path, empty: Path) -> None:
    result = run("restore", archive, "--data-dir", empty, "--dry-run")
    assert result.exit_code == 0
    assert "全部完好,没有恢复" in result.stderr
    assert not empty.exists()


@given(st.text(st.sampled_from("a./\\:\0C"), min_size=1, max_size=8))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    try:
        refuse_unsafe(name)
    except BackupError:
        return
    folder = Path("/srv/duban")
    assert (folder / name).resolve().is_relative_to(folder)
    assert (folder / name) != folder
