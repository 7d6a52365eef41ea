from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.model import State
from taskgraph.tracking.model import Reading
from taskgraph.tracking.pipeline import track

PLAN = """石桥县2025年工作要点

石桥县人民政府办公室
2025年2月10日

一、重点任务

1.规范农民合作社。对名存实亡的合作社分类清理,逐社走访。
责任单位:县农业农村局

2.建设仓储冷链。新建产地冷库,闲置校舍优先改建为分拣点。
责任单位:县商务局

3.保护青石古桥。编制古桥保护规划,完成桥面加固。
责任单位:县文旅局
"""


@pytest.fixture
def states(read: Callable[[str, str], Reading], report: Callable[[str], Reading]) -> Callable[[str], list[object]]:
    plan = read("石桥县2025年工作要点.txt", PLAN)

    def find(words: str) -> list[object]:
        return [(state.task.path, state.state) for state in track([plan], report(words)).states]

    return find


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("合作社逐社走访工作尚未启动。", [("1.1", State.NOT_STARTED)]),
        ("青石古桥保护规划正在编制。", [("1.3", State.UNDER_WAY)]),
        ("产地冷库建设因用地手续未能按期完成。", [("1.2", State.BLOCKED)]),
        ("古桥桥面加固全面完成。", [("1.3", State.DONE)]),
        ("精神文明创建活动深入开展。", []),
    ],
)
def test_a_clause_tells_of_the_task_whose_words_it_uses(states, words: str, found: list[object]) -> None:
    assert states(words) == found


def test_the_least_advanced_part_counts(states) -> None:
    assert states("古桥桥面加固全面完成。古桥保护规划编制尚未启动。") == [("1.3", State.NOT_STARTED)]
