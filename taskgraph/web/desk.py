"""What every page needs: the settings, the templates, and the answer in which a page is shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from extract.model import Role
from taskgraph.config import Settings
from taskgraph.facet_view import NAMES, label_of
from taskgraph.fact_view import show_number
from taskgraph.filter_view import FILTER_NAMES, describe_filter
from taskgraph.history import show_detail
from taskgraph.nodes import NODE_WORDS, find_nodes
from taskgraph.people.model import LOCAL
from taskgraph.people.wording import USER_ROLES
from taskgraph.reader import open_reader
from taskgraph.reasons import explain_light
from taskgraph.status import show_due
from taskgraph.store import Store, open_store
from taskgraph.terms import EVENTS, KINDS, LEVELS, LIGHTS, NEEDS, ROLES, SAID, STATES, show_day, show_days
from taskgraph.viewpoint import Viewpoint, load_viewpoint
from taskgraph.views import due_of, targets_of, units_of
from taskgraph.web.asked import write_filters, write_word
from taskgraph.web.memo import Memo
from taskgraph.web.person import may_ask, person_asking

SECTIONS: Mapping[str, str] = {
    "overview": "总览",
    "inbox": "收件",
    "tasks": "任务",
    "calendar": "日历",
    "gantt": "进度图",
    "graph": "关系图",
    "units": "单位",
    "review": "进展",
    "documents": "文件",
    "help": "帮助",
}
ADDRESSES: Mapping[str, str] = {
    "overview": "/",
    "inbox": "/inbox",
    "tasks": "/tasks",
    "calendar": "/calendar",
    "gantt": "/gantt",
    "graph": "/graph",
    "units": "/units",
    "review": "/review",
    "documents": "/documents",
    "help": "/help",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """The office's data directory and rules, as every page finds them."""

    settings: Settings
    memo: Memo
    results: dict[str, object] = field(default_factory=dict)  # of steps for many tasks, to be looked at once more

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with open_reader(self.settings.data_dir) as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """Open the store for writing; raise LockedError while something else writes."""
        with open_store(self.settings.data_dir) as store:
            yield store

    def viewpoint(self, as_of: date | None = None) -> Viewpoint:
        return load_viewpoint(self.settings, as_of)


def desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def show_page(name: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return the page `name` (a template) with `values`; `section` says which part of the menu it belongs to."""
    page = load_templates().get_template(f"{name}.html").render({"section": None} | values)
    answer = HTMLResponse(page, status_code=status)
    if person_asking() is not LOCAL:
        answer.headers["Cache-Control"] = "no-store"  # the next one at this browser may be somebody else
    return answer


@cache
def load_templates() -> Environment:
    """Load the templates; a name that a page does not give is an error."""
    templates = Environment(
        loader=PackageLoader("taskgraph.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals |= {"sections": SECTIONS, "addresses": ADDRESSES, "facet_names": NAMES, "roles": ROLES}
    templates.globals |= {"write_filters": write_filters, "states": STATES, "lights": LIGHTS, "needs": NEEDS}
    templates.globals["filter_names"] = FILTER_NAMES
    templates.globals["with_htmx"] = read_static("vendor/htmx-2.min.js") is not None
    templates.globals |= {"said_words": SAID, "node_words": NODE_WORDS}
    templates.globals |= {"person_asking": person_asking, "may_ask": may_ask, "local": LOCAL, "user_roles": USER_ROLES}
    templates.filters |= _FILTERS
    return templates


_FILTERS: dict[str, Callable[..., Any]] = {
    "day": show_day,
    "due": lambda due: show_days(show_due(due)),
    "days": show_days,
    "dues": lambda task: show_days(due_of(task)),
    "nodes": find_nodes,
    "rhythms": lambda task: ";".join(dict.fromkeys(one.text for one in task.deadlines if one.every)),
    "why": lambda task: show_days(explain_light(task)),
    "targets": targets_of,
    "leads": lambda task: units_of(task, Role.LEAD),
    "others": lambda task: units_of(task, Role.RESPONSIBLE),
    "helpers": lambda task: units_of(task, Role.COOPERATING),
    "state": lambda state: STATES[state],
    "light": lambda light: LIGHTS[light],
    "kind": lambda kind: KINDS[kind],
    "role": lambda role: ROLES[role],
    "level": lambda level: LEVELS[level],
    "event": lambda kind: EVENTS[kind],
    "told": show_detail,
    "number": lambda number: "" if number is None else show_number(number),
    "facet_label": label_of,
    "filter_words": describe_filter,
    "query_word": write_word,
}


def read_static(name: str) -> bytes | None:
    """Return a file that pages load, None where there is none of that name."""
    file = files("taskgraph.web") / "static" / name
    return file.read_bytes() if file.is_file() else None
