"""Every page shows what the store knows, links to the rest of it, and explains what it cannot show."""

from __future__ import annotations

import re

import pytest

from taskgraph.store import open_store

PAGES = [
    "/",
    "/tasks",
    "/calendar?month=2026-06",
    "/gantt",
    "/gantt?by=unit",
    "/graph",
    "/graph?around=aa11bb22cc",
    "/tasks/aa11bb22cc",
    "/units",
    "/units/县住建局",
    "/documents",
    "/help",
]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_shown_and_loads_nothing_from_elsewhere(desk, page: str) -> None:
    answer = desk.get(page)
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert not re.search(r"<script(?! src=)|style=|\son\w+=|https?://", answer.text)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(desk, page: str) -> None:
    links = set(re.findall(r'(?:href|src)="(/[^"#]*)"', desk.get(page).text))
    assert links
    assert {link: desk.get(link.replace("&amp;", "&")).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize(
    ("page", "status", "says"),
    [
        ("/nowhere", 404, "没有这个页面"),
        ("/tasks/zzzz", 404, "没有找到任务"),
        ("/tasks?unit=天文台", 404, "没有找到单位"),
        ("/tasks?due_before=明天", 400, "不是日期"),
        ("/tasks?light=purple", 400, "不在可选的词之中"),
        ("/tasks?text=(农田", 400, "括号"),
        ("/static/../app.py", 404, "没有这个页面"),
        (f"/tasks?unit={10**30}", 404, "没有找到单位"),
        (f"/review?skip={10**30}", 404, "没有这个页面"),
        (f"/calendar?page={10**30}", 404, "没有这个页面"),
        ("/gantt?as_of=9999-12-31", 400, "太晚"),
        ("/calendar?as_of=9999-12-31", 400, "太晚"),
        ("/orders.docx?as_of=9999-12-31", 400, "太晚"),
        ("/?as_of=0001-01-01", 400, "太早"),
        (f"/static/{__file__}", 404, "没有这个页面"),
        (f"/static/{'a' * 300}", 404, "没有这个页面"),
    ],
)
def test_what_cannot_be_shown_is_explained(desk, page: str, status: int, says: str) -> None:
    answer = desk.get(page)
    assert (answer.status_code, says in answer.text) == (status, True)


@pytest.mark.parametrize("page", ["/review/{}", "/inbox/{}/undo", "/feeds/{}/revoke", "/tokens/{}/revoke"])
def test_no_record_has_a_number_that_the_database_could_not_hold(desk, page: str) -> None:
    sent = desk.post(page.format(2**63), headers={"Sec-Fetch-Site": "same-origin"})
    assert sent.status_code == 404


def test_a_desk_without_documents_says_how_to_begin(empty_desk) -> None:
    assert "还没有文件" in empty_desk.get("/").text


def test_a_new_database_says_how_to_begin_too(empty_desk, tmp_path) -> None:
    with open_store(tmp_path):
        pass
    assert "还没有文件" in empty_desk.get("/").text


def test_a_list_and_its_files_have_the_same_tasks(desk) -> None:
    asked = "unit=县住建局&role=lead"
    page, table = desk.get(f"/tasks?{asked}").text, desk.get(f"/tasks.csv?{asked}").text
    assert "改造农村危房" in page
    assert "改造农村危房" in table
    assert page.count('data-head="任务"') == len(table.splitlines()) - 1 == 1


def test_a_task_shows_its_words_and_where_they_stand(desk) -> None:
    page = desk.get("/tasks/aa77dd88ee").text
    assert "“不少于40户”" in page
    assert "第5段" in page or "第6段" in page


def test_a_unit_is_found_by_a_short_name_that_no_text_prints(desk) -> None:
    found = desk.get("/units?name=青山县住建局").text
    assert "青山县住房和城乡建设局" in found


@pytest.mark.parametrize("page", [*PAGES, "/inbox", "/review", "/tasks/zzzz", "/units/天文台", "/tasks?after=x"])
def test_no_page_speaks_of_the_command_line(desk, page: str) -> None:
    assert not re.search(r"duban [a-z]|--[a-z]", re.sub(r'"[^"]*"', "", desk.get(page).text))
