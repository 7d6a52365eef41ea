from __future__ import annotations

from collections.abc import Callable

import pytest

from taskgraph.tracking.judging import judge
from taskgraph.tracking.model import Reading
from taskgraph.tracking.pipeline import track
from taskgraph.tracking.reading import read_plan, read_report

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("target", "result", "met"),
    [
        ("示范社达到68家", "示范社达到68家", True),
        ("示范社达到68家", "示范社达到67家", False),
        ("网上零售额突破5亿元", "网上零售额突破5亿元", True),
        ("改造危房40户以上", "改造危房39户", False),
        ("改造危房不少于40户", "改造危房41户", True),
        ("生产总值增长6%左右", "生产总值增长5.8%", True),
        ("生产总值增长6%左右", "生产总值增长5.3%", False),
        ("生产总值增长6%左右", "生产总值增长9%", True),
        ("生产总值增长6%", "生产总值下降1%", False),
        ("居民消费价格涨幅控制在3%以内", "居民消费价格上涨2%", True),
        ("居民消费价格涨幅控制在3%以内", "居民消费价格上涨3.4%", False),
        ("居民消费价格涨幅3%左右", "居民消费价格上涨2.9%", True),
        ("居民消费价格涨幅3%左右", "居民消费价格上涨1%", None),
        ("单位生产总值能耗下降3%", "单位生产总值能耗下降3.2%", True),
        ("单位生产总值能耗下降3%", "单位生产总值能耗下降2.1%", False),
        ("单位生产总值能耗下降3%", "单位生产总值能耗上升1%", False),
        ("城镇登记失业率4%左右", "城镇登记失业率3.1%", True),
        ("城镇登记失业率4%左右", "城镇登记失业率4.9%", False),
        ("城镇调查失业率全年控制在5.5%以内", "年末城镇调查失业率5.2%", None),
        ("项目审批时间压缩到20天以内", "项目审批时间压缩到15天", True),
        ("打造直营店5—8家", "打造直营店6家", True),
        ("打造直营店5—8家", "打造直营店9家", True),
        ("打造直营店5—8家", "打造直营店4家", False),
        ("新建水渠2公里", "新建水渠1500米", False),
        ("新建水渠2公里", "新建水渠2100米", True),
    ],
)
def test_a_result_is_judged_as_a_reader_would(
    plan: Read, report: Read, target: str, result: str, met: bool | None
) -> None:
    assert judge(read_plan(plan(f"{target}。"))[0], read_report(report(f"{result}。"))[0]) is met


def test_growth_in_a_part_of_the_year_says_nothing_of_the_year(plan: Read, read: Callable[[str, str], Reading]) -> None:
    half = read(
        "上半年汇报.txt",
        "石桥县2025年上半年工作情况汇报\n\n2025年7月5日\n\n一、工作进展\n\n生产总值增长7%,改造危房12户。\n",
    )
    links = track([plan("生产总值增长6%。改造危房10户。")], half).links
    assert [link.met for link in links] == [None, True]
