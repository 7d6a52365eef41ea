"""What holds for every address: problems in one form, entity tags, a description that is complete and kept."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from extract.model import Extraction
from ingest.span import Span
from taskgraph.config import Settings
from taskgraph.store import load_document, open_store
from taskgraph.web.api.openapi import describe_api
from taskgraph.web.app import create_app

pytestmark = pytest.mark.e2e  # quick one by one, long together

ROOT = Path(__file__).parents[4]
KEPT = ROOT / "docs" / "openapi.json"
ONE = "/api/v1/tasks/aa77dd88ee"


@pytest.mark.parametrize(
    ("method", "path", "status", "says"),
    [
        ("GET", "/api/v1/nowhere", 404, "没有这个地址"),
        ("GET", "/api/v1/tasks/zzzz", 404, "没有找到任务"),
        ("GET", "/api/v1/tasks?unit=天文台", 404, "没有找到单位"),
        ("GET", "/api/v1/tasks?text=(农田", 400, "括号"),
        ("GET", "/api/v1/tasks?due_before=明天", 422, "query.due_before"),
        ("GET", "/api/v1/tasks?due_before=2026-02-30", 422, "不是日期"),
        ("GET", "/api/v1/tasks?colour=red", 422, "query.colour:没有这一项"),
        ("GET", "/api/v1/tasks?limit=0", 422, "不能小于 1"),
        ("GET", "/api/v1/tasks?after=xyz", 400, "翻页的位置"),
        ("PUT", "/api/v1/tasks", 405, "不接受"),
    ],
)
def test_what_cannot_be_done_is_a_problem_with_its_reason(desk, method: str, path: str, status: int, says: str) -> None:
    answer = desk.request(method, path)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["status"], says in problem["detail"]) == (status, status, True)
    assert problem.keys() >= {"type", "title"}


def test_what_is_no_json_is_told(desk) -> None:
    answer = desk.post(f"{ONE}/events", content=b"{", headers={"content-type": "application/json"})
    assert (answer.status_code, "JSON" in answer.json()["detail"]) == (422, True)


def test_a_desk_without_documents_says_so_to_programs_too(empty_desk) -> None:
    problem = empty_desk.get("/api/v1/tasks").json()
    assert problem["type"] == "urn:duban:problem:no-data"


@pytest.mark.parametrize("path", ["/api/v1/tasks?year=2026", "/api/v1/facets", ONE])
def test_what_has_not_changed_is_not_sent_again(desk, path: str) -> None:
    tag = desk.get(path).headers["etag"]
    unchanged = desk.get(path, headers={"if-none-match": f'"other", {tag}'})
    assert (unchanged.status_code, unchanged.content, unchanged.headers["etag"]) == (304, b"", tag)
    assert desk.post(f"{ONE}/events", json={"kind": "accepted"}).status_code == 201
    assert desk.get(path, headers={"if-none-match": tag}).status_code == 200


def test_two_lists_have_two_tags(desk) -> None:
    tags = {desk.get(path).headers["etag"] for path in ("/api/v1/tasks", "/api/v1/tasks?year=2026", "/api/v1/facets")}
    assert len(tags) == 3


def test_a_write_that_has_not_seen_the_last_change_is_refused(desk) -> None:
    seen = desk.get(ONE).headers["etag"]
    first = desk.post(f"{ONE}/events", json={"kind": "accepted"}, headers={"if-match": seen})
    assert first.status_code == 201
    again = desk.post(f"{ONE}/events", json={"kind": "closed"}, headers={"if-match": seen})
    assert (again.status_code, "改动" in again.json()["detail"]) == (412, True)
    assert desk.post(f"{ONE}/events", json={"kind": "closed"}, headers={"if-match": first.headers["etag"]}).is_success


def test_a_name_of_several_units_is_answered_with_all_of_them(desk, make_plan, now, tmp_path) -> None:
    text = "绿水县2026年水利工作要点\n1.改造农村危房。12月底前完成。\n牵头单位:县住建局"
    unit = replace(make_plan().extraction.tasks[1].assignments[0], span=Span(text.index("县住建局"), len(text)))
    task = replace(
        make_plan().extraction.tasks[1],
        id="bb11",
        span=Span(16, len(text)),
        assignments=(unit,),
        deadlines=(),
        targets=(),
    )
    other = make_plan(text, (), key="绿政发〔2026〕1号", issuer="绿水县人民政府", title=text.split("\n", maxsplit=1)[0])
    with open_store(tmp_path) as store:
        load_document(store, other.doc, Extraction((task,)), other.data, now=now)
    problem = desk.get("/api/v1/units/住建局").json()
    assert {one["name"] for one in problem["candidates"]} == {"青山县住房和城乡建设局", "绿水县住房和城乡建设局"}
    assert desk.get(f"/api/v1/units/{problem['candidates'][0]['id']}").status_code == 200


def test_the_description_names_every_address_and_what_it_answers(tmp_path) -> None:
    app = create_app(Settings(tmp_path))
    described = describe_api(app)
    assert all(path.startswith("/api/v1/") for path in described["paths"])
    operations = [operation for path in described["paths"].values() for operation in path.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    assert all(operation["description"] and "default" in operation["responses"] for operation in operations)


def test_the_description_in_the_docs_is_the_one_that_is_served(desk) -> None:
    served = json.dumps(desk.get("/api/v1/openapi.json").json(), ensure_ascii=False, indent=1) + "\n"
    if served != KEPT.read_text("utf-8"):
        made = ROOT / "build" / "openapi.json"
        made.parent.mkdir(exist_ok=True)
        made.write_text(served, "utf-8")
        pytest.fail("the API has changed: if that is meant, move build/openapi.json to docs/")


def test_the_examples_of_the_docs_work(desk) -> None:
    examples = re.findall(r"^```sh\n(.+?)^```", (ROOT / "docs" / "api.md").read_text("utf-8"), re.M | re.S)
    for words in map(shlex.split, examples):
        told = dict(pairwise(words))
        headers = dict([told["-H"].split(": ")]) if "-H" in told else {}
        url = next(word for word in words if word.startswith("http")).replace("TASK", "aa77dd88ee")
        answer = desk.request(told.get("-X", "GET"), url, headers=headers, content=told.get("-d"))
        assert answer.is_success, answer.text
    assert len(examples) == 3
