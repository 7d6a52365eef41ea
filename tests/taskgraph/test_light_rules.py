from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import State
from taskgraph import light_rules
from taskgraph.errors import ConfigError, LightTableError
from taskgraph.events import LifeState
from taskgraph.light_rules import load_rule_set, read_rule_sets
from taskgraph.lights import NO_REPORT, find_signal
from taskgraph.pro_rata import Pace
from taskgraph.situation import Light, Situation

SETS = ("deadline", "pro_rata", "three_colours")
OWN = """
[set.own]
title = "本县规则"

[[rule]]
id = "own.late"
set = "own"
when = { overdue = true }
light = "orange"
says = "晚{days_late}天"
examples = [{ state = "accepted", day = 2026-07-02, due = 2026-06-30, why = "晚2天" }]
"""


@pytest.mark.parametrize("name", SETS)
def test_our_rule_sets_prove_themselves_by_their_examples(name: str) -> None:
    toml = (Path(light_rules.__file__).parent / light_rules.TABLE).read_text(encoding="utf-8")
    rules = read_rule_sets(toml, prove=True)[name]
    assert rules == load_rule_set(name)
    assert len({rule.id for rule in rules.rules}) == len(rules.rules) >= 10


@pytest.mark.parametrize(
    ("name", "day", "light"),
    [
        ("deadline", date(2026, 6, 26), Light.GREEN),
        ("deadline", date(2026, 6, 27), Light.YELLOW),
        ("deadline", date(2026, 6, 30), Light.YELLOW),
        ("deadline", date(2026, 7, 1), Light.RED),
        ("three_colours", date(2026, 6, 22), Light.OFF),
        ("three_colours", date(2026, 6, 23), Light.BLUE),
        ("three_colours", date(2026, 7, 1), Light.RED),
    ],
    ids=str,
)
def test_lights_turn_as_the_deadline_comes_near(name: str, day: date, light: Light) -> None:
    situation = Situation(day=day, state=LifeState.UNDER_WAY, due=date(2026, 6, 30), last_report=date(2026, 6, 1))
    assert find_signal(situation, load_rule_set(name)).light is light


@pytest.mark.parametrize(
    ("reported", "light"),
    [("66.7", Light.GREEN), ("56.8", Light.GREEN), ("56.7", Light.YELLOW), ("36.7", Light.YELLOW), ("36.6", Light.RED)],
)
def test_lights_turn_with_the_points_behind_the_steady_pace(reported: str, light: Light) -> None:
    situation = Situation(
        day=date(2026, 8, 31), state=LifeState.UNDER_WAY, due=date(2026, 12, 31), last_report=date(2026, 8, 1),
        pace=Pace(Decimal("66.7"), Decimal(reported), "危房40户"),
    )  # fmt: skip
    assert find_signal(situation, load_rule_set("pro_rata")).light is light


_DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(
    st.sampled_from(SETS),
    st.builds(
        Situation,
        day=_DAYS,
        state=st.sampled_from([state for state in LifeState if state is not LifeState.CLOSED]),
        start=st.none() | _DAYS,
        due=st.none() | _DAYS,
        last_report=st.none(),
        said=st.none() | st.sampled_from(State),
        pace=st.none() | st.builds(Pace, st.just(Decimal(50)), st.integers(0, 120).map(Decimal)),
    ),
)
def test_silence_is_never_green_and_every_light_explains_itself(name: str, situation: Situation) -> None:
    signal = find_signal(situation, load_rule_set(name))
    assert signal.light is not Light.GREEN
    assert signal.why
    assert "{" not in signal.why


def test_where_no_rule_fits_the_light_is_unknown() -> None:
    signal = find_signal(Situation(day=date(2026, 5, 1)), read_rule_sets(OWN)["own"])
    assert (signal.light, signal.why, signal.rule) == (Light.UNKNOWN, NO_REPORT, None)


def test_the_offices_own_table_comes_beside_ours(tmp_path: Path) -> None:
    (tmp_path / "lights.toml").write_text(OWN, encoding="utf-8")
    assert load_rule_set("own", tmp_path).title == "本县规则"
    assert load_rule_set("deadline", tmp_path).name == "deadline"


def test_the_table_that_the_documentation_shows_can_be_used() -> None:
    page = Path(__file__).parents[2] / "docs" / "tracking.md"
    toml = page.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    assert read_rule_sets(toml)["county"].soon_workdays == 3


def test_an_unknown_set_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="deadline、pro_rata、three_colours"):
        load_rule_set("blue")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('title = "本县规则"', "colour = 1", r"\[set.own\] 不认识的项 colour"),
        ("[[rule]]", "[other]\n[[rule]]", "不认识的项 other"),
        ("light =", "lamp =", "缺少 light"),
        ('"orange"', '"pink"', "不认识的灯 pink"),
        ('"orange"', '"green"', "没有反馈不能亮绿灯"),
        ('set = "own"', 'set = "theirs"', r"没有 \[set.theirs\]"),
        ("overdue = true", "late = true", "不认识的条件 late"),
        ("overdue = true", 'overdue = "yes"', "应为 true 或 false"),
        ("overdue = true", 'state = ["late"]', "不认识的词 'late'"),
        ("overdue = true", 'state = "closed"', "应为列表"),
        ("overdue = true", "behind_over = true", "应为数字"),
        ("{days_late}", "{late}", "不认识的词 {late}"),
        ("{days_late}", "{days_late", "花括号不成对"),
        ("due = 2026-06-30", 'due = "6月底"', "第 1 个例子:应为日期"),
        ("due = 2026", "until = 2026", "不认识的项 until"),
        ("2026-07-02", "2026-06-02", "由规则 .无. 先决定"),
        ("晚2天", "晚3天", "说明是“晚2天”,不是“晚3天”"),
        ("[{ state", "[] # [{ state", "没有例子"),
        ("[set.own]", "[set.own", "不是正确的 TOML"),
        ("state = ", "expected = true, reported = 1, state = ", "应为百分数"),
    ],
    ids=lambda v: v if "应" in v or "不" in v or "没有" in v else None,
)
def test_a_wrong_table_is_refused(old: str, new: str, problem: str) -> None:
    assert old in OWN
    with pytest.raises(LightTableError, match=problem):
        read_rule_sets(OWN.replace(old, new, 1))


def test_all_problems_of_a_table_are_told_at_once() -> None:
    wrong = OWN.replace("orange", "pink").replace("overdue", "late").replace("{days_late}", "{x}")
    with pytest.raises(LightTableError) as caught:
        read_rule_sets(wrong)
    assert len(str(caught.value).splitlines()) == 3
