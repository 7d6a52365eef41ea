"""`duban show --doubtful`: what wants a look, ready to be corrected."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extract.model import Extraction
from taskgraph.cli import main
from taskgraph.store import load_document, open_store

TASK = "aa77dd88ee"


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="duban")


@pytest.fixture(autouse=True)
def filled(data_dir: Path, plan, report, now) -> Path:
    """Store a plan whose second task, one of its units and its target are doubtful, and a doubtful report."""
    first, second, third = plan.extraction.tasks
    unsure = replace(
        second,
        confidence=0.6,
        assignments=(second.assignments[0], replace(second.assignments[1], confidence=0.7)),
        targets=(replace(second.targets[0], confidence=0.5),),
    )
    statement = replace(report.extraction.progress[0], confidence=0.8)
    with open_store(data_dir) as store:
        load_document(store, plan.doc, Extraction((first, unsure, third)), plan.data, now=now)
        load_document(store, report.doc, Extraction(progress=(statement,)), report.data, now=now)
    return data_dir


def _doubts(name: str) -> list[tuple]:
    rows = map(json.loads, run("show", name, "--doubtful", "--json").stdout.splitlines())
    return [(row["subject"], row["number"], row["quote"]) for row in rows]


@pytest.mark.parametrize("name", [TASK, "青政发〔2026〕3号"])
def test_doubtful_facts_are_listed_with_their_words_and_numbers(name: str) -> None:
    assert _doubts(name) == [(TASK, None, "改造农村危房"), (TASK, 2, "青山县乡村振兴局"), (TASK, 5, "不少于40户")]
    assert "指标:农村危房 ≥ 40户" in run("show", name, "--doubtful").stdout


def test_doubtful_statements_are_those_of_the_report() -> None:
    assert [(number, quote) for _, number, quote in _doubts("report")] == [(1, "26户")]


def test_what_a_person_corrected_is_sure() -> None:
    run("correct", TASK, "target", 5, "--value", 45)
    run("correct", TASK, "head", "--kind", "objective")
    assert _doubts(TASK) == [(TASK, 2, "青山县乡村振兴局")]
