from __future__ import annotations

import io

import pytest

from taskgraph.meter import Meter, describe_run, describe_seconds, draw_bar, show_steps


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(stream: io.StringIO) -> str:
    """Measure four files of five seconds each."""
    ticks = iter(range(0, 100, 5))
    meter = Meter("导入", stream=stream, clock=lambda: next(ticks))
    for done in (1, 2, 3, 4):
        meter.update(done, 4, 1)
    meter.clear()
    return stream.getvalue()


def test_a_line_now_and_then_where_there_is_no_terminal() -> None:
    assert run(io.StringIO()).splitlines() == [
        "导入 2/4,0.2 份/秒,约剩 10 秒,失败 1",
        "导入 4/4,0.2 份/秒,约剩 0 秒,失败 1",
    ]


def test_a_bar_on_a_terminal_that_is_taken_away_at_the_end() -> None:
    shown = run(Terminal())
    assert shown.count("\r") == 5
    assert shown.endswith("\r\x1b[K")


def test_a_bar_fills() -> None:
    assert draw_bar(12, 24) == "█" * 12 + "░" * 12
    assert draw_bar(0, 0) == "░" * 24


@pytest.mark.parametrize(("seconds", "words"), [(5, "5 秒"), (300, "5 分钟"), (7200, "2.0 小时")])
def test_time_left_is_told_in_words(seconds: float, words: str) -> None:
    assert describe_seconds(seconds) == words


def test_nothing_is_said_of_time_left_before_anything_is_done() -> None:
    assert describe_run(0, 9, "份", seconds=1) == "0/9,0.0 份/秒"


def test_steps_are_shown_each_in_its_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal()
    monkeypatch.setattr("sys.stderr", shown)
    monkeypatch.setattr("taskgraph.meter.REDRAW_EVERY", 0)
    with show_steps({"复制": "页", "备份": "份"}) as told:
        told("复制", 3, 4)
        told("备份", 1, 2)
    assert "复制 3/4" in shown.getvalue()
    assert "页/秒" in shown.getvalue()
    assert "备份 1/2" in shown.getvalue()
    assert shown.getvalue().endswith("\r\x1b[K")
