"""`duban explain`: a file or a stored document, to the terminal, as a page or for annotation tools."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from taskgraph.cli import main

pytestmark = pytest.mark.usefixtures("data_dir")

PLAN = """青政发〔2026〕5号

青山县2026年乡村治理工作要点

一、重点任务

1.健全监测机制。6月底前完成排查,每月通报一次。

牵头单位:县乡村振兴局

2.改造农村危房。12月底前改造农村危房不少于40户。

牵头单位:县住建局
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="duban")


def test_a_file_is_explained_without_a_database(plan, data_dir):
    result = run("explain", plan)
    assert result.exit_code == 0
    assert "[6月底前]①" in result.stdout
    assert not data_dir.exists()


def test_a_stored_document_is_explained_as_the_file_is(plan):
    assert run("load", plan).exit_code == 0
    from_file, stored = run("explain", plan).stdout, run("explain", "青政发〔2026〕5号").stdout
    assert stored == from_file


def test_one_task_can_be_asked_for(plan):
    shown = run("explain", plan, "1.2").stdout
    assert "改造农村危房" in shown
    assert "健全监测机制" not in shown


def test_the_page_is_written_to_a_file(plan, tmp_path):
    page = tmp_path / "page.html"
    assert run("explain", plan, "--html", "-o", page).exit_code == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")


def test_docbin_holds_the_facts(plan, tmp_path):
    from extract.nlp import load_nlp, read_docbin  # noqa: PLC0415

    path = tmp_path / "plan.spacy"
    assert run("explain", plan, "--docbin", "-o", path).exit_code == 0
    (doc,) = read_docbin(path.read_bytes(), load_nlp().vocab)
    assert [span.text for span in doc.spans["units"]] == ["县乡村振兴局", "县住建局"]
    assert doc.spans["targets"][0]._.rule == "not-below"


def test_what_is_neither_a_file_nor_loaded_is_named(plan):
    result = run("explain", "没有的文件.docx")
    assert result.exit_code == 3
    assert "没有“没有的文件.docx”这个文件" in result.stderr


def test_a_task_that_is_not_there_lists_candidates(plan):
    result = run("explain", plan, "7")
    assert result.exit_code == 3
    assert "1.1 健全监测机制" in result.stderr


def test_a_file_that_cannot_be_read_says_why(tmp_path):
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    result = run("explain", path)
    assert result.exit_code == 4
    assert "文件是空的" in result.stderr


def test_formats_that_exclude_each_other_are_refused(plan):
    assert run("explain", plan, "--html", "--docbin").exit_code == 2
