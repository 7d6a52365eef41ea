from __future__ import annotations

import pytest

from extract.text import View
from taskgraph.tracking.mentions import Counted, Sentence
from taskgraph.tracking.model import Flow, Kind, Scope


def count(words: str) -> tuple[Counted, ...]:
    view = View.of(words)
    return Sentence(view, view.whole).counted


@pytest.mark.parametrize(
    ("words", "cores"),
    [
        ("粮食产量达到30万吨", ["粮食产量"]),
        ("新建31公里农村公路", ["农村公路"]),
        ("地区生产总值达到240亿元,同比增长8%", ["地区生产总值", "地区生产总值"]),
        ("地区生产总值增长8%,达到240亿元", ["地区生产总值", "地区生产总值"]),
        ("新农合参合率再创新高,达到98%", ["新农合参合率再创新高"]),
        ("新增35家示范企业、总数达70家", ["示范企业", "示范企业总数"]),
        ("城镇、农村居民人均可支配收入分别增长5%、6%左右", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("城乡居民人均可支配收入分别增长8%和9%", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("示范村、一般村集体年收入分别达到30万元、15万元", ["示范村集体年收入", "一般村集体年收入"]),
        ("铺设11公里污水管网、16公里供水管网", ["铺设污水管网", "供水管网"]),
        ("加计扣除比例从75%提高到100%", ["加计扣除比例", "加计扣除比例"]),
        ("投资3亿元,实施水利项目9个", ["投资水利项目", "水利项目"]),
        ("细颗粒物浓度28微克/立方米以内", ["细颗粒物浓度"]),
        ("乡村公益性岗位由上年的1450个增加到1520个", ["乡村公益性岗位", "乡村公益性岗位"]),
    ],
    ids=str,
)
def test_a_number_counts_what_the_words_around_it_name(words: str, cores: list[str]) -> None:
    assert [counted.core for counted in count(words)] == cores


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("工业增加值增长8%", [Kind.RISE]),
        ("能耗强度下降3%", [Kind.FALL]),
        ("能耗强度下降到3%", [Kind.LEVEL]),
        ("覆盖率提高到90%", [Kind.LEVEL]),
        ("工业增加值占比40%", [Kind.LEVEL]),
        ("转移支付增加2亿元", [Kind.RISE]),
        ("城镇新增就业5000人", [Kind.LEVEL]),
        ("商贸单位净增93家", [Kind.LEVEL]),
        ("生产总值增长7%以上、力争达到8%", [Kind.RISE, Kind.RISE]),
        ("失业率、物价涨幅分别控制在5%、3%以内", [Kind.LEVEL, Kind.RISE]),
    ],
    ids=str,
)
def test_a_step_is_told_from_a_level(words: str, kinds: list[Kind]) -> None:
    assert [counted.kind for counted in count(words)] == kinds


@pytest.mark.parametrize(
    ("words", "flow"),
    [
        ("新增合作社4家", Flow.ADDED),
        ("合作社达到68家", Flow.HELD),
        ("合作社68家", None),
    ],
)
def test_what_is_added_is_told_from_what_there_is(words: str, flow: Flow | None) -> None:
    assert count(words)[0].flow is flow


def test_a_verb_of_adding_holds_for_the_whole_list() -> None:
    assert [counted.flow for counted in count("培育龙头企业5家、合作社9家")] == [Flow.ADDED, Flow.ADDED]


@pytest.mark.parametrize(
    ("words", "scope"),
    [
        ("五年累计改造危房800户", Scope.TERM),
        ("收入年均增长5%", Scope.TERM),
        ("年末登记失业率3.2%", Scope.AT_END),
        ("失业率全年控制在5%以内", Scope.AVERAGE),
        ("改造柚园7600亩,占年度任务的80%", Scope.SHARE),
    ],
)
def test_the_time_that_a_number_speaks_of_is_read(words: str, scope: Scope) -> None:
    assert scope in count(words)[-1].scopes


def test_a_plain_number_speaks_of_the_year() -> None:
    assert not count("2025年改造危房800户")[-1].scopes


def test_a_higher_aim_repeats_the_quantity_before_it() -> None:
    assert [counted.repeats for counted in count("生产总值增长7%以上、力争达到8%")] == [False, True]


@pytest.mark.parametrize("words", ["粮食产量达到30万吨", "城镇、农村居民收入分别增长5%、6%", "投资3亿元,实施项目9个"])
def test_the_words_of_a_number_hold_it(words: str) -> None:
    assert all(counted.words.covers(counted.quantity.span) for counted in count(words))
