from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from ingest.store import original_path
from taskgraph.care.checks import find_date_problem
from taskgraph.cli import main
from taskgraph.datadir import DATABASE, FILES
from taskgraph.model import Filters
from taskgraph.query import find_tasks
from taskgraph.reader import open_reader


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def damage(data_dir: Path, *statements: str) -> None:
    """Write into a database what no command of ours would."""
    with closing(sqlite3.connect(data_dir / DATABASE, isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("PRAGMA ignore_check_constraints = ON")
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            db.execute(statement)


DAMAGES = [
    ("数据库", "表 deadline", "DELETE FROM task WHERE task = 'aa77dd88ee'"),
    ("文件", "青政发〔2026〕3号", "UPDATE version SET superseded_at = '2026-03-03' WHERE doc_number = '青政发〔2026〕3号'"),
    ("文件", "不知道是从哪个文件读来的", "DELETE FROM carrier"),
    ("文件", "没有归到任何单位", "DELETE FROM assignment_unit"),
    ("正文和出处", "校验值不符", "UPDATE version SET text = text || '又及'"),
    ("正文和出处", "“6月底前”不在所记的位置", "UPDATE deadline SET span_start = span_start + 1, span_end = span_end + 1"),
    ("正文和出处", "段落的位置超出了正文", "UPDATE block SET span_end = 9999"),
    ("任务记录", "序号不连续", "DELETE FROM event WHERE number = 1"),
    ("任务记录", "“签收”(第 1 条)按前后的记录不能成立", "UPDATE event SET happened_on = '2026-03-09' WHERE number = 1"),
    ("任务记录", "读不出来", "UPDATE event SET happened_on = '2026-02-30' WHERE number = 1"),
    ("时限", "晚于截止日期", "UPDATE deadline SET start_date = '2026-07-01' WHERE text = '6月底前'"),
    ("时限", "日期读不出来", "UPDATE deadline SET end_date = '6月底' WHERE text = '6月底前'"),
    ("检索", "与正文不一致", "UPDATE passage SET folded = folded || '多'"),
    ("检索", "与正文不一致", "DELETE FROM passage WHERE task IS NULL"),
    ("检索", "可能查不到", "INSERT INTO passage_fts (passage_fts) VALUES ('delete-all')"),
]  # fmt: skip


def test_a_store_as_it_was_written_is_found_whole(filled: Path) -> None:
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "没有发现问题" in result.stderr


@pytest.mark.parametrize(("check", "told", "statement"), DAMAGES, ids=lambda value: value[:40])
def test_what_does_not_agree_is_found(filled: Path, check: str, told: str, statement: str) -> None:
    damage(filled, statement)
    result = run("check", "--format", "csv")
    assert result.exit_code == 7
    assert [line for line in result.stdout.splitlines() if line.lstrip("\ufeff").startswith(check) and told in line]


def test_a_damaged_page_is_a_finding_and_not_a_crash(filled: Path) -> None:
    with closing(sqlite3.connect(filled / DATABASE)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'block'").fetchone()[0]
    data = bytearray((filled / DATABASE).read_bytes())
    data[(root - 1) * 4096 : root * 4096] = b"\x05" * 4096
    (filled / DATABASE).write_bytes(data)
    result = run("check")
    assert result.exit_code == 7
    assert "duban restore" in result.stdout


@pytest.mark.parametrize(
    ("change", "told"),
    [(lambda path: path.unlink(), "不见了"), (lambda path: path.write_bytes(b"other"), "内容变了")],
    ids=["lost", "changed"],
)
def test_an_original_that_is_lost_or_changed_is_found_and_comes_back_with_the_file(
    filled: Path, tmp_path: Path, plan, change, told: str
) -> None:
    change(original_path(filled / FILES, plan.doc.sha256))
    result = run("check")
    assert result.exit_code == 7
    assert told in result.stdout
    (tmp_path / "plan.txt").write_bytes(plan.data)
    run("load", "--again", tmp_path / "plan.txt")
    assert original_path(filled / FILES, plan.doc.sha256).read_bytes() == plan.data


def test_repair_makes_the_index_anew_and_leaves_the_rest_alone(filled: Path) -> None:
    damage(filled, "DELETE FROM passage", "UPDATE deadline SET start_date = '2026-07-01' WHERE text = '6月底前'")
    result = run("check", "--repair", "--json")
    assert result.exit_code == 7
    assert len(result.stdout.splitlines()) == 1
    assert "晚于截止日期" in result.stdout
    with open_reader(filled) as db:
        assert [task.title for task in find_tasks(db, Filters(text="农村危房"))] == ["改造农村危房"]


def test_what_a_broken_off_load_left_is_told_and_cleared_by_repair(filled: Path, plan) -> None:
    left = original_path(filled / FILES, plan.doc.sha256).with_name(".part-left")
    left.write_bytes(b"half")
    result = run("check")
    assert result.exit_code == 0
    assert "1 个没有用到的文件" in result.stderr
    assert run("check", "--repair").exit_code == 0
    assert not left.exists()
    assert original_path(filled / FILES, plan.doc.sha256).exists()


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_days_in_their_order_are_no_problem(one: date, other: date) -> None:
    assert find_date_problem(min(one, other).isoformat(), max(one, other).isoformat()) is None
    assert (find_date_problem(one.isoformat(), other.isoformat()) is None) == (one <= other)
