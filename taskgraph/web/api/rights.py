"""Which right each address of the API asks for, and how the log calls what it does; as `web/rights.py` for pages."""

from __future__ import annotations

from taskgraph.people.model import Right, Rule

API_RULES: dict[str, Rule] = {
    "GET /api/v1/openapi.json": Rule(Right.ANYONE),
    "GET /api/v1/tasks": Rule(Right.LOOK),
    "GET /api/v1/facets": Rule(Right.LOOK),
    "GET /api/v1/tasks/{task}": Rule(Right.LOOK),
    "GET /api/v1/tasks/{task}/events": Rule(Right.LOOK),
    "POST /api/v1/tasks/{task}/events": Rule(Right.REPORT, "记录一项任务的办理"),
    "POST /api/v1/tasks/{task}/events/{number}/undo": Rule(Right.WORK, "撤回一条记录"),
    "POST /api/v1/events": Rule(Right.REPORT, "记录多项任务的办理"),
}
