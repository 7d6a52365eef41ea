"""A folder of files made to break whoever reads them: each ends with a result or its error, and the good ones load."""

from __future__ import annotations

import io
import json
import time
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from taskgraph.cli import main

pytestmark = pytest.mark.e2e  # needs none of its servers, but fifteen seconds

SAMPLES = Path(__file__).parents[2] / "corpus" / "documents"
PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
LIMIT = 60  # seconds for the whole tree; it takes about ten
PLAN = "青山县2026年工作要点\n一、重点任务\n1.做好春耕。6月底前完成。\n牵头单位:县农业农村局\n"
PARAGRAPH = "<w:p><w:r><w:t>一、做好春耕。6月底前完成。{}</w:t></w:r></w:p>"
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
LAUGHS = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))

Lines = dict[str, dict]


def packed(**members: bytes | str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return buffer.getvalue()


def word(declaration: str, entity: str) -> bytes:
    return packed(**{
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<?xml version="1.0"?>{declaration}{WORD.format(PARAGRAPH.format(entity))}',
    })  # fmt: skip


def nested_bomb(depth: int) -> bytes:
    data = bytes(9 * 1024**2)
    for layer in range(depth):
        data = packed(**{f"{layer}.{i}.zip": data for i in range(8)})
    return data


def encrypted() -> bytes:
    data = bytearray(packed(**{"plan.txt": PLAN}))
    for signature, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flag] |= 1
    return bytes(data)


def nested_tables(depth: int) -> str:
    return (
        "<html><body>" + "<table><tr><td>任务" * depth + "</td></tr></table>" * depth + f"<p>{PLAN}</p></body></html>"
    )


HOSTILE: dict[str, bytes] = {
    "bomb.zip": packed(**{"zeros.txt": bytes(50 * 1024**2)}),
    "bomb.docx": packed(**{"word/document.xml": bytes(50 * 1024**2), "[Content_Types].xml": ""}),
    "nested.zip": nested_bomb(4),
    "laughs.docx": word(f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>', "&a11;"),
    "external.docx": word('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "&e;"),
    "encrypted.zip": encrypted(),
    "zeros.bin": bytes(100 * 1024**2),
    "tables.html": nested_tables(3000).encode(),
    "brackets.txt": ("(" * 200_000 + "\n").encode(),
    "long-line.txt": ("一、做好工作,6月底前完成;" * 2_000).encode(),
    "only-pk.zip": b"PK\x03\x04",
    "only-pdf.pdf": b"%PDF-1.7\n" + b"1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\n" * 1000,
    "mail.eml": b"From: a\nTo: b\nSubject: c\n" + b'Content-Type: multipart/mixed; boundary="x"\n\n--x\n' * 3000,
}
KINDS = {
    "bomb.zip": "too_large",
    "bomb.docx": "too_large",
    "encrypted.zip": "encrypted",
    "zeros.bin": "unknown_format",
    "only-pk.zip": "broken",
    "only-pdf.pdf": "broken",
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for name, data in HOSTILE.items():
        (folder / name).write_bytes(data)
    (folder / "paths.zip").write_bytes(packed(**{"../../../evil.txt": PLAN, "/abs/evil.txt": PLAN.replace("春", "秋")}))
    (folder / "good.txt").write_text(PLAN.replace("春", "夏"), encoding="utf-8")
    for sample in sorted(SAMPLES.iterdir()):
        if not sample.name.lower().endswith((".scan.pdf", *PICTURES)):
            _write_cuts(folder, sample)
    return folder


def _write_cuts(folder: Path, sample: Path) -> None:
    data = sample.read_bytes()
    for tenth in range(1, 10):
        (folder / f"{sample.stem}-{tenth}{sample.suffix}").write_bytes(data[: len(data) * tenth // 10])
    (folder / f"{sample.stem}.wrong").write_bytes(data)


@pytest.fixture(scope="module")
def loaded(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Lines, float, int]:
    """Load the tree and return the line of each source, the seconds and the exit code."""
    began = time.monotonic()
    data_dir = tmp_path_factory.mktemp("data")
    result = CliRunner().invoke(main, ["load", str(tree), "--json", "--data-dir", str(data_dir)])
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return {line["source"]: line for line in lines}, time.monotonic() - began, result.exit_code


@pytest.fixture(scope="module")
def kinds(tree: Path, loaded: tuple[Lines, float, int]) -> dict[str, str]:
    """Return for each source, named from the tree on, the kind of its error or what became of it."""
    found = {source: line["error"]["kind"] if "error" in line else line["change"] for source, line in loaded[0].items()}
    return {source.removeprefix(f"{tree}/"): kind for source, kind in found.items()}


def test_every_file_ends_with_a_result_or_its_error(tree: Path, kinds: dict[str, str]) -> None:
    told = {source.split("!")[0] for source in kinds}
    assert told == {path.name for path in tree.iterdir()}


def test_no_file_crashes_a_worker_or_takes_too_long(kinds: dict[str, str]) -> None:
    assert {source: kind for source, kind in kinds.items() if kind in {"crashed", "timeout", "internal"}} == {}


def test_each_error_names_what_is_wrong(kinds: dict[str, str]) -> None:
    assert {name: kinds[name] for name in KINDS} == KINDS


def test_nested_archives_are_given_up_within_their_budget(kinds: dict[str, str]) -> None:
    assert {kind for source, kind in kinds.items() if source.startswith("nested.zip")} <= {
        "too_large",
        "unknown_format",
    }


def test_good_files_beside_them_are_loaded(kinds: dict[str, str]) -> None:
    assert kinds["good.txt"] == "new"
    assert kinds["paths.zip!../../../evil.txt"] in {"new", "superseded"}
    whole = [kind for source, kind in kinds.items() if source.endswith(".wrong") and "损坏" not in source]
    assert set(whole) <= {"new", "unchanged", "superseded"}


def test_nothing_is_written_outside(tree: Path, loaded: object) -> None:
    assert not list(tree.parent.rglob("evil.txt"))
    assert not Path("/abs/evil.txt").exists()


def test_no_secret_of_the_machine_gets_into_a_document(loaded: tuple[Lines, float, int]) -> None:
    assert not any("root:" in json.dumps(line) for line in loaded[0].values())


def test_the_run_ends_in_time_and_says_that_some_failed(loaded: tuple[Lines, float, int]) -> None:
    _, seconds, code = loaded
    assert code == 4
    assert seconds < LIMIT
