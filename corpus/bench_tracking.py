"""How long it takes to track a report of 200 statements against 500 targets, beside jieba on the same words, and to
match it in a store of 100,000 tasks.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from extract.pipeline import extract
from ingest.pipeline import read_document
from taskgraph.review.matching import match_waiting
from taskgraph.store import Store, load_document, open_database
from taskgraph.tracking import features, wording
from taskgraph.tracking.model import Reading
from taskgraph.tracking.pipeline import track
from taskgraph.viewpoint import BEIJING

TARGETS, STATEMENTS = 500, 200
STORED, A_PLAN = 100_000, 500  # tasks of other counties, and how many of them a plan has
NOW = datetime(2026, 1, 10, tzinfo=BEIJING)
_THINGS = (
    "柚园",
    "茶园",
    "冷库",
    "渠道",
    "校舍",
    "管网",
    "大棚",
    "车间",
    "驿站",
    "泵站",
    "林地",
    "渔港",
    "小区",
    "车位",
    "床位",
)
_SORTS = (
    "高标准",
    "低产",
    "乡村",
    "城镇",
    "沿江",
    "山区",
    "示范",
    "智慧",
    "应急",
    "公办",
    "标准化",
    "生态",
    "共享",
    "重点",
)
_MAKING = ("新建", "改造", "培育", "建成", "完成")
_UNITS = ("亩", "座", "个", "公里", "所", "家", "张")


def make_plan(targets: int) -> Reading:
    items = (
        f"{n + 1}.推进{_name(n)}建设。{_making(n)}{(7 * n) % 900 + 10}{_UNITS[n % 7]}以上。\n责任单位:区发展改革局"
        for n in range(targets)
    )
    return _read("岭川区2025年工作要点", "2025年2月3日", "一、重点任务", items)


def make_report(statements: int) -> Reading:
    items = (f"{_making(n)}{(7 * n) % 900 + 15}{_UNITS[n % 7]}。" for n in range(0, 2 * statements, 2))
    return _read("岭川区2025年工作总结", "2026年1月9日", "一、工作完成情况", items)


def _name(n: int) -> str:
    return f"{_SORTS[n % 14]}{_THINGS[(n // 14) % 15]}" + f"{'甲乙丙丁'[n // 210]}片"


def _making(n: int) -> str:
    return f"{_MAKING[n % 5]}{_name(n)}"


def _read(title: str, day: str, heading: str, items: Iterator[str]) -> Reading:
    text = f"{title}\n\n岭川区人民政府办公室\n{day}\n\n{heading}\n\n" + "\n\n".join(items) + "\n"
    doc = read_document(text.encode(), f"{title}.txt")
    return Reading(doc=doc, extraction=extract(doc))


def iter_tracking_lines() -> Iterator[str]:
    """Yield the seconds of a first tracking and of the segmentation in it; nothing that it learns is kept between."""
    plan, report = make_plan(TARGETS), make_report(STATEMENTS)
    wording.cut("预热")
    for cached in (wording.cut, wording.fold, features.find_sides):
        cached.cache_clear()
    start = time.perf_counter()
    links = track([plan], report).links
    seconds = time.perf_counter() - start
    start = time.perf_counter()
    for text in (plan.doc.text, report.doc.text):
        wording.cut.__wrapped__(text)
    peer = time.perf_counter() - start
    linked = sum(link.result is not None for link in links)
    name = f"track {STATEMENTS} on {len(links)}"
    yield f"{name:<24}{seconds * 1000:>9.1f} ms   {'jieba.cut':<16}{peer * 1000:>9.1f} ms   linked {linked}, aim < 5 s"


def fill_store(store: Store, tasks: int) -> None:
    """Put tasks of other counties into a store, surveyed, as rows without a text."""
    for plan in range(tasks // A_PLAN):
        document = f"other-{plan}"
        store.db.execute("INSERT INTO document (id, key) VALUES (?, ?)", [document, document])
        version = store.db.execute(
            "INSERT INTO version (document, number, text_hash, text, type, loaded_at)"
            " VALUES (?, 1, ?, '', '工作要点', '2025-02-03') RETURNING id",
            [document, document],
        ).fetchone()[0]
        store.db.execute(
            "INSERT INTO scope (version, waits, region, plans_from, plans_to) VALUES (?, 0, ?, 2025, 2025)",
            [version, f"第{plan}县"],
        )
        rows = ((version, f"{document}-{n}", str(n), _name(n)) for n in range(A_PLAN))
        store.db.conn.executemany(
            "INSERT INTO task (version, task, path, kind, title, text, span_start, span_end, rule, confidence)"
            " VALUES (?, ?, ?, 'task', ?, '', 0, 0, 'bench', 1)",
            rows,
        )


def iter_review_lines() -> Iterator[str]:
    """Yield the seconds of matching a loaded report, of which its survey and the events that it makes are parts."""
    with TemporaryDirectory() as folder:
        store = Store(open_database(":memory:"), Path(folder))
        fill_store(store, STORED)
        for reading in (make_plan(TARGETS), make_report(STATEMENTS)):
            load_document(store, reading.doc, reading.extraction, reading.doc.text.encode(), now=NOW)
        start = time.perf_counter()
        (matched,) = match_waiting(store.db, NOW)
        seconds = time.perf_counter() - start
    name = f"match in {STORED} tasks"
    yield f"{name:<24}{seconds * 1000:>9.1f} ms   linked {matched.linked} of {matched.statements}, aim < 5 s"
