from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from taskgraph.cli import main
from taskgraph.datadir import lock_for_writing
from taskgraph.inputs import Failure, Input
from taskgraph.watching import Stamp, failures_by_file, find_arrived, look_around, move_failed

PLAN = "青山县2026年工作要点\n一、重点任务\n1.做好春耕。6月底前完成。\n牵头单位:县农业农村局\n"
OLD, NEW = Stamp(10, 1), Stamp(20, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.mark.parametrize(
    ("before", "now", "done", "arrived"),
    [
        ({}, {"a": OLD}, {}, []),
        ({"a": OLD}, {"a": NEW}, {}, []),
        ({"a": OLD}, {"a": OLD}, {}, ["a"]),
        ({"a": OLD}, {"a": OLD}, {"a": OLD}, []),
        ({"a": NEW}, {"a": NEW}, {"a": OLD}, ["a"]),
    ],
    ids=["just seen", "still growing", "whole", "loaded", "changed since"],
)
def test_a_file_is_loaded_once_it_no_longer_changes(before, now, done, arrived: list[str]) -> None:
    assert [item.path for item in find_arrived(before, now, done)] == arrived


def test_unfinished_hidden_and_failed_files_are_left_alone(folder: Path) -> None:
    (folder / "failed").mkdir()
    (folder / "sub").mkdir()
    for name in ("a.pdf.part", "b.crdownload", ".c.txt", "~$d.docx", "e.txt~", "failed/f.txt", "sub/g.txt"):
        (folder / name).write_text("x", encoding="utf-8")
    assert list(look_around(folder)) == [str(folder / "sub" / "g.txt")]


def test_failures_of_members_belong_to_their_file() -> None:
    inputs = [Input(source=name, path=f"/in/{name}") for name in ("a.zip", "b.txt", "gone.txt")]
    failures = [Failure(source=s, kind=k, message="") for s, k in
                [("a.zip!x!y", "broken"), ("b.txt", "empty"), ("gone.txt", "missing")]]  # fmt: skip
    assert {path: len(own) for path, own in failures_by_file(inputs, failures).items()} == {
        "/in/a.zip": 1,
        "/in/b.txt": 1,
    }


def test_a_failed_file_keeps_its_place_and_replaces_no_other(folder: Path) -> None:
    failure = Failure(source="sub/a.txt", kind="empty", message="文件是空的")
    for content in ("first", "second"):
        (folder / "sub").mkdir(exist_ok=True)
        (folder / "sub" / "a.txt").write_text(content, encoding="utf-8")
        move_failed(folder, str(folder / "sub" / "a.txt"), [failure], day="2026-03-02")
    moved = folder / "failed" / "sub"
    assert [(moved / name).read_text(encoding="utf-8") for name in ("a.txt", "a(2).txt")] == ["first", "second"]
    assert "文件是空的" in (moved / "a.txt.说明.txt").read_text(encoding="utf-8")


def watch(folder: Path) -> Result:
    data_dir = str(folder.parent / "data")
    return CliRunner().invoke(main, ["watch", str(folder), "--once", "--interval", "0", "--data-dir", data_dir])


def test_one_pass_loads_what_is_whole_and_moves_what_fails(folder: Path) -> None:
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    assert watch(folder).exit_code == 4
    assert sorted(path.name for path in folder.rglob("*.txt")) == ["empty.txt", "empty.txt.说明.txt", "plan.txt"]
    result = watch(folder)
    assert result.exit_code == 0
    assert "已导入 1 个文件" in result.stderr


def test_a_store_that_is_locked_is_tried_again_later(folder: Path) -> None:
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder.parent / "data").mkdir()
    with lock_for_writing(folder.parent / "data"):
        result = watch(folder)
    assert "稍后再试" in result.stderr
    assert (folder / "plan.txt").exists()
