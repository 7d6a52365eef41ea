from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extract.deadlines import find_deadlines
from extract.targets import find_targets
from extract.text import View

NO_TARGETS = (Path(__file__).parent / "data/no_targets.txt").read_text("utf-8").splitlines()

FORMS = {
    "完成农村危房改造不低于400户。": [(">=", 400, "户")],
    "脱贫人口就业维持在5.9万人以上。": [(">=", 59000, "人")],
    "实现收入3063.5万元。": [("=", 30635000, "元")],
    "财政资金投入8.08亿元。": [("=", 808000000, "元")],
    "审批时限控制在3个工作日以内,差错率不超过0.5%。": [("<=", 3, "工作日"), ("<=", Decimal("0.5"), "%")],
    "创建100个左右美丽屋场。": [("~", 100, "个")],
    "每个村建设3—5个示范点。": [("range", 3, "个")],
    "交易额突破1500亿元。": [(">", 150000000000, "元")],
    "供养年龄从16周岁延长至18周岁。": [("=", 18, "周岁")],
    "普及率由60%提高到85%。": [("=", 85, "%")],
    "甲、乙、丙收入增速分别高于居民收入增速2个、3个、3个百分点。": [
        (">", 2, "百分点"),
        (">", 3, "百分点"),
        (">", 3, "百分点"),
    ],
    "配备至少两名专职人员。": [(">=", 2, "名")],
    "4月底前组织一次大检查。": [("=", 1, "次")],
    "每月召开一次调度会。": [],
    "实践教学占总课时一半以上。": [(">=", 50, "%")],
    "产值翻一番。": [("=", 100, "%")],
    "比例不低于百分之六十。": [(">=", 60, "%")],
    "筹措2700多万元用于改造。": [("~", 27000000, "元")],
    "完成14户36人搬迁。": [("=", 14, "户"), ("=", 36, "人")],
    "在3分钟内响应救援。": [("<=", 3, "分钟")],
    "不得低于50%。": [(">=", 50, "%")],
    "最高不超过15万元。": [("<=", 150000, "元")],
    "低于3%。": [("<", 3, "%")],
}

METRICS = {
    "完成农村危房改造不低于400户。": "农村危房改造",
    "2025年创建100个左右美丽屋场。": "美丽屋场",
    "新开发50个乡村公益性岗位。": "乡村公益性岗位",
    "县级以上文明村创建率达到90%以上。": "县级以上文明村创建率",
    "就业帮扶车间维持在85家以上,力争新增10家。": "就业帮扶车间",
    "每个考场配置不少于2辆新能源考试用车。": "新能源考试用车",
}


def _find(text, context):
    view = View.of(text)
    return find_targets(view, view.whole, find_deadlines(view, view.whole, context), context)


@pytest.mark.parametrize(("text", "expected"), FORMS.items(), ids=FORMS)
def test_each_form_gives_comparator_value_and_unit(text, expected, context):
    assert [(t.op, t.value, t.unit) for t in _find(text, context)] == expected


@pytest.mark.parametrize("sentence", NO_TARGETS)
def test_names_enumerations_and_parameters_are_no_targets(sentence, context):
    assert _find(sentence, context) == ()


@pytest.mark.parametrize(("text", "metric"), METRICS.items(), ids=METRICS)
def test_the_metric_is_the_thing_that_is_counted(text, metric, context):
    assert {t.metric for t in _find(text, context)} == {metric}


def test_a_list_of_subjects_is_paired_with_its_numbers(context):
    found = _find("脱贫人口、监测对象、搬迁人口收入增速分别高于居民收入增速2个、3个、3个百分点。", context)
    assert [t.metric for t in found] == ["脱贫人口收入增速", "监测对象收入增速", "搬迁人口收入增速"]


def test_firmness_direction_and_baseline_are_read(context):
    (found,) = _find("力争比2024年增长8%以上。", context)
    assert (found.modality, found.change, found.baseline) == ("expected", "increase", "2024年")


def test_a_range_has_both_ends(context):
    (found,) = _find("培育3—5家龙头企业。", context)
    assert (found.value, found.value_max) == (3, 5)


def test_a_date_is_no_number(context):
    assert _find("2025年6月30日前完成验收。", context) == ()
