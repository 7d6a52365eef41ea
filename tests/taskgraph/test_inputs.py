from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from taskgraph.inputs import Failure, Input, Known, Opened, Read, exit_code, find_inputs, shown_name
from taskgraph.reading import read_input

PLAN = "青山县2026年工作要点\n一、重点任务\n1.做好春耕。6月底前完成。\n牵头单位:县农业农村局\n".encode()


def packed(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, data in members.items():
            made.writestr(name, data)
    return buffer.getvalue()


def write(path: Path, data: bytes) -> Input:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return Input(source=path.name, path=str(path))


def read_all(item: Input) -> list[tuple[str, str]]:
    """Read an input and all that lies in it; return (source, title or kind)."""
    result = read_input(item)
    if isinstance(result, Opened):
        return [line for member in result.members for line in read_all(member)]
    if isinstance(result, Read):
        return [(result.doc.source, result.doc.meta.title or "")]
    assert isinstance(result, Failure)
    return [(result.source, result.kind)]


def test_folders_give_their_files_in_order_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", ".hidden/d.txt", "a/~$c.docx", "data/duban.db", "data/files/x"):
        write(tmp_path / name, PLAN)
    sources = [item.source for item in find_inputs([str(tmp_path)], tmp_path)]
    assert sources == [str(tmp_path / "b.txt"), str(tmp_path / "a" / "c.txt")]


def test_a_name_that_is_no_utf8_can_be_printed() -> None:
    assert shown_name("工作要点.txt".encode("gbk").decode("utf-8", "surrogateescape")) == "工作要点.txt"


def test_a_file_is_read_and_its_tasks_are_found(tmp_path: Path) -> None:
    result = read_input(write(tmp_path / "plan.txt", PLAN))
    assert isinstance(result, Read)
    assert [task.title for task in result.extraction.tasks] == ["做好春耕"]


def test_a_file_whose_hash_is_known_is_not_read(tmp_path: Path) -> None:
    item = write(tmp_path / "plan.txt", PLAN)
    first = read_input(item)
    assert isinstance(first, Read)
    assert read_input(item, {first.doc.sha256}) == Known(source="plan.txt", sha256=first.doc.sha256)


def test_members_name_their_parents_and_bad_ones_fail_alone(tmp_path: Path) -> None:
    inner = packed(**{"c.txt": PLAN, "bad.pdf": b"%PDF-1.7 cut"})
    found = read_all(write(tmp_path / "a.zip", packed(**{"b.zip": inner, "empty.txt": b"", "d.txt": PLAN})))
    title = "青山县2026年工作要点"
    assert found == [
        ("a.zip!b.zip!c.txt", title),
        ("a.zip!b.zip!bad.pdf", "broken"),
        ("a.zip!empty.txt", "empty"),
        ("a.zip!d.txt", title),
    ]


def test_archives_open_three_deep_and_no_deeper(tmp_path: Path) -> None:
    three = packed(**{"2.zip": packed(**{"3.zip": packed(**{"plan.txt": PLAN})})})
    assert read_all(write(tmp_path / "1.zip", three))[0][0] == "1.zip!2.zip!3.zip!plan.txt"
    assert read_all(write(tmp_path / "0.zip", packed(**{"1.zip": three}))) == [("0.zip!1.zip!2.zip!3.zip", "too_large")]


@pytest.mark.parametrize(
    ("kinds", "inputs", "code"),
    [
        ([], 2, 0),
        (["broken"], 2, 4),
        (["classified", "encrypted"], 2, 5),
        (["classified"], 2, 4),
        (["classified", "crashed"], 2, 4),
    ],
)
def test_the_exit_code_tells_refused_from_failed(kinds: list[str], inputs: int, code: int) -> None:
    assert exit_code((Failure(source="a", kind=kind, message="") for kind in kinds), inputs) == code
