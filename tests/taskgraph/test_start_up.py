"""Looking something up must not load what reads documents: a clerk waits for each module."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from taskgraph.store import load_document, open_store

HEAVY = {"spacy", "sklearn", "jieba", "lxml", "docx", "pdfplumber", "sqlite_utils", "icalendar", "numpy", "datasketch",
         "multiprocessing", "platformdirs"}  # fmt: skip
PROGRAM = """
import sys
from taskgraph.cli import main
main(sys.argv[1:], standalone_mode=False)
print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, make_plan) -> Path:
    data_dir = tmp_path_factory.mktemp("data")
    sample = make_plan()
    with open_store(data_dir) as store:
        load_document(store, sample.doc, sample.extraction, sample.data, now=datetime(2026, 3, 2, tzinfo=UTC))
    return data_dir


@pytest.mark.parametrize(
    "args",
    [
        "tasks",
        "who 县乡村振兴局",
        "who 青山县发展改革局",
        "search 监测",
        "docs",
        "review",
        "remind",
        "show aa11",
        "export ledger --format csv",
        "export graph",
        "links",
        "links --orphans",
        "--help",
    ],
)
def test_a_look_up_loads_no_heavy_library(filled: Path, args: str) -> None:
    command = [sys.executable, "-c", PROGRAM, "--data-dir", str(filled), *args.split()]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert done.stdout
    assert set(done.stderr.split()) & HEAVY == set()
