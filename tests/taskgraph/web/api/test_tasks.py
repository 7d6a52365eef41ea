"""Programs list, read and move tasks as people do on the pages."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest

from taskgraph.model import Filters
from taskgraph.web.api.asking import TaskFilters

ONE = "/tasks/aa77dd88ee"


def test_programs_have_the_filters_that_pages_have() -> None:
    assert set(TaskFilters.model_fields) == {field.name for field in fields(Filters)}


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"unit": "县住建局", "role": "lead"},
        {"due_before": "2026-06-30"},
        {"light": "unknown", "overdue": "no"},
        {"text": "农村"},
        {"as_of": "2026-12-31"},
        {"has_target": "yes"},
    ],
    ids=str,
)
def test_programs_get_the_rows_that_pages_show(desk, api, asked: dict[str, str]) -> None:
    listed = api.get("/tasks", **asked)
    rows = [json.loads(line) for line in desk.get("/tasks.json", params=asked).text.splitlines()]
    assert [row["task"] for row in listed["items"]] == [row["task"] for row in rows]
    assert (listed["total"], listed["next"]) == (len(rows), None)


def test_pages_put_together_are_the_whole_list(api) -> None:
    whole, after, found = api.get("/tasks")["items"], None, []
    while page := api.get("/tasks", limit=1, **({"after": after} if after else {})):
        found += page["items"]
        if not (after := page["next"]):
            break
    assert found == whole
    assert len(found) == 3


def test_facets_count_what_the_list_has(api) -> None:
    counts = {(one["facet"], one["value"]): one["count"] for one in api.get("/facets", year=2026)["items"]}
    assert counts["kind", "task"] == api.get("/tasks", year=2026, kind="task")["total"] == 2


def test_a_task_is_told_with_its_places_and_what_may_happen_next(api) -> None:
    task = api.get(ONE)
    assert task["assignments"][0] | {"span": None} == {
        "unit": "县住建局", "canonical": "青山县住房和城乡建设局", "role": "lead", "span": None, "quote": "县住建局",
        "place": "第6段",
    }  # fmt: skip
    assert "accepted" in task["possible"]


def test_a_step_is_recorded_told_and_taken_back(api) -> None:
    done = api.post(f"{ONE}/events", 201, kind="progress", value=26, unit="户", on="2026-06-30", by="李四")
    assert done["state"] == "under_way"
    (event,) = api.get(f"{ONE}/events")["items"]
    assert (event["value"], event["by"], event["counts"]) == (26, "李四", True)
    assert api.post(f"{ONE}/events/1/undo", 201, by="王五")["state"] == "registered"
    assert [event["counts"] for event in api.get(f"{ONE}/events")["items"]] == [False, True]


@pytest.mark.parametrize(
    ("said", "status", "why"),
    [
        ({"kind": "returned"}, 409, "不能退回"),
        ({"kind": "progress"}, 400, "请写明进展"),
        ({"kind": "extended", "due": "2026-06-31", "reason": "汛期"}, 422, "不是日期"),
        ({"kind": "extended", "due": "2027-06-30"}, 400, "理由"),
        ({"kind": "accepted", "on": "2999-01-01"}, 400, "还没有到"),
        ({"kind": "stolen"}, 422, "body.kind"),
        ({"kind": "accepted", "colour": "red"}, 422, "body.colour:没有这一项"),
        ({}, 422, "body.kind:缺少这一项"),
    ],
    ids=str,
)
def test_a_step_that_cannot_be_is_refused_with_the_reason(api, said: dict[str, str], status: int, why: str) -> None:
    assert why in api.post(f"{ONE}/events", status, **said)["detail"]
    assert api.get(f"{ONE}/events")["items"] == []


def test_one_step_for_many_tasks_tells_of_each(api) -> None:
    rows = api.post("/events", kind="accepted", tasks=["aa11bb22cc", "aa77dd88ee", "nowhere"], by="李四")["items"]
    assert [bool(row["done"]) for row in rows] == [True, True, False]
    assert "不在现行文件中" in rows[2]["problem"]
