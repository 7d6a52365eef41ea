"""How long it takes to tell where tasks stand among 100,000 tasks with 500,000 events: one unit's, and all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlite_utils import Database

from corpus.bench import best_time
from taskgraph.light_rules import load_rule_set
from taskgraph.model import Filters
from taskgraph.query import find_fitting
from taskgraph.store import open_database
from taskgraph.viewpoint import Viewpoint

TASKS, EVENTS_EACH, UNITS, IN_DOCUMENT = 100_000, 5, 2_000, 100
_SEEN = Viewpoint(day=date(2026, 8, 31), rules=load_rule_set("deadline"))
_KINDS = ("accepted", "progress", "progress", "progress", "submitted")
_FACT = {"span_start": 0, "span_end": 0, "rule": "bench", "confidence": 1.0}
_LOADED = "2026-01-05T09:00:00+08:00"


def iter_store_lines() -> Iterator[str]:
    """Yield the seconds for the tasks of one unit and for all tasks, and how many tasks each tells of."""
    with TemporaryDirectory() as folder:
        db = open_database(Path(folder) / "bench.db")
        with db.atomic():
            fill_store(db)
        db.conn.row_factory = sqlite3.Row
        cases = (("one unit", "100 ms", Filters(unit="青岚县第7局")), ("all", "2 s", Filters()))
        for name, aim, filters in cases:
            seconds = best_time(lambda filters=filters: find_fitting(db.conn, filters, _SEEN))
            rows, _ = find_fitting(db.conn, filters, _SEEN)
            yield f"standing, {name:<14}{seconds * 1000:>9.1f} ms   {len(rows)} tasks, aim < {aim}"
        db.close()


def fill_store(db: Database) -> None:
    """Write what loads and the log would have written, without reading as many documents first."""
    tables = {
        "document": ({"id": f"d{n}", "key": f"青政发〔2026〕{n}号"} for n in range(TASKS // IN_DOCUMENT)),
        "version": map(_version, range(TASKS // IN_DOCUMENT)),
        "unit": map(_unit, range(UNITS)),
        "unit_form": ({"form": f"青岚县第{n}局", "unit": n + 1, "tier": 1} for n in range(UNITS)),
        "task": map(_task, range(TASKS)),
        "assignment": map(_assignment, range(TASKS)),
        "assignment_unit": ({"assignment": n + 1, "unit": n % UNITS + 1} for n in range(TASKS)),
        "deadline": map(_deadline, range(TASKS)),
        "target": map(_target, range(TASKS)),
        "tracked_task": map(_tracked_task, range(TASKS)),
        "event": (_event(n, number) for n in range(TASKS) for number in range(EVENTS_EACH)),
    }
    for name, rows in tables.items():
        db.table(name).insert_all(rows, batch_size=5000)


def _version(n: int) -> dict[str, Any]:
    own = {"id": n + 1, "document": f"d{n}", "text_hash": str(n), "title": f"青岚县2026年第{n}号工作要点"}
    dated = {"year": 2026, "written": "2026-01-05", "loaded_at": _LOADED, "period_start": "2026-01-01"}
    return own | dated | {"number": 1, "text": "", "type": "工作要点"}


def _unit(n: int) -> dict[str, Any]:
    return {"id": n + 1, "region": "青岚县", "name": f"第{n}局", "label": f"青岚县第{n}局", "collective": 0}


def _task(n: int) -> dict[str, Any]:
    own = {"id": n + 1, "version": n // IN_DOCUMENT + 1, "task": f"{n:010x}", "path": f"1.{n % IN_DOCUMENT + 1}"}
    return own | _FACT | {"kind": "task", "title": f"建设第{n}处设施", "text": f"建设第{n}处设施", "page": None}


def _assignment(n: int) -> dict[str, Any]:
    return {"id": n + 1, "task": n + 1, "unit": f"县第{n % UNITS}局", "role": "lead"} | _FACT


def _deadline(n: int) -> dict[str, Any]:
    due = date(2026, 3, 1) + timedelta(days=n % 300)
    return {"id": n + 1, "task": n + 1, "text": "年内", "end_date": due.isoformat(), "basis": "exact"} | _FACT


def _target(n: int) -> dict[str, Any]:
    words = {"text": "不少于40户", "metric": "设施", "op": ">=", "value": "40", "unit": "户"}
    return {"id": n + 1, "task": n + 1} | words | _FACT


def _tracked_task(n: int) -> dict[str, Any]:
    return {
        "task": f"{n:010x}",
        "document_key": f"青政发〔2026〕{n // IN_DOCUMENT}号",
        "title": "设施",
        "quote": "设施",
    }


def _event(n: int, number: int) -> dict[str, Any]:
    """The log of a task: taken on, three reports of numbers, and for every other task an application for closure."""
    day = date(2026, 1, 10) + timedelta(days=45 * number + n % 30)
    kind = _KINDS[number] if number < 4 or n % 2 else "progress"
    value = {"value": str(10 * number), "unit": "户"} if kind == "progress" else {"value": None, "unit": None}
    own = {"task": f"{n:010x}", "number": number + 1, "kind": kind, "happened_on": day.isoformat()}
    return own | value | {"recorded_at": f"{day}T09:00:00+08:00"}
