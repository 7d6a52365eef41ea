"""A name of several units is a question with answers to click; a unit's name among the words is taken as one, too."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from taskgraph.store import load_document, open_store


@pytest.fixture
def two(desk, tmp_path, make_plan, now):
    """The desk with the plans of two counties, each with a housing bureau of its own."""
    plan = make_plan(
        issuer="白水县人民政府", key="白政发〔2026〕1号", title="白水县2026年乡村治理工作要点", source="other.txt"
    )
    text = plan.doc.text.replace("青山县", "白水县")
    tasks = tuple(replace(task, id=f"bb{task.id[2:]}") for task in plan.extraction.tasks)
    doc = replace(plan.doc, text=text, blocks=())
    with open_store(tmp_path) as store:
        load_document(store, doc, replace(plan.extraction, tasks=tasks), text.encode(), now=now)
    return desk


@pytest.mark.parametrize(
    "address", ["/units/住建局", "/tasks?unit=住建局&role=lead", "/calendar?unit=住建局", "/gantt?unit=住建局"]
)
def test_each_unit_of_the_name_can_be_chosen(two, address: str) -> None:
    answer = two.get(address)
    assert answer.status_code == 300
    links = re.findall(r'data-head="单位"><a href="([^"]*)">(.*?)</a>', answer.text)
    assert sorted(name for _, name in links) == ["白水县住房和城乡建设局", "青山县住房和城乡建设局"]
    assert "县</td>" in answer.text
    for link, name in links:
        chosen = two.get(unescape(link))
        assert (chosen.status_code, name in chosen.text) == (200, True)


def test_the_other_filters_stay(two) -> None:
    page = two.get("/tasks?unit=住建局&role=lead&year=2026").text
    assert all("role=lead&amp;year=2026" in link for link in re.findall(r'data-head="单位"><a href="([^"]*)"', page))


def test_units_of_the_name_stand_beside_what_the_words_find(two) -> None:
    page = two.get("/tasks?text=住建局").text
    assert page.count("其中<a") == 2
    assert "改造农村危房" in page


def test_a_short_name_that_no_text_prints_leads_to_the_tasks_of_its_unit(desk) -> None:
    answer = desk.get("/tasks?text=青山县住建局", follow_redirects=False)
    assert answer.status_code == 303
    assert "改造农村危房" in desk.get(answer.headers["location"]).text


def test_words_that_name_no_unit_find_what_they_find(desk) -> None:
    assert "也是单位的名称" not in desk.get("/tasks?text=危房").text
