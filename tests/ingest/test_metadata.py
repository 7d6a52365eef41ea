"""What a text, the page around it and its tags say of the document."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.canonical import canonical_text
from ingest.furniture import mark_furniture
from ingest.lines import read_lines
from ingest.metadata import find_meta
from ingest.model import DocumentType, Period

PROSE = "为做好防汛工作,结合我县实际,统筹安排如下各项任务,请认真抓好落实。"


def meta(*lines, tags=()):
    text, blocks = canonical_text(read_lines("\n".join(lines)))
    return find_meta(text, mark_furniture(text, blocks), tags)


def test_a_notice_that_carries_a_plan():
    found = meta(
        "云岭县人民政府办公室关于印发《云岭县2024年防汛工作方案》的通知",
        "云政办发〔2024〕9号",
        "各乡镇人民政府:",
        "现将《云岭县2024年防汛工作方案》印发给你们,请认真贯彻执行。",
        "云岭县人民政府办公室",
        "2024年3月1日",
        "云岭县2024年防汛工作方案",
        PROSE,
    )
    assert found.title == "云岭县人民政府办公室关于印发《云岭县2024年防汛工作方案》的通知"
    assert (found.doc_number, found.issuer) == ("云政办发〔2024〕9号", "云岭县人民政府办公室")
    assert (found.written, found.year, found.type) == (date(2024, 3, 1), 2024, DocumentType.WORK_PLAN)


def test_a_notice_without_a_title_gives_the_title_of_its_plan():
    found = meta(
        "各乡镇:",
        "现将有关措施印发给你们。",
        "云岭县水利局",
        "2024年3月1日",
        "(此件公开发布)",
        "支持节水改造的若干措施",
        PROSE,
    )
    assert found.title == "支持节水改造的若干措施"


def test_an_attached_file_names_the_notice_that_the_page_does_not_show():
    signed = ("各乡镇:", "现将办法印发给你们。", "云岭县人民政府办公室", "2024年3月1日")
    plan = ("云岭县供水补助办法", PROSE)
    own = "云政办发〔2024〕15号云岭县人民政府办公室关于印发云岭县供水补助办法的通知.doc"
    found = meta(*signed, *plan, own)
    assert found.title == "云岭县人民政府办公室关于印发云岭县供水补助办法的通知"
    assert found.doc_number == "云政办发〔2024〕15号"
    for other in (own.replace("供水", "节水"), own.replace("云岭县人民政府办公室", "云江市水利局")):
        assert meta(*signed, *plan, other).title == "云岭县供水补助办法"


def test_a_metadata_table_fills_what_the_text_leaves_open():
    found = meta(
        "索引号 | 0123 | 发布机构 | 云岭乡人民政府 |", "文号 | 云乡发〔2024〕3号 | 发布日期 | 2024-03-05 |", PROSE
    )
    assert (found.issuer, found.doc_number, found.published) == (
        "云岭乡人民政府",
        "云乡发〔2024〕3号",
        date(2024, 3, 5),
    )
    assert (found.title, found.written) == (None, None)


def test_a_source_is_the_issuer_only_if_it_is_a_public_body():
    assert meta(PROSE, "来源:云岭县水利局").issuer == "云岭县水利局"
    assert meta(PROSE, "来源:云岭新闻网").issuer is None


def test_the_signature_comes_before_the_label():
    found = meta("来源:云岭县政府办 | 发布时间:2024-03-05", PROSE, "云岭县水利局", "2024年3月1日")
    assert (found.issuer, found.written, found.published) == ("云岭县水利局", date(2024, 3, 1), date(2024, 3, 5))


def test_meta_tags_are_read():
    found = meta(
        PROSE,
        tags=[
            ("ArticleTitle", "云岭县防汛工作要点"),
            ("PubDate", "2024-03-05 10:00"),
            ("ContentSource", "云岭县水利局"),
        ],
    )
    assert (found.title, found.published, found.issuer) == ("云岭县防汛工作要点", date(2024, 3, 5), "云岭县水利局")


TYPES = [
    (["云岭县2024年农业农村工作要点", PROSE], DocumentType.WORK_POINTS),
    (["关于印发云岭县养老服务体系建设实施方案的通知", "各乡镇:"], DocumentType.IMPLEMENTATION_PLAN),
    (["云岭县农村供水提质三年行动计划(2024—2026年)", PROSE], DocumentType.ACTION_PLAN),
    (["云岭县重点任务分工方案", PROSE], DocumentType.DIVISION_OF_WORK),
    (["云岭县人民政府关于加快发展的若干意见", PROSE], DocumentType.OPINION),
    (["关于推进乡村全面振兴的实施意见", PROSE], DocumentType.IMPLEMENTATION_OPINION),
    (["关于做好防汛工作的通知", "各乡镇:"], DocumentType.NOTICE),
    (["云岭县2024年上半年重点工作完成情况", PROSE], DocumentType.REPORT),
    (["支持节水改造的若干措施", PROSE], DocumentType.OTHER),
    (["为打好攻坚战,制定本工作方案。"], DocumentType.WORK_PLAN),
    (["今年以来,我县扎实推进各项工作,取得明显成效。"], DocumentType.REPORT),
    (["各单位:", "为做好防汛工作,现将有关事项通知如下:"], DocumentType.NOTICE),
    (["云岭县2024年民生实事项目", "各单位:", "现将有关工作通知如下:"], DocumentType.NOTICE),
    (["各单位:", PROSE, "本通知自2024年3月1日起施行。"], DocumentType.NOTICE),
    (["各单位:", PROSE, "特此通知。"], DocumentType.NOTICE),
    (["支持节水改造的若干措施", PROSE, "特此通知。"], DocumentType.OTHER),
]


@pytest.mark.parametrize(("lines", "kind"), TYPES, ids=[f"{kind.value}-{i}" for i, (_, kind) in enumerate(TYPES)])
def test_type(lines, kind):
    assert meta(*lines).type is kind


YEARS = [
    (["云岭县2024年防汛工作方案", PROSE, "云岭县水利局", "2023年12月28日"], 2024, "title before signature"),
    (["云岭县养老服务实施方案(2024—2026年)", PROSE], 2024, "first of several"),
    (["云岭县防汛工作方案", PROSE, "云岭县水利局", "2024年3月1日"], 2024, "signature"),
    (["2024年是实施规划的关键之年,要抓好各项工作。"], 2024, "the text's own words"),
    (
        ["政府工作报告", "——2024年1月8日在云岭县第十届人民代表大会第三次会议上", "一、2023年工作回顾"],
        2023,
        "year reported on",
    ),
    (
        ["政府工作报告", "——2024年1月8日在云岭县第十届人民代表大会第三次会议上", "一、过去一年工作回顾"],
        2023,
        "the year before",
    ),
    (["今年以来,我县整改2022年度考核反馈问题,印发2023年工作要点。"], 2023, "latest year that a report names"),
    (["云岭区2025年折子工程", "一、经济发展"], 2025, "title without a type"),
    (["为办好2024年民生实事,将任务分解如下。"], 2024, "first year of the head"),
    (["为落实《云岭县2023年工作方案》要求,将任务分解如下。"], None, "year of another document"),
    ([PROSE], None, "none"),
]


@pytest.mark.parametrize(("lines", "year"), [case[:2] for case in YEARS], ids=[case[2] for case in YEARS])
def test_year(lines, year):
    assert meta(*lines).year == year


SPRING = Period(date(2024, 3, 20), date(2024, 6, 30))
PERIODS = [
    (["三、时间", "2024年3月20日—6月30日。"], SPRING, "section of its own"),
    (["行动时间:2024年3月20日至2024年6月30日"], SPRING, "one line"),
    (["三、时间要求", "2024年3月20日前完成自查。"], Period(), "a deadline is no period"),
    (["2024年3月20日—6月30日开展检查。"], Period(), "no heading"),
]


@pytest.mark.parametrize(("lines", "period"), [case[:2] for case in PERIODS], ids=[case[2] for case in PERIODS])
def test_period(lines, period):
    assert meta("云岭县集中攻坚行动方案", PROSE, *lines).period == period
