"""The desk in a real browser: a clerk's day from the upload to the ledger, and every page looked at.

Needs Chromium from the system; pictures of all pages are left under build/screens/. Without a browser the tests are
skipped, unless CI=true, where one must be there.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from icalendar import Calendar
from openpyxl import load_workbook
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from taskgraph.web.desk import ADDRESSES

pytestmark = pytest.mark.e2e
ROOT = Path(__file__).parents[3]
SCREENS = ROOT / "build" / "screens"
PATIENCE = 60.0  # seconds for the server to start
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SIX_FORMATS = (
    "documents/青岚县2025年乡村产业提质工作要点.txt",
    "documents/青岚县2025年上半年乡村产业提质工作情况汇报.docx",
    "documents/岭川区2026年安全生产治本攻坚工作方案.pdf",
    "documents/禾泽县2026年重点项目推进节点清单.html",
    "carriers/青岚县2026年民生实事任务分解表.xlsx",
    "carriers/岭川区2026年安全生产治本攻坚工作方案.ofd",
)
LOOKS = {"wide": {"viewport": {"width": 1300, "height": 1000}},
         "phone": {"viewport": {"width": 360, "height": 740}},
         "dark": {"viewport": {"width": 1300, "height": 1000}, "color_scheme": "dark"}}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None and os.environ.get("CI") == "true":
        pytest.fail("no Chromium: install the system's package")
    if path is None:
        pytest.skip("NO BROWSER, THE DESK WAS NOT TESTED: install Chromium (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, duban) -> Iterator[str]:
    """The address of a desk into which the samples were loaded."""
    data_dir = tmp_path_factory.mktemp("data")
    duban.load_samples(data_dir)
    with duban.serve(data_dir) as address:
        yield address


@pytest.fixture
def new_desk(tmp_path: Path, duban) -> Iterator[str]:
    """The address of a desk on which nobody has worked yet."""
    with duban.serve(tmp_path) as address:
        yield address


class Watched:
    """A page, with what its console says and where it asks for anything."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        self.foreign: list[str] = []
        page.on("console", lambda said: self.errors.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda asked: self._note(asked.url))

    def _note(self, url: str) -> None:
        if urlsplit(url).hostname != "127.0.0.1" and urlsplit(url).scheme not in {"data", "blob"}:
            self.foreign.append(url)

    def check(self) -> None:
        assert self.errors == []
        assert self.foreign == []


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport=LOOKS["wide"]["viewport"], accept_downloads=True, locale="zh-CN")
    made.set_default_timeout(PATIENCE * 1000)
    yield made
    made.close()


@pytest.fixture
def watched(context: BrowserContext) -> Watched:
    return Watched(context.new_page())


def find_pages(page: Page, desk: str) -> dict[str, str]:
    """Return the addresses of all pages by the names of their pictures: the menu's, and one of each that they lead to."""
    page.goto(f"{desk}/tasks?unit=青岚县农业农村局&role=lead")
    task = page.locator("table.tasks tbody a").first.get_attribute("href")
    page.goto(f"{desk}/documents")
    document = page.locator("main table a").first.get_attribute("href")
    further = {
        "task": task, "document": document, "unit": "/units/青岚县农业农村局", "tasks_of_unit": "/tasks?unit=青岚县农业农村局",
        "calendar_december": "/calendar?month=2025-12", "gantt_by_unit": "/gantt?by=unit",
        "graph_of_task": f"/graph?around={str(task).rpartition('/')[2]}&depth=2", "nothing": "/tasks?text=没有这样的字",
    }  # fmt: skip
    return {name: str(address) for name, address in (ADDRESSES | further).items()}


def find_faults(page: Page) -> list[str]:
    """Return what axe finds serious or worse."""
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url}: {fault['id']} {[node['html'][:120] for node in fault['nodes'][:3]]}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("look", list(LOOKS))
def test_every_page_is_fit_to_be_seen_by_everybody(browser: Browser, desk: str, look: str) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(**LOOKS[look], locale="zh-CN")
    watched = Watched(context.new_page())
    page, faults, broad = watched.page, [], []
    for name, address in find_pages(page, desk).items():
        page.goto(desk + address)
        page.screenshot(path=SCREENS / f"{name}-{look}.png", full_page=True)
        faults += find_faults(page)
        broad += [address] if page.evaluate("document.documentElement.scrollWidth > innerWidth") else []
    context.close()
    watched.check()
    assert faults == []
    assert broad == [], "pages that must be scrolled sideways"


def test_pages_work_without_scripts(browser: Browser, desk: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk}/tasks")
    page.get_by_role("link", name="青岚县农业农村局").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("任务")
    context.close()


def mark(page: Page) -> None:
    """Leave something in the page that goes when it is loaded anew."""
    page.evaluate("window.kept = true")


def is_kept(page: Page) -> bool:
    return bool(page.evaluate("window.kept === true"))


def test_a_facet_narrows_the_list_in_place_and_can_be_gone_back_from(watched: Watched, desk: str) -> None:
    page = watched.page
    page.goto(f"{desk}/tasks")
    total = count_shown(page)
    mark(page)
    page.get_by_label("分类").get_by_role("link", name="青岚县农业农村局").click()
    expect(page.get_by_role("link", name="单位:青岚县农业农村局")).to_be_visible()
    assert is_kept(page)
    assert 0 < count_shown(page) < total
    page.get_by_role("columnheader", name="时限").get_by_role("link").click()
    expect(page.locator("th[aria-sort]")).to_contain_text("时限")
    assert is_kept(page)
    page.get_by_role("link", name="全选").first.click()
    expect(page.locator('input[name="task"]:not(:checked)')).to_have_count(0)
    for _ in range(3):
        with page.expect_event("load"):  # a page that is gone back to is asked for anew
            page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{total} 项")
    watched.check()


def test_a_fact_opens_beside_the_text_in_place_and_a_key_does_its_work_once(watched: Watched, new_desk: str) -> None:
    page = watched.page
    load_samples(page, new_desk)
    page.get_by_role("link", name="乡村产业提质工作要点").first.click()
    mark(page)
    page.locator("a.fact:has(mark.deadline)").first.click()
    expect(page.locator("#fact")).to_contain_text("时限")
    page.locator("a.fact:has(mark.unit)").first.click()
    expect(page.locator("#fact")).to_contain_text("单位")
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)
    chosen = page.locator("article .chosen").inner_text()
    page.keyboard.press("c")
    expect(page.locator("article .chosen")).not_to_have_text(chosen)  # the next doubt
    assert len(sent) == 1
    assert is_kept(page)
    watched.check()


def test_a_form_that_fails_says_why_in_place(watched: Watched, new_desk: str) -> None:
    page = watched.page
    load_samples(page, new_desk)
    page.goto(f"{new_desk}/tasks?role=lead")
    page.locator("table.tasks tbody a").first.click()
    page.get_by_role("link", name="牵头单位").first.click()
    page.wait_for_url("**fact=**")
    expect(page.locator("#fact").get_by_label("单位", exact=True)).to_be_attached()
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    page.keyboard.press("e")
    mark(page)
    page.locator("#fact").get_by_label("单位", exact=True).fill("县河湖局")
    page.get_by_role("button", name="保存更正").click()
    expect(page.get_by_role("alert")).to_contain_text("名录里没有这个单位")
    assert is_kept(page)
    page.locator("#fact").get_by_label("新单位").first.check()
    page.get_by_role("button", name="保存更正").click()
    expect(page.locator(".log")).to_contain_text("县河湖局")
    watched.errors = [said for said in watched.errors if "409" not in said]  # the browser notes the status itself
    watched.check()


def load_samples(page: Page, desk: str) -> None:
    """Load the samples, and wait as a clerk does: the page tells by itself when it is done."""
    page.goto(f"{desk}/inbox")
    page.get_by_role("button", name="用样例试一试").click()
    expect(page.get_by_role("heading", name="这一批")).to_contain_text("3 份,已完成", timeout=PATIENCE * 1000)


def test_a_desk_without_documents_says_how_to_begin(watched: Watched, new_desk: str) -> None:
    watched.page.goto(new_desk)
    expect(watched.page.locator("main")).to_contain_text("还没有文件")
    watched.page.screenshot(path=SCREENS / "empty-wide.png")
    assert find_faults(watched.page) == []
    watched.check()


def test_a_clerk_goes_from_six_files_to_the_ledger(watched: Watched, new_desk: str) -> None:
    page = watched.page
    upload(page, new_desk, SIX_FORMATS)
    correct_a_deadline(page)
    accept_progress(page, new_desk)
    task = find_task(page, "高标准农田 建设", "推进高标准农田建设")
    take_step(page, new_desk, task, "交办", "已交办")
    take_step(page, new_desk, task, "办结", "已办结")
    page.goto(f"{new_desk}/tasks?status=closed")
    expect(page.locator("table.tasks")).to_contain_text("推进高标准农田建设")
    assert count_ledger_rows(download(page, "台账")) == count_shown(page) == 1
    events = Calendar.from_ical(download(page, "日历", ".take")).walk("VEVENT")
    assert events
    assert all(str(event["SUMMARY"]).startswith("✔") for event in events)
    watched.check()


def upload(page: Page, desk: str, files: tuple[str, ...]) -> None:
    page.goto(f"{desk}/inbox")
    page.locator('input[name="files"]').first.set_input_files([ROOT / "corpus" / name for name in files])
    page.get_by_role("button", name="导入", exact=True).click()
    until = time.monotonic() + PATIENCE
    while "已完成" not in page.locator("main").inner_text():
        assert time.monotonic() < until, page.locator("main").inner_text()
        page.goto(f"{desk}/inbox")
    rows = page.locator("section[aria-labelledby=batch] tbody tr")
    expect(rows).to_have_count(len(files))
    expect(page.locator("tr.failed")).to_have_count(0)
    page.screenshot(path=SCREENS / "inbox_loaded-wide.png", full_page=True)
    assert find_faults(page) == []


def correct_a_deadline(page: Page) -> None:
    """Put another day for a deadline that was read from the plan."""
    page.get_by_role("link", name="乡村产业提质工作要点").first.click()
    page.locator("a.fact:has(mark.deadline)").first.click()
    page.get_by_text("更正", exact=False).locator("visible=true").first.click()
    page.locator('input[name="end"]').first.fill("2025-12-20")
    page.get_by_role("button", name="保存更正").click()
    expect(page.get_by_role("heading", name="更正记录")).to_be_visible()
    assert find_faults(page) == []


def accept_progress(page: Page, desk: str) -> None:
    """Decide on the first statement that is not sure."""
    page.goto(f"{desk}/review")
    page.screenshot(path=SCREENS / "review_open-wide.png", full_page=True)
    page.get_by_role("button", name="记入这项").first.click()
    expect(page.get_by_role("status")).to_contain_text("已记入")
    assert find_faults(page) == []


def find_task(page: Page, words: str, title: str) -> str:
    """Search as a clerk does, and return the id of the task."""
    page.get_by_placeholder("查找任务").fill(words)
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    return urlsplit(page.url).path.rpartition("/")[2]


def take_step(page: Page, desk: str, task: str, action: str, state: str) -> None:
    """Record a step for a task from the list, as for many at once."""
    page.goto(f"{desk}/tasks?text=高标准农田 建设")
    page.locator(f'input[name="task"][value="{task}"]').check()
    page.get_by_text("对勾选的任务一次记录").click()
    page.locator("#bulk").get_by_label("动作").select_option(label=action)
    page.locator("#bulk").get_by_label("经办人").fill("王芳")
    page.locator("#bulk").get_by_role("button").click()
    expect(page.locator("main")).to_contain_text(state)
    assert find_faults(page) == []


def download(page: Page, name: str, within: str = "main") -> bytes:
    with page.expect_download() as awaited:
        page.locator(within).get_by_role("link", name=name, exact=True).first.click()
    return Path(awaited.value.path()).read_bytes()


def count_shown(page: Page) -> int:
    return int(re.search(r"(\d+) 项", page.get_by_role("heading", level=1).inner_text())[1])


def count_ledger_rows(data: bytes) -> int:
    """Return how many tasks stand under the head 任务编号."""
    rows = [*load_workbook(BytesIO(data)).worksheets[0].iter_rows(values_only=True)]
    head = next(at for at, row in enumerate(rows) if "任务编号" in row)
    return sum(bool(row[rows[head].index("任务编号")]) for row in rows[head + 1 :])
