"""`duban report` and `duban status`, run as a clerk runs them."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taskgraph.cli import main
from taskgraph.commands.report import VERBS
from taskgraph.store import load_document, open_store

TASK = "aa77"
OTHER = "aa11"


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="duban")


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plan, report, now) -> Path:
    monkeypatch.setenv("DUBAN_DATA_DIR", str(tmp_path))
    with open_store(tmp_path) as store:
        for sample in (plan, report):
            load_document(store, sample.doc, sample.extraction, sample.data, now=now)
    return tmp_path


def _rows(*args: object) -> dict[str, dict]:
    return {row["task"]: row for row in map(json.loads, run("status", "--json", *args).stdout.splitlines())}


def _see(task: str, *args: object) -> dict:
    return next(row for key, row in _rows(*args).items() if key.startswith(task))


@pytest.mark.parametrize("verb", [*VERBS, "history"])
def test_every_verb_explains_itself(verb: str) -> None:
    assert run("report", TASK, verb, "--help").exit_code == 0


def test_a_task_is_followed_from_acceptance_to_closure() -> None:
    steps = [
        (("accept", "--on", "2026-03-05", "--by", "李四"), "accepted"),
        (("progress", "--on", "2026-06-30", "--value", "10", "--unit", "户"), "under_way"),
        (("submit", "--on", "2026-09-01"), "submitted"),
        (("return", "--on", "2026-09-03", "--note", "缺少验收材料"), "returned"),
        (("submit", "--on", "2026-09-20"), "submitted"),
        (("close", "--on", "2026-09-25"), "closed"),
    ]
    for args, state in steps:
        result = run("report", TASK, *args)
        assert result.exit_code == 0, result.stderr
        assert _see(TASK)["state"] == state
    days = {"2026-03-04": "registered", "2026-03-05": "accepted", "2026-09-02": "submitted", "2026-09-10": "returned"}
    assert {day: _see(TASK, "--as-of", day)["state"] for day in days} == days
    assert _see(TASK, "--as-of", "2026-10-01")["light"] == "green"


def test_an_impossible_step_exits_with_1_and_says_what_is_possible() -> None:
    result = run("report", TASK, "return", "--on", "2026-03-05")
    assert result.exit_code == 1
    assert "处于“已立项”,不能退回。此时可以:立项、交办、签收" in result.stderr
    assert _see(TASK)["state"] == "registered"


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("zz", "accept"), 3, "没有找到任务“zz”"),
        (("aa", "accept"), 3, "可指多个任务"),
        ((TASK, "progress"), 2, "请写明进展"),
        ((TASK, "progress", "--value", "很多"), 2, "不是数字"),
        ((TASK, "progress", "--value", "NaN"), 2, "不是数字"),
        ((TASK, "accept", "--on", "2999-01-01"), 2, "只能记录已发生的事"),
        ((TASK, "extend", "--due", "2027-03-31"), 2, "--reason"),
        ((TASK, "extend", "--due", "2026-12-31", "--reason", "汛期", "--on", "2026-06-01"), 2, "不晚于现在的时限"),
        ((TASK, "correct", "--event", "3"), 3, "没有可更正的第 3 条"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, tuple) else "",
)
def test_wrong_usage_is_told(args: tuple[str, ...], code: int, message: str) -> None:
    result = run("report", *args)
    assert (result.exit_code, message in result.stderr) == (code, True), result.stderr


def test_a_task_may_be_named_by_its_title() -> None:
    assert "已立项 → 已签收" in run("report", "改造农村危房", "accept").stderr


def test_a_dry_run_says_what_would_be_and_writes_nothing() -> None:
    result = run("report", TASK, "close", "--dry-run")
    assert "将记录办结" in result.stderr
    assert "已立项 → 已办结" in result.stderr
    assert run("report", TASK, "history", "--json").stdout == ""


def test_a_number_is_told_the_target_that_it_was_taken_for() -> None:
    told = run("report", TASK, "progress", "--value", "10", "--unit", "户", "--on", "2026-06-30").stderr
    assert "对应指标:农村危房 不少于40户,完成 25.0%" in told
    assert "没有对应到唯一的累计指标" in run("report", TASK, "progress", "--value", "3", "--unit", "座").stderr


def test_an_extension_moves_the_deadline_and_tells_where_it_comes_from() -> None:
    run("report", OTHER, "extend", "--due", "2026-09-30", "--reason", "汛期", "--on", "2026-06-20")
    due = _see(OTHER, "--as-of", "2026-07-15")["due"]
    assert due == {
        "date": "2026-09-30", "planned": "2026-06-30", "text": "6月底前", "extended_on": "2026-06-20", "reason": "汛期",
    }  # fmt: skip
    shown = run("status", "--as-of", "2026-07-15").stdout
    assert "2026-09-30(延期,原2026-06-30)" in shown
    assert _see(OTHER, "--as-of", "2026-06-19")["due"]["extended_on"] is None


def test_a_correction_takes_an_event_back_and_stays_on_record() -> None:
    run("report", TASK, "close", "--on", "2026-05-01")
    run("report", TASK, "correct", "--event", "1", "--note", "任务写错")
    assert _see(TASK)["state"] == "registered"
    lines = [json.loads(line) for line in run("report", TASK, "history", "--json").stdout.splitlines()]
    assert [(line["number"], line["kind"], line["counts"]) for line in lines] == [
        (1, "closed", False),
        (2, "corrected", True),
    ]
    assert "已由第 2 条更正" in run("report", TASK, "history").stdout


# ---- status


def test_status_counts_by_light_and_state_and_lists_what_needs_a_look() -> None:
    run("report", TASK, "accept", "--on", "2026-03-05")
    shown = run("status", "--as-of", "2026-07-05").stdout
    lines = [line.split() for line in shown.splitlines()]
    assert lines[0] == ["亮灯", "已立项", "已签收", "合计"]
    assert ["红", "1", "0", "1"] in lines
    assert ["合计", "2", "1", "3"] in lines
    needy = [line for line in shown.splitlines() if "cc33" in line or "aa" in line]
    assert needy[0].startswith("逾期、红灯、无反馈")
    assert "逾期5天,时限2026-06-30" in needy[0]


def test_the_table_may_be_cut_but_not_the_counts() -> None:
    result = run("status", "--limit", "1", "--as-of", "2026-07-05")
    assert "另有 2 项需要关注" in result.stderr
    assert "合计      3" in result.stdout


def test_csv_gives_all_tasks_with_their_reasons() -> None:
    text = run("status", "--format", "csv", "--as-of", "2026-07-05").stdout_bytes.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["亮灯"], row["状态"]) for row in rows] == [
        ("红", "已立项"),
        ("灰(未知)", "已立项"),
        ("灰(未知)", "已立项"),
    ]


def test_what_was_recorded_later_can_be_left_out() -> None:
    run("report", TASK, "close", "--on", "2026-05-01")
    assert _see(TASK, "--as-of", "2026-06-01")["state"] == "closed"
    assert _see(TASK, "--as-of", "2026-06-01", "--known-on", "2026-06-01")["state"] == "registered"


def test_the_office_chooses_its_lights(data_dir: Path) -> None:
    run("report", TASK, "progress", "--value", "10", "--unit", "户", "--on", "2026-06-30")
    assert _see(TASK, "--as-of", "2026-08-31")["light"] == "green"
    (data_dir / "duban.toml").write_text('lights = "pro_rata"\n', encoding="utf-8")
    row = _see(TASK, "--as-of", "2026-08-31")
    assert (row["light"], row["pace"]["gap"]) == ("red", 41.6)
    assert row["why"] == "序时进度应达66.6%,实际25%,差41.6个百分点(农村危房不少于40户)"


def test_a_wrong_choice_or_table_of_lights_is_an_error(data_dir: Path) -> None:
    (data_dir / "duban.toml").write_text('lights = "rainbow"\n', encoding="utf-8")
    assert "没有名为 rainbow 的亮灯规则" in run("status").stderr
    (data_dir / "lights.toml").write_text('[set.rainbow]\ncolour = "x"\n[[rule]]\nid = "a"\n', encoding="utf-8")
    result = run("status")
    assert result.exit_code == 1
    assert "不认识的项 colour" in result.stderr
    assert "缺少 says" in result.stderr


_FILTERS = st.lists(
    st.sampled_from(["--unit=县乡村振兴局", "--role=lead", "--kind=task", "--year=2026", "--text=危房", "--due-before=2026-12-31"]),
    unique=True, max_size=3,
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_FILTERS, st.sampled_from(["2026-02-01", "2026-03-10", "2026-07-05", "2027-01-15"]))
def test_every_list_gives_the_same_numbers_at_any_filter_and_day(filters: list[str], day: str) -> None:
    run("report", TASK, "accept", "--on", "2026-03-05")
    run("report", OTHER, "close", "--on", "2026-06-20")
    asked = [*filters, f"--as-of={day}"]
    rows = _rows(*asked)
    lights = Counter(row["light"] for row in rows.values())
    counted = [line.split() for line in run("status", *asked).stdout.split("\n\n")[0].splitlines()]
    assert int(counted[-1][-1]) == len(rows) == len(run("tasks", "--json", *asked).stdout.splitlines())
    assert sorted(int(line[-1]) for line in counted[2:-1]) == sorted(lights.values())
    for light, number in lights.items():
        assert len(run("tasks", "--json", f"--light={light}", *asked).stdout.splitlines()) == number


def test_show_prints_the_log_of_a_task() -> None:
    assert "签收" not in run("show", TASK).stdout
    run("report", TASK, "accept", "--on", "2026-03-05")
    assert "签收" in run("show", TASK).stdout
