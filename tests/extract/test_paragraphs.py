from __future__ import annotations

import sys

from extract.paragraphs import ParagraphModel, count_grams, load_model
from extract.pipeline import extract
from extract.text import shadow
from ingest.pipeline import read_document

NOTICE = """青岚县关于做好2025年春季绿化工作的通知

各乡镇人民政府:

近年来,全县绿化工作取得明显成效,森林覆盖率稳步提高,群众获得感不断增强。

各乡镇要抓住春季有利时机,组织干部群众开展义务植树,3月底前完成植树造林2000亩以上。

县林业局要加强技术指导,组织技术人员进村入户,4月15日前完成苗木质量抽检不少于3次。

青岚县人民政府
2025年3月1日
"""


def test_without_numbers_the_paragraphs_that_ask_for_work_are_tasks():
    tasks = extract(read_document(NOTICE.encode(), "notice.txt")).tasks
    assert [(t.path, t.title) for t in tasks] == [
        ("0.1", "各乡镇要抓住春季有利时机"),
        ("0.2", "县林业局要加强技术指导"),
    ]
    assert all(t.rule == "paragraph-model" and t.confidence <= 0.8 for t in tasks)


def test_a_request_is_likelier_work_than_a_review():
    model = load_model()
    request, review = (
        "县水利局要加快推进管网改造,确保6月底前完成任务。",
        "过去一年,全县管网改造取得显著成效,群众满意度明显提升。",
    )
    assert model.probability(shadow(request)) > model.probability(shadow(review))


def test_digits_are_all_one_to_the_model():
    assert count_grams("2025年") == count_grams("1999年")


def test_probabilities_stay_between_none_and_all():
    assert 0 <= ParagraphModel({}, -3.0).probability("") < 0.5


def test_the_weights_are_applied_without_the_library_that_made_them():
    load_model().probability("任务")
    assert "sklearn" not in sys.modules
