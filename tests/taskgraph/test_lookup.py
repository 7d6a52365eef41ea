from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ingest.store import document_id
from taskgraph.errors import NotFoundError
from taskgraph.lookup import FoundTask, resolve_document, resolve_document_or_task, resolve_task, resolve_unit

PLAN_ID = document_id("青政发〔2026〕3号")


@pytest.fixture
def db(store, load, plan, report):
    load(plan)
    load(report)
    return store.db.conn


@pytest.mark.parametrize(
    "name",
    ["县乡村振兴局", "青山县乡村振兴局", "乡村振兴局", " 县 乡村振兴局", "云州省青山县乡村振兴局"],
)
def test_a_unit_is_found_by_any_of_its_names(db, name: str) -> None:
    assert resolve_unit(db, name)[0].label == "青山县乡村振兴局"


@pytest.mark.parametrize("name", ["县发改局", "发改局", "县发展和改革局", "青山县发展改革局", "发展和改革局"])
def test_short_and_full_forms_are_one_unit(db, name: str) -> None:
    assert resolve_unit(db, name)[0].label == "青山县发展和改革局"


def test_a_name_that_fits_several_units_lists_them(db, load, make_plan) -> None:
    load(make_plan(key="柳政发〔2026〕1号", issuer="柳溪县人民政府", title="柳溪县要点"))
    with pytest.raises(NotFoundError, match=r"可指多个单位.*柳溪县发展和改革局.*青山县发展和改革局"):
        resolve_unit(db, "县发改局")
    assert resolve_unit(db, "县发改局", document=document_id("柳政发〔2026〕1号"))[0].label == "柳溪县发展和改革局"
    assert resolve_unit(db, "青山县发改局")[0].label == "青山县发展和改革局"


def test_units_of_one_name_are_told_apart_by_their_numbers(db, load, make_plan) -> None:
    load(make_plan(key="柳政发〔2026〕1号", issuer="柳溪县人民政府", title="柳溪县要点"))
    with pytest.raises(NotFoundError, match=r"地区:柳溪县,编号 (\d+)") as found:
        resolve_unit(db, "县发改局")
    number = re.search(r"地区:柳溪县,编号 (\d+)", str(found.value))[1]
    assert resolve_unit(db, number)[0].label == "柳溪县发展和改革局"


def test_an_unknown_unit_names_near_ones(db) -> None:
    with pytest.raises(NotFoundError, match=r"没有找到单位“县乡村振新局”.*青山县乡村振兴局"):
        resolve_unit(db, "县乡村振新局")


@pytest.mark.parametrize(
    "name",
    [
        "青政发〔2026〕3号",
        "青政发[2026]3号",
        "青山县2026年乡村治理工作要点",
        "乡村治理",
        PLAN_ID[:4],
    ],
)
def test_a_document_is_found_by_number_title_or_id(db, name: str) -> None:
    assert resolve_document(db, name) == PLAN_ID


def test_part_of_two_titles_is_no_name(db) -> None:
    with pytest.raises(NotFoundError, match="可指多个文件"):
        resolve_document(db, "青山县2026年")


def test_an_unknown_document_names_near_ones(db) -> None:
    with pytest.raises(NotFoundError, match=r"没有找到文件.*乡村治理工作要点"):
        resolve_document(db, "青山县2025年乡村治理工作要点")


def test_a_task_is_found_by_id_or_title(db) -> None:
    found = resolve_document_or_task(db, "aa11")
    assert isinstance(found, FoundTask)
    assert found == resolve_document_or_task(db, "健全监测机制")


def test_a_title_means_the_task_in_force_not_its_earlier_wording(db, load, make_plan, plan) -> None:
    newer = make_plan(plan.doc.text.replace("3.加强", "3.全面加强"))
    load(replace(newer, extraction=replace(plan.extraction, tasks=(replace(plan.extraction.tasks[0], id="bb55"),))))
    assert resolve_task(db, "健全监测机制") == resolve_task(db, "bb55")


def test_a_prefix_of_two_tasks_is_no_name(db) -> None:
    with pytest.raises(NotFoundError, match=r"aa11bb22cc.*aa77dd88ee"):
        resolve_document_or_task(db, "aa")


@pytest.mark.parametrize(
    ("resolve", "advice"),
    [(resolve_unit, "duban units"), (resolve_task, "duban tasks"), (resolve_document, "duban docs")],
    ids=["unit", "task", "document"],
)
def test_where_nothing_is_near_the_list_of_its_kind_is_named(db, resolve, advice: str) -> None:
    with pytest.raises(NotFoundError) as found:
        resolve(db, "xyzxyz")
    assert advice in found.value.for_terminal
    assert advice not in str(found.value)
