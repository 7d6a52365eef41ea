from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taskgraph.tracking.model import Reading, Tracking
from taskgraph.tracking.pipeline import track

Read = Callable[[str], Reading]

TARGETS = (
    "新建冷库12座", "改造柚园9500亩", "网上零售额达到5亿元", "培训茶农160人次", "新增合作社4家", "改造农村危房40户",
    "农村自来水普及率达到93%", "城镇新增就业3500人以上",
)  # fmt: skip
RESULTS = (
    "建成冷库11座", "改造柚园9720亩", "网上零售额5.4亿元", "培训茶农172人次", "新增合作社5家", "改造农村危房41户",
    "农村自来水普及率提高到92.1%", "城镇新增就业3620人",
)  # fmt: skip


def link_values(tracking: Tracking) -> dict[str, Decimal | None]:
    return {link.planned.text: link.result.value if link.result else None for link in tracking.links}


@pytest.mark.parametrize(("target", "result"), tuple(zip(TARGETS, RESULTS, strict=True)), ids=str)
def test_a_target_finds_its_result_among_others(plan: Read, report: Read, target: str, result: str) -> None:
    found = track([plan(f"{target}。")], report("。".join(RESULTS) + "。")).links[0]
    assert found.result is not None
    assert found.result.text in result


@pytest.mark.parametrize(
    ("target", "result"),
    [
        ("城镇居民人均收入增长6%", "农村居民人均收入增长6.1%"),
        ("新增国家级合作社4家", "新增省级合作社4家"),
        ("粮食产量达到30万吨", "粮食产量增长3%"),
        ("改造农村危房40户", "五年累计改造农村危房900户,年均新增改造180户"),
        ("一般公共预算收入增长5%", "一般公共预算支出增长5%"),
        ("新建冷库12座", "新建驿站12座"),
        ("改造柚园9500亩", "改造柚园完成年度任务的80%"),
    ],
    ids=str,
)
def test_what_is_another_quantity_is_no_result(plan: Read, report: Read, target: str, result: str) -> None:
    found = track([plan(f"{target}。")], report(f"{result}。")).links[0]
    assert found.result is None
    assert found.met is None


def test_a_result_is_used_once(plan: Read, report: Read) -> None:
    links = track([plan("新建冷库12座。新建茶叶冷库10座。")], report("建成冷库11座。")).links
    assert [link.result is not None for link in links].count(True) == 1


def test_a_target_and_its_higher_aim_share_a_result(plan: Read, report: Read) -> None:
    links = track([plan("生产总值增长6%以上、力争达到7%。")], report("生产总值增长6.4%。")).links
    assert [(link.result.value if link.result else None, link.met) for link in links] == [
        (Decimal("6.4"), True),
        (Decimal("6.4"), False),
    ]


def test_a_list_gives_each_target_its_own_result(plan: Read, report: Read) -> None:
    links = track(
        [plan("城镇、农村居民人均可支配收入分别增长5%、7%左右。")],
        report("城镇、农村居民人均可支配收入分别增长5.2%和6.1%。"),
    ).links
    assert [(link.result.value if link.result else None, link.met) for link in links] == [
        (Decimal("5.2"), True),
        (Decimal("6.1"), False),
    ]


def test_what_is_said_to_be_done_meets_its_target(plan: Read, report: Read) -> None:
    link = track([plan("铺设青石岭供水管网24公里。")], report("青石岭供水管网铺设工程全面完成。")).links[0]
    assert link.result is not None
    assert (link.result.value, link.met) == (None, True)


def test_a_plan_without_targets_has_no_links(plan: Read, report: Read) -> None:
    assert track([plan("健全长效机制。")], report("建成冷库11座。")).links == ()


def test_a_report_that_says_nothing_leaves_every_target_unreported(plan: Read, report: Read) -> None:
    links = track([plan("新建冷库12座。")], report("各项工作有了新气象。")).links
    assert [(link.result, link.met) for link in links] == [(None, None)]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(RESULTS))), wanted=st.permutations(range(len(TARGETS))))
def test_the_order_of_statements_and_targets_does_not_matter(
    plan: Read, report: Read, order: list[int], wanted: list[int]
) -> None:
    straight = track([plan("。".join(TARGETS) + "。")], report("。".join(RESULTS) + "。"))
    mixed = track(
        [plan("。".join(TARGETS[n] for n in wanted) + "。")], report("。".join(RESULTS[n] for n in order) + "。")
    )
    assert link_values(mixed) == link_values(straight)


def test_the_order_of_plans_does_not_matter(plan: Read, report: Read, read: Callable[[str, str], Reading]) -> None:
    other = read("柳河镇2025年工作方案.txt", "柳河镇2025年工作方案\n\n一、重点任务\n\n1.建设冷库。新建冷库3座。\n")
    plans, told = [plan("新建冷库12座。"), other], report("建成冷库11座。")
    first, second = (link_values(track(order, told)) for order in (plans, plans[::-1]))
    assert first == second


def test_every_result_stands_in_the_report(plan: Read, report: Read) -> None:
    told = report("。".join(RESULTS) + "。")
    for link in track([plan("。".join(TARGETS) + "。")], told).links:
        assert link.result is not None
        assert link.result.span.of(told.doc.text) in link.result.text


def test_confidence_is_a_probability(plan: Read, report: Read) -> None:
    links = track([plan("。".join(TARGETS) + "。")], report("。".join(RESULTS[:4]) + "。")).links
    assert all(0 <= link.confidence <= 1 for link in links)
