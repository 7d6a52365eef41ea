from __future__ import annotations

import pytest

from ingest.titles import carried_name, find_doc_number, find_title

ADDRESS = "各乡镇人民政府,县直各单位:"
PROSE = "为做好今年防汛工作,现将有关事项通知如下。"

TITLES = [
    (["云岭县人民政府关于做好防汛工作的通知", ADDRESS], "云岭县人民政府关于做好防汛工作的通知", "one line"),
    (
        ["云岭县人民政府关于进一步加快", "乡村产业发展的若干意见", "云政发〔2024〕7号", ADDRESS],
        "云岭县人民政府关于进一步加快乡村产业发展的若干意见",
        "two lines",
    ),
    (
        ["中共云岭县委 云岭县人民政府", "关于推进乡村全面振兴的实施意见", PROSE],
        "中共云岭县委 云岭县人民政府关于推进乡村全面振兴的实施意见",
        "issuers above",
    ),
    (
        ["云政办〔2024〕5号 云岭县人民政府办公室关于印发《云岭县", "防汛工作方案》的通知"],
        "云岭县人民政府办公室关于印发《云岭县防汛工作方案》的通知",
        "number before, brackets over lines",
    ),
    (
        ["关于印发云岭县防汛工作方案", "的通知", ADDRESS],
        "关于印发云岭县防汛工作方案的通知",
        "的通知 on a line of its own",
    ),
    (
        ["云岭县人民政府文件", "云政发〔2024〕7号", "关于做好防汛工作的通知", ADDRESS],
        "关于做好防汛工作的通知",
        "letterhead",
    ),
    (
        ["政 府 工 作 报 告", "——2024年1月8日在云岭县第十届人民代表大会第三次会议上", "各位代表:"],
        "政府工作报告",
        "spaced",
    ),
    (["云岭县防汛工作方案", "(试行)", PROSE], "云岭县防汛工作方案(试行)", "edition"),
    (["附件1", "云岭县2024年重点任务清单", PROSE], "云岭县2024年重点任务清单", "attachment mark"),
    (
        ["乡村产业实施意见", "云岭县人民政府关于加快乡村产业发展的实施意见", PROSE],
        "云岭县人民政府关于加快乡村产业发展的实施意见",
        "short name above",
    ),
    ([ADDRESS, "关于做好防汛工作的通知"], None, "nothing above the addressee"),
    ([PROSE, "一、工作方案"], None, "prose first"),
    (["一、工作方案", PROSE], None, "a numbered heading is no title"),
]


@pytest.mark.parametrize(("lines", "title"), [case[:2] for case in TITLES], ids=[case[2] for case in TITLES])
def test_find_title(lines, title):
    assert find_title(lines) == title


NUMBERS = [
    (["云政发〔2024〕7号"], "云政发〔2024〕7号", "own line"),
    (["云政发〔2024〕 7 号 签发人:张三"], "云政发〔2024〕7号", "with the signer"),
    (["云办字[2024]12号 关于防汛的通知"], "云办字[2024]12号", "before the title"),
    (["关于防汛的通知(云汛〔2024〕3号)"], "云汛〔2024〕3号", "behind the title"),
    (
        ["为落实《关于防汛的通知》(云汛〔2024〕3号)要求,制定本方案。", "云政发〔2024〕7号"],
        None,
        "a citation is not the document's own",
    ),
]


@pytest.mark.parametrize(("lines", "number"), [case[:2] for case in NUMBERS], ids=[case[2] for case in NUMBERS])
def test_find_doc_number(lines, number):
    assert find_doc_number(lines) == number


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("云岭县人民政府关于印发《云岭县防汛工作方案》的通知", "云岭县防汛工作方案"),
        ("关于印发云岭县养老服务实施方案(2024—2026年)的通知", "云岭县养老服务实施方案(2024—2026年)"),
        ("关于做好防汛工作的通知", "关于做好防汛工作的通知"),
    ],
)
def test_carried_name(title, name):
    assert carried_name(title) == name
