"""Programs find, load, correct, decide and tie as people do on the pages."""

from __future__ import annotations

import io
from hashlib import sha256

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from PIL import Image

from ingest.store import original_path
from taskgraph.datadir import FILES
from taskgraph.review.matching import match_waiting
from taskgraph.store import open_store

pytestmark = pytest.mark.e2e  # quick one by one, long together

TASK = "aa77dd88ee"
HERE = {"x-requested-with": "test"}


def test_units_are_told_with_their_names_and_tasks(api) -> None:
    units = {unit["label"]: unit for unit in api.get("/units")["items"]}
    one = units["青山县住房和城乡建设局"]
    assert one["tasks"] == {"lead": 1, "responsible": 0, "cooperating": 0}
    assert api.get("/units/县住建局") == api.get(f"/units/{one['id']}") == one
    assert [(row["task"], row["role"]) for row in api.get("/units/县住建局/tasks")["items"]] == [(TASK, "lead")]


def test_a_unit_gets_a_name_and_loses_it(api) -> None:
    assert api.post("/units/县住建局/names", verb="add", name="住建中心")["aliases"] == ["住建中心"]
    assert api.post("/units/县住建局/names", verb="drop", name="住建中心")["aliases"] == []


def test_a_document_is_told_with_its_text_facts_and_original(api, plan) -> None:
    (document,) = (d for d in api.get("/documents", year=2026)["items"] if d["tasks"])
    path = f"/documents/{document['id']}"
    text = api.get(f"{path}/text")
    facts = api.get(f"{path}/facts")["items"]
    assert text["text"] == plan.doc.text
    assert [text["text"][slice(*fact["span"])] for fact in facts] == [fact["quote"] for fact in facts]
    assert api.get(f"{path}/original").content == plan.data
    assert [task["task"] for task in api.get(path)["tasks"]] == [task.id for task in plan.extraction.tasks]
    api.get(f"{path}/pages/1", 404)


def test_a_page_of_an_original_is_a_picture(api, plan, tmp_path) -> None:
    original = original_path(tmp_path / FILES, sha256(plan.data).hexdigest())
    Image.new("RGB", (300, 400)).save(original, "PNG")
    picture = api.get("/documents/青政发〔2026〕3号/pages/1")
    assert (picture.headers["content-type"], picture.content[:4]) == ("image/png", b"\x89PNG")


def test_a_document_is_repealed_and_removed(api) -> None:
    path = "/documents/青政发〔2026〕3号"
    assert "早于" in api.post(f"{path}/repeal", 400, reason="到期", on="2020-01-01")["detail"]
    link = api.post(f"{path}/repeal", 201, reason="到期", on="2026-03-02")["link"]
    assert api.get("/tasks")["total"] == 0
    assert api.post(f"/links/{link}/decision", status="rejected")["status"] == "rejected"
    assert api.get("/tasks")["total"] == 3
    api.delete(path)
    api.get(path, 404)


def test_files_are_loaded_beside_and_taken_back(desk, api) -> None:
    text = "青山县2026年防汛工作方案\n(一)修复堤防。6月底前完成。\n牵头单位:县水利局\n".encode()
    sent = desk.post("/api/v1/loads", files=[("files", ("方案.txt", text))], headers=HERE)
    assert sent.status_code == 202
    desk.app.state.inbox.wait()
    job = desk.get(sent.headers["location"]).json()
    assert (job["state"], [one["source"] for one in job["documents"]]) == ("done", ["方案.txt"])
    load = api.get("/loads")["items"][0]
    assert api.post(f"/loads/{load['load']}/undo") == {"title": load["title"], "removed": True}
    api.post(f"/loads/{load['load']}/undo", 409)


@pytest.mark.parametrize(
    ("sent", "status"), [({}, 400), ({"files": [("files", ("", b""))]}, 400)], ids=["nothing", "no name"]
)
def test_nothing_is_not_loaded(desk, sent, status: int) -> None:
    assert desk.post("/api/v1/loads", headers=HERE, **sent).status_code == status


def test_a_reading_is_corrected_and_that_is_undone(api) -> None:
    said = {"subject": TASK, "verb": "change", "fact": 5, "value": 60, "by": "李四"}
    (entry,) = api.post("/corrections", 201, **said)["items"]
    assert (entry["before"]["value"], entry["after"]["value"], entry["by"]) == (40, 60, "李四")
    assert api.get(f"/tasks/{TASK}")["targets"][0]["value"] == 60
    log = api.post("/corrections", 201, subject=TASK, verb="undo", entry=1)["items"]
    assert [line["counts"] for line in log] == [False, True]
    assert api.get("/corrections", subject=TASK)["items"] == log
    assert "没有“9”这一条" in api.post("/corrections", 404, subject=TASK, verb="reject", fact=9)["detail"]


def test_a_statement_is_decided_and_that_is_undone(api, tmp_path, now) -> None:
    with open_store(tmp_path) as store:
        match_waiting(store.db, now)
    (number,) = (one["number"] for one in api.get("/statements")["items"])
    decided = api.post(f"/statements/{number}/decision", verb="assign", task=TASK)
    assert decided["outcome"] == "linked"
    assert api.get(f"/tasks/{TASK}/events")["items"][0]["kind"] == "progress"
    assert api.post(f"/statements/{number}/decision", verb="reject")["outcome"] == "rejected"
    assert "哪项任务" in api.post(f"/statements/{number}/decision", 400, verb="assign")["detail"]


def test_tasks_are_tied_once_and_not_both_ways(api) -> None:
    link = api.post("/links", 201, source=TASK, relation="carries_out", target="aa11bb22cc", note="县里的")
    assert (link["status"], link["quote"]) == ("confirmed", "县里的")
    assert [one["link"] for one in api.get("/links", doc="青政发〔2026〕3号")["items"]] == [link["link"]]
    assert api.post("/links", 409, source="aa11bb22cc", relation="carries_out", target=TASK)
    assert api.post("/links", 400, source=TASK, relation="cites", target="aa11bb22cc")
    assert api.get("/gaps/orphans")["items"] == []
    assert [gap["what"] for gap in api.get("/gaps/conflicts")["items"]] == ["deadline"]


def test_searches_are_kept_and_dropped(api) -> None:
    saved = api.post("/saved-searches", 201, name="住建", filters={"unit": "县住建局", "no_lead": "no"})
    assert saved["filters"] == {"unit": "县住建局", "no_lead": "no"}
    assert api.get("/saved-searches")["items"] == [saved]
    api.delete("/saved-searches/住建")
    assert api.get("/saved-searches")["items"] == []


def test_the_overview_counts_what_the_lists_have(api) -> None:
    overview = api.get("/overview", as_of="2026-07-15")
    assert overview["total"] == sum(one["count"] for one in overview["lights"]) == 3
    for need, count in overview["needs"].items():
        assert api.get("/tasks", as_of="2026-07-15", need=need)["total"] == count


def test_words_are_found_in_tasks_and_outside(api) -> None:
    first = api.get("/hits", words="农村 或 解释", limit=1)
    rest = api.get("/hits", words="农村 或 解释", after=first["next"])
    hits = first["items"] + rest["items"]
    assert [hit["task"] for hit in hits] == [TASK, None, None]
    assert all(hit["quote"][slice(*mark)] in {"农村", "解释"} for hit in hits for mark in hit["marks"])


def test_what_is_due_is_what_the_calendar_has(api) -> None:
    dues = api.get("/dues", first="2026-06-01", last="2026-06-30")["items"]
    assert [(due["day"], due["again"]) for due in dues] == [
        ("2026-06-25", True),
        ("2026-06-30", False),
        ("2026-06-30", True),
    ]
    assert api.get("/dues", 400, first="2026-06-30", last="2026-06-01")
    events = Calendar.from_ical(api.get("/calendar").content).walk("VEVENT")
    assert len(events) == 4


def test_a_ledger_goes_out_and_comes_back(desk, api) -> None:
    book = load_workbook(io.BytesIO(api.get("/ledger", unit="县住建局").content))
    sheet = book.active
    heads = next(row for row in sheet.iter_rows() if "存在问题" in [cell.value for cell in row])
    column = next(cell.column for cell in heads if cell.value == "存在问题")
    sheet.cell(heads[0].row + 1, column).value = "资金未到位"
    changed = io.BytesIO()
    book.save(changed)
    for dry_run in ("yes", "no", "no"):
        sent = desk.post(
            f"/api/v1/ledgers?dry_run={dry_run}&by=李四",
            files={"file": ("台账.xlsx", changed.getvalue())},
            headers=HERE,
        )
        told = sent.json()
        assert told["whole"], told
    assert [cell["new"] for cell in told["cells"]] in ([], ["资金未到位"])
    assert "资金未到位" in api.get("/ledger", form="csv").content.decode()
    assert (
        desk.post("/api/v1/ledgers", files={"file": ("x.csv", "甲,乙\n1,2\n".encode())}, headers=HERE).status_code
        == 400
    )


def test_the_graph_is_the_one_that_is_exported(api) -> None:
    near = api.get("/graph", around=TASK, depth=1)
    assert 1 < len(near["@graph"]) < len(api.get("/graph")["@graph"])
    assert b"<graphml" in api.get("/graph", form="graphml").content
