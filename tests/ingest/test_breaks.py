"""Line breaks that a page lost are set again where the text itself shows them."""

from __future__ import annotations

import pytest

from ingest.breaks import find_markers, lost_break_limit, restore_breaks, split_head
from ingest.shadow import shadow

BODY = "要压实工作责任,细化工作举措,强化督促检查,确保各项任务落地见效" * 2 + "。"
LOST = (
    "云岭县人民政府关于加快乡村产业发展的意见云政发〔2024〕7号各乡镇人民政府,县直各单位:"
    f"为加快产业发展,现提出如下意见。一、总体要求(一)指导思想。{BODY}(二)工作目标。到2024年底新增1.5万亩。"
    f"二、重点任务(一)建设基地。{BODY}(责任单位:县农业农村局)(二)培育主体。{BODY}1.引进企业。{BODY}2.扶持大户。{BODY}"
    f"三、保障措施{BODY}云岭县人民政府 2024年3月1日 (此件公开发布)"
)


def test_title_number_addressee_items_and_signature_stand_on_their_own_again():
    starts = [line[:9] for line in restore_breaks(LOST)]
    assert starts == [
        *("云岭县人民政府关于", "云政发〔2024〕", "各乡镇人民政府,县", "为加快产业发展,现"),
        *("一、总体要求", "(一)指导思想。要", "(二)工作目标。到"),
        *("二、重点任务", "(一)建设基地。要", "(二)培育主体。要", "1.引进企业。要压", "2.扶持大户。要压"),
        *("三、保障措施要压实", "云岭县人民政府", "2024年3月1日", "(此件公开发布)"),
    ]


def test_nothing_is_lost_or_doubled():
    assert "".join(restore_breaks(LOST)).replace(" ", "") == LOST.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "完成投资1.5亿元。2.8万户受益",
        "按照第(一)项、第(二)项规定办理",
        "一、二季度完成勘察。三、四季度开工",
        "工作抓好三件事:二、落实资金",
    ],
    ids=["decimals", "references", "quarters", "a list that does not begin"],
)
def test_numbers_that_open_no_item_set_no_break(text):
    assert find_markers(shadow(text)) == ()


def test_only_a_text_without_its_breaks_is_split():
    assert lost_break_limit(["一、总体要求", BODY, BODY]) is None
    assert lost_break_limit([LOST]) is not None
    assert lost_break_limit([BODY * 4, *[BODY * 3] * 20]) is None


def test_a_head_on_one_line_is_parted():
    line = "关于印发《云岭县防汛应急预案》的通知 云政办〔2024〕5号 各乡镇人民政府:"
    assert split_head(line) == ("关于印发《云岭县防汛应急预案》的通知", "云政办〔2024〕5号", "各乡镇人民政府:")
    assert split_head("各乡镇要认真落实。") == ("各乡镇要认真落实。",)
