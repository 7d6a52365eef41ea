"""What people corrected, as gold: the scorer reads it back, and the plain extraction is measured against it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.annotations import iter_predictions, load_gold
from corpus.lint_gold import iter_gold_problems
from corpus.manifest import DOCUMENTS
from corpus.scoring import LAYERS, Outcome, score_document
from extract.contract import document_record
from extract.pipeline import extract
from ingest.pipeline import read_document
from taskgraph.cli import main
from taskgraph.store import load_document, open_store

FILES = (
    "青岚县2025年乡村产业提质工作要点.txt",
    "青岚县2025年乡村产业提质工作总结.txt",
    "青岚县2026年民生实事任务分解表.docx",
)


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="duban")


@pytest.fixture(autouse=True)
def filled(data_dir: Path, now) -> None:
    with open_store(data_dir) as store:
        for name in FILES:
            data = (DOCUMENTS / name).read_bytes()
            doc = read_document(data, f"folder/{name}")
            load_document(store, doc, extract(doc), data, now=now)


def _export(folder: Path, *args: object) -> tuple[dict, ...]:
    result = run("export", "gold", *args, "-o", folder)
    assert result.exit_code == 0, result.stderr
    return load_gold(folder)


def _score(golds):
    return [
        score_document(gold, found.record)
        for gold, found in zip(golds, iter_predictions(golds, [DOCUMENTS]), strict=True)
    ]


def test_what_is_exported_scores_in_full_against_the_extraction_it_came_from(tmp_path: Path) -> None:
    golds = _export(tmp_path / "gold")
    assert sorted(gold["file"] for gold in golds) == sorted(FILES)
    for score in _score(golds):
        assert all(score.tally(layer).f1 == 1 for layer in LAYERS)
        assert all(check.right for check in score.checks)


def test_what_is_exported_is_sound_gold(tmp_path: Path) -> None:
    _export(tmp_path / "gold")
    assert list(iter_gold_problems(tmp_path / "gold", [DOCUMENTS])) == []


def test_a_corrected_fact_is_an_error_of_the_plain_extraction(tmp_path: Path) -> None:
    task = json.loads(run("tasks", "--text", "仓储冷链", "--json").stdout.splitlines()[0])["task"]
    shown = run("show", task).stdout.splitlines()
    target = next(line for line in shown if "12座" in line).strip().partition(".")[0]
    run("correct", task, "target", target, "--value", 13)
    run("correct", task, "lead", "县农业农村局", "--was", "县商务局")
    run("correct", task, "add", "responsible", "县审计局")  # printed nowhere: no gold
    golds = _export(tmp_path / "gold", "--corrected")
    assert [gold["file"] for gold in golds] == [FILES[0]]
    errors = {(f.layer, f.outcome) for f in _score(golds)[0].findings if f.outcome is not Outcome.HIT}
    assert errors == {
        (layer, outcome) for layer in ("targets", "units", "leads") for outcome in (Outcome.MISSED, Outcome.WRONG)
    }


def test_a_unit_that_the_text_does_not_print_is_no_gold(tmp_path: Path) -> None:
    task = json.loads(run("tasks", "--text", "仓储冷链", "--json").stdout.splitlines()[0])["task"]
    run("correct", task, "add", "cooperating", "县审计局")
    gold = _export(tmp_path / "gold", "--corrected")[0]
    assert all(score.tally(layer).f1 == 1 for score in _score([gold]) for layer in LAYERS)


def test_documents_named_are_printed_a_line_each() -> None:
    lines = run("export", "gold", "青岚县2025年乡村产业提质工作总结").stdout.splitlines()
    assert [json.loads(line)["file"] for line in lines] == [FILES[1]]


def test_the_contract_and_gold_name_the_same_document_fields() -> None:
    data = (DOCUMENTS / FILES[0]).read_bytes()
    doc = read_document(data, FILES[0])
    exported = json.loads(run("export", "gold", "青岚县2025年乡村产业提质工作要点").stdout.splitlines()[0])
    assert exported["document"] == document_record(doc, extract(doc), with_text=False)["document"]
