from __future__ import annotations

from datetime import date

import pytest

from ingest.signatures import (
    Signature,
    find_imprint_date,
    find_signature,
    find_speaker,
    find_spoken_date,
    is_organ,
    issuer_in_title,
)

DAY = date(2024, 3, 1)

SIGNED = [
    (["请认真落实。", "云岭县人民政府", "2024年3月1日"], "云岭县人民政府", "issuer above date"),
    (["中共云岭县委", "云岭县人民政府", "2024年3月1日"], "中共云岭县委 云岭县人民政府", "joint issuers"),
    (
        ["云岭县民政局 云岭县财政局", "2024年3月1日(此件公开发布)"],
        "云岭县民政局 云岭县财政局",
        "one line, note behind the date",
    ),
    (["云岭县水利局 2024年3月1日"], "云岭县水利局", "issuer and date on one line"),
    (["云岭县人民政府(盖章) 石桥镇人民政府（章）", "2024年3月1日"], "云岭县人民政府 石桥镇人民政府", "seals"),
    (["附件:2024年度任务清单云岭县水利局2024年3月1日 (此件公开发布)"], "云岭县水利局", "behind an attachment"),
    (["各乡镇要认真抓好落实。云岭县自然资源和规划局2024年3月1日"], "云岭县自然资源和规划局", "behind a sentence"),
    (["请认真落实。", "二〇二四年三月一日"], None, "date alone"),
    (["云岭县防汛工作方案", "(2024年3月1日)"], None, "date under the title"),
]


@pytest.mark.parametrize(("lines", "issuer"), [case[:2] for case in SIGNED], ids=[case[2] for case in SIGNED])
def test_find_signature(lines, issuer):
    assert find_signature(lines) == Signature(issuer, DAY)


@pytest.mark.parametrize(
    "line",
    [
        "各单位于2024年3月1日前报县水利局。",
        "2024年3月1日至6月30日",
        "本办法自2024年3月1日起施行",
        "云岭县水利局2024年3月1日印发",
        "各单位抓好自查。由云岭县水利局2024年3月1日",
        "各单位抓好自查。云岭县水利局2024年3月1日至6月30日组织抽查",
    ],
)
def test_dates_of_the_text_are_no_signature(line):
    assert find_signature(["云岭县水利局", line]) is None


def test_a_signature_with_issuer_comes_before_a_bare_date():
    assert find_signature(["2024年1月2日", "正文。", "云岭县水利局", "2024年3月1日"]) == Signature("云岭县水利局", DAY)


def test_imprint_and_spoken_dates():
    assert find_imprint_date(["云岭县人民政府办公室 2024年3月1日印发"]) == DAY
    assert find_spoken_date(["政府工作报告", "——2024年3月1日在云岭县第十届人民代表大会第三次会议上"]) == DAY


@pytest.mark.parametrize(
    "name", ["云岭县人民政府", "国务院", "县财政局 县民政局", "云岭县安全生产委员会", "市住房城乡建设委(市城管局)"]
)
def test_names_of_public_bodies(name):
    assert is_organ(name)


@pytest.mark.parametrize("name", ["云岭新闻网", "请认真执行。", "2024年", "局"])
def test_what_is_no_public_body(name):
    assert not is_organ(name)


def test_issuer_by_title_and_by_speaker():
    assert issuer_in_title("云岭县人民政府办公室关于印发防汛方案的通知") == "云岭县人民政府办公室"
    assert issuer_in_title("关于防汛的通知") is None
    assert find_speaker(["政府工作报告", "云岭县人民政府县长 张三"]) == "云岭县人民政府"
