"""What becomes of links when reports go, plans are repealed, or tasks have successors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from click.testing import CliRunner

from taskgraph.cli import main
from taskgraph.review.desk import accept
from taskgraph.review.linking import withdraw_report
from taskgraph.states import LifeState, trace
from taskgraph.store import forget_document

if TYPE_CHECKING:
    from pathlib import Path

    from tests.taskgraph.review.conftest import County


def test_a_removed_report_has_told_nothing(reported: County) -> None:
    (document,) = {row[0] for row in reported.store.db.execute("SELECT document FROM statement").fetchall()}
    withdraw_report(reported.decider, document)
    forget_document(reported.store, document)
    assert trace(reported.log("改造农村危房")).state is LifeState.REGISTERED


def test_the_command_takes_its_events_back(
    data_dir: Path, tmp_path: Path, plan_text: str, report_text: Callable[..., str]
) -> None:
    (tmp_path / "石桥县2025年工作要点.txt").write_text(plan_text, "utf-8")
    (tmp_path / "石桥县2025年上半年工作总结.txt").write_text(report_text(), "utf-8")
    run = CliRunner()
    run.invoke(main, ["load", str(tmp_path)])
    assert run.invoke(main, ["remove", "石桥县2025年上半年工作总结"]).exit_code == 0
    assert '"state": "registered"' in run.invoke(main, ["tasks", "--text", "改造农村危房", "--json"]).stdout


def test_a_repealed_plan_is_not_spoken_of(county: County, plan_text: str, report_text: Callable[..., str]) -> None:
    plan = county.load(plan_text)
    county.store.db.execute(
        "INSERT INTO link (kind, relation, source, name, target, status, score, rule, since)"
        " VALUES ('document', 'repeals', '', 'x', ?, 'confirmed', 1.0, 'hand', '2025-03-01')",
        [plan.version.document],
    )
    county.load(report_text())
    (matched,) = county.match()
    assert (matched.linked, matched.proposed) == (0, 0)


def test_a_decision_holds_for_the_task_that_succeeds_it(
    county: County, plan_text: str, report_text: Callable[..., str]
) -> None:
    words = "合作社清理方案已经印发"
    county.load(plan_text)
    county.load(report_text(f"{words}。"))
    county.match()
    accept(county.decider, county.number(words))
    old = county.tasks.pop("规范农民合作社")
    county.load(plan_text.replace("2025年", "2026年"))
    county.store.db.execute(
        "INSERT INTO link (kind, relation, source, name, target, status, score, rule)"
        " VALUES ('task', 'succeeds', ?, ?, ?, 'confirmed', 1.0, 'hand')"
        " ON CONFLICT DO UPDATE SET status = 'confirmed'",
        [county.tasks["规范农民合作社"], old, old],
    )
    county.now = county.now.replace(year=2026)
    county.load(report_text(f"{words}。").replace("2025年", "2026年"))
    county.match()
    assert len(county.log("规范农民合作社")) == 1
