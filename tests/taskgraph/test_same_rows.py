"""Every list, file and calendar gives the same rows for the same filters, in every format."""

from __future__ import annotations

import csv
import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from extract.model import Role, TaskKind
from taskgraph.cli import main
from taskgraph.store import load_document, open_store

NOW = datetime(2026, 3, 2, tzinfo=UTC)
ENDINGS = {
    "tasks": ("csv", "xlsx", "ics"),
    "status": ("csv", "xlsx", "ics"),
    "ledger": ("csv", "xlsx", "jsonl"),
    "calendar": ("ics",),
}
UNITS = ("县教育局", "县发改局", "县发展和改革局", "县“蓝天”办", "县民政局😀", "各乡镇")
TITLES = ("=1+1改造校舍", "+推进供水", "-整治村庄", "@修复河道", "办好“食堂”", "栽树🌳", "监测水质", "培训教师")
ROLES = {Role.LEAD: "牵头单位", Role.RESPONSIBLE: "责任单位", Role.COOPERATING: "配合单位"}


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="duban")


def _random_items(rng: random.Random, make_item, document: int) -> tuple[str, list]:
    """Return the text of a plan of a few tasks, and the items in it."""
    lines, items = [f"青山县第{document}号计划"], []
    for number, title in enumerate(rng.sample(TITLES, 4)):
        roles = {role: unit for role, unit in zip(ROLES, rng.sample(UNITS, 3), strict=True) if rng.random() < 0.6}
        due = date(2026, 1, 31) + timedelta(days=rng.randrange(300)) if rng.random() < 0.6 else None
        said = (f"{due.month}月{due.day}日前完成," if due else "") + ("每月通报," if rng.random() < 0.3 else "")
        lines += [f"{title}。{said}第{number}项。", *(f"{ROLES[role]}:{unit}" for role, unit in roles.items())]
        items.append(make_item(
            title, lines[-1], f"{document:02x}{number:02x}abcdef", kind=rng.choice(list(TaskKind)),
            units=[(unit, role) for role, unit in roles.items()],
            dates=[(f"{due.month}月{due.day}日前", due)] if due else (),
            rhythms=[("每月", "month", "FREQ=MONTHLY", None)] if "每月" in said else (),
        ))  # fmt: skip
    return "\n".join(lines), items


@pytest.fixture(scope="module", params=[1, 2, 3], ids=lambda seed: f"store {seed}")
def random_store(request, tmp_path_factory, make_plan, make_item) -> Path:
    rng, data_dir = random.Random(request.param), tmp_path_factory.mktemp("data")
    with open_store(data_dir) as store:
        for document in range(3):
            text, items = _random_items(rng, make_item, document)
            sample = make_plan(text, items, key=f"青政发〔2026〕{document}号", title=f"青山县第{document}号计划")
            doc = replace(sample.doc, meta=replace(sample.doc.meta, year=rng.choice([2025, 2026])))
            load_document(store, doc, sample.extraction, sample.data, now=NOW)
    return data_dir


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "--unit": st.sampled_from([*UNITS, "没有这个单位"]),
        "--role": st.sampled_from(list(Role)),
        "--doc": st.sampled_from([f"青政发〔2026〕{number}号" for number in range(3)]),
        "--year": st.sampled_from([2025, 2026]),
        "--kind": st.sampled_from(list(TaskKind)),
        "--due-before": DAYS,
        "--due-after": DAYS,
        "--text": st.sampled_from(["第1项", "通报", "=1+1", "🌳", "教育局", "没有的字"]),
    },
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(filters=FILTERS)
def test_the_same_filters_give_the_same_rows_in_every_format(random_store: Path, filters: dict[str, object]) -> None:
    asked = [part for option in filters.items() for part in option]
    listed = run("--data-dir", random_store, "tasks", "--json", *asked)
    for way in (("tasks",), ("status",), ("export", "ledger"), ("export", "calendar")):
        for ending in ENDINGS[way[-1]]:
            path = random_store / f"{way[-1]}.{ending}"
            result = run("--data-dir", random_store, *way, *asked, "-o", path)
            assert result.exit_code == listed.exit_code, result.output
            if listed.exit_code == 0:
                _assert_same_rows([json.loads(line) for line in listed.stdout.splitlines()], path)


@pytest.mark.parametrize(("command", "words"), [("who", "县发展和改革局"), ("search", "完成")])
def test_lists_of_one_name_or_word_have_the_same_rows_in_every_format(
    random_store: Path, command: str, words: str
) -> None:
    listed = run("--data-dir", random_store, command, words, "--json")
    rows = [json.loads(line) for line in listed.stdout.splitlines()]
    table = run("--data-dir", random_store, command, words).stdout.rpartition("\n\n")[2].splitlines()
    assert len(table) == len(rows) + 2
    for ending in ("csv", "xlsx", "ics"):
        path = random_store / f"{command}.{ending}"
        assert run("--data-dir", random_store, command, words, "-o", path).exit_code == 0
        _assert_same_rows(rows, path)


def _assert_same_rows(rows: list[dict], path: Path) -> None:
    ids = [row["task"] for row in rows]
    match path.suffix:
        case ".ics":
            dated = {row["task"] for row in rows if row["deadlines"]}  # all of them have a day or a rhythm
            events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
            assert {str(event["UID"]).partition("-")[0] for event in events} == dated
        case ".jsonl":
            assert [json.loads(line)["task"] for line in path.read_text("utf-8").splitlines()] == ids
        case _:
            assert _read_ids(path) == ids


def _read_ids(path: Path) -> list[str]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
    else:
        lines = [list(line) for line in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]
    head = next(n for n, line in enumerate(lines) if {"编号", "任务编号"} & set(line))
    column = next(n for n, name in enumerate(lines[head]) if name in {"编号", "任务编号"})
    return [str(line[column]) for line in lines[head + 1 :]]


@pytest.mark.parametrize("ending", ["xlsx", "csv", "jsonl", "ics"])
def test_the_same_data_give_the_same_bytes(random_store: Path, tmp_path: Path, ending: str) -> None:
    first, second = tmp_path / f"1.{ending}", tmp_path / f"2.{ending}"
    what = "calendar" if ending == "ics" else "ledger"
    for path in (first, second):
        assert run("--data-dir", random_store, "export", what, "-o", path).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
