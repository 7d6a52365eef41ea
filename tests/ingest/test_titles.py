from __future__ import annotations

import pytest

from ingest.titles import FileTitle, carried_name, find_doc_number, find_file_title, find_plain_title, find_title

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
    (["主题：关于报送工作进展的通知", ADDRESS], "关于报送工作进展的通知", "subject of a mail"),
    (["【通知】关于开展检查的通知", ADDRESS], "关于开展检查的通知", "kind in brackets"),
    (["第9期关于研究农村供水的会议纪要", PROSE], "关于研究农村供水的会议纪要", "issue"),
    (["# 云岭县防汛工作方案.docx", PROSE], "云岭县防汛工作方案", "Markdown and file name"),
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


PLAIN = [
    (["2025年云岭区政府折子工程", "一、经济发展"], "2025年云岭区政府折子工程", "before the first item"),
    (["政务公开信息", "云岭县2024年民生实事项目", PROSE], "云岭县2024年民生实事项目", "the line with a year"),
    (["云岭区政府重点项目", ADDRESS], "云岭区政府重点项目", "above the addressee"),
    (["云岭县2024年民生实事项目", "序号 | 项目"], "云岭县2024年民生实事项目", "above a table"),
    (["云岭县水利局", PROSE], None, "a body"),
    (["云岭县人民政府文件", PROSE], None, "a letterhead"),
    (["联系人:何志强", PROSE], None, "a label"),
    (["1)抓好校园安全整治", PROSE], None, "an item"),
    (["为做好防汛工作,请抓好落实", PROSE], None, "a sentence"),
    (["云岭区政府折子工程"], None, "no text below"),
]


@pytest.mark.parametrize(("lines", "title"), [case[:2] for case in PLAIN], ids=[case[2] for case in PLAIN])
def test_a_title_that_names_no_type(lines, title):
    assert find_plain_title(lines) == title


NOTICE = "云岭县人民政府办公室关于印发云岭县供水补助办法的通知"
FILES = [
    (f"云政办发〔2024〕15号{NOTICE}.doc", FileTitle("云政办发〔2024〕15号", NOTICE), "number and title"),
    (f"附件：{NOTICE}(1).pdf政策解读", FileTitle(None, NOTICE), "behind a label"),
    ("附件：云岭县供水补助办法.doc", None, "a plan"),
    (f"《{NOTICE}》政策解读", None, "no file"),
]


@pytest.mark.parametrize(("line", "found"), [case[:2] for case in FILES], ids=[case[2] for case in FILES])
def test_the_name_of_an_attached_file(line, found):
    assert find_file_title([PROSE, line]) == found
