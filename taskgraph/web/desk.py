"""What every page needs: the settings, the templates, and the answer in which a page is shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from extract.model import Role
from taskgraph.config import Settings
from taskgraph.datadir import A_MOMENT
from taskgraph.events import EventKind
from taskgraph.facet_view import NAMES, label_of
from taskgraph.fact_view import show_number
from taskgraph.filter_view import FILTER_NAMES, describe_filter
from taskgraph.history import show_detail
from taskgraph.nodes import NODE_WORDS, find_nodes
from taskgraph.people.model import LOCAL, Person, Right, may, name_user, right_to_record
from taskgraph.people.narrowing import narrow_to_units
from taskgraph.people.query import find_within
from taskgraph.people.view import show_moment
from taskgraph.people.wording import USER_ROLES
from taskgraph.reader import open_reader
from taskgraph.reasons import explain_light
from taskgraph.status import show_due
from taskgraph.store import Store, open_store
from taskgraph.terms import EVENTS, KINDS, LEVELS, LIGHTS, NEEDS, ROLES, SAID, STATES, show_day, show_days
from taskgraph.viewpoint import Viewpoint, load_viewpoint
from taskgraph.views import due_of, targets_of, units_of
from taskgraph.web.asked import write_filters, write_word
from taskgraph.web.marked_text import name_anchor
from taskgraph.web.memo import Memo, OwnMemo
from taskgraph.web.person import may_ask, person_asking
from taskgraph.web.shelf import Shelf

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
    "users": "用户",
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
    "users": "/users",
    "help": "/help",
}


NOT_YOURS = "您的账号没有做这件事的权限。如确有需要,请联系管理员。"


@dataclass(frozen=True, slots=True)
class Desk:
    """The office's data directory and rules, as every page finds them for the person who asks."""

    settings: Settings
    memo: Memo | OwnMemo
    shelf: Shelf = field(default_factory=Shelf)
    person: Person | None = None  # None sees no task

    @property
    def sees_all(self) -> bool:
        return self.person is not None and self.person.unit is None

    def of(self, person: Person | None) -> Desk:
        """Return the office's desk as a person sees it."""
        own = replace(self, person=person)
        return own if own.sees_all else replace(own, memo=OwnMemo(self.memo, person.unit if person else None))

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Open the store with what the person may see, and nothing else."""
        with open_reader(self.settings.data_dir) as db:
            if not self.sees_all:
                narrow_to_units(db, find_within(db, self.person.unit) if self.person and self.person.unit else ())
            yield db

    def may(self, right: Right) -> bool:
        return may(self.person, right)

    def may_record(self, kind: EventKind) -> bool:
        return may(self.person, right_to_record(kind))

    def sign(self, typed: str | None) -> str | None:
        """Return by whom something is recorded: who has logged in, else the name that was typed."""
        return name_user(self.person) or typed

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """Open the store for writing; raise LockedError where something else writes for longer than a moment."""
        with open_store(self.settings.data_dir, patience=A_MOMENT) as store:
            yield store
        self.memo.note_own_write()

    def viewpoint(self, as_of: date | None = None) -> Viewpoint:
        return load_viewpoint(self.settings, as_of)


def office_desk(request: Request) -> Desk:
    """Return the desk as nobody in particular sees it: without any task."""
    desk: Desk = request.app.state.desk
    return desk


def desk_of(request: Request) -> Desk:
    """Return the desk as the person who asks sees it."""
    return office_desk(request).of(person_asking())


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
    templates.globals["in_place"] = IN_PLACE
    templates.globals["with_htmx"] = read_static("vendor/htmx-2.min.js") is not None
    templates.globals |= {"said_words": SAID, "node_words": NODE_WORDS}
    templates.globals |= {"person_asking": person_asking, "may_ask": may_ask, "local": LOCAL, "user_roles": USER_ROLES}
    templates.filters |= _FILTERS
    return templates


# On what holds links and forms that lead to the same page: with scripts they change it without loading it anew.
IN_PLACE = Markup('hx-boost="true" hx-target="#main" hx-select="#main" hx-swap="outerHTML show:none"')
_FILTERS: dict[str, Callable[..., Any]] = {
    "day": show_day,
    "moment": show_moment,
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
    "anchor": name_anchor,
}


def read_static(name: str) -> bytes | None:
    """Return a file that pages load, None where there is none of that name."""
    file = _find_static().get(name)
    return file.read_bytes() if file else None


@cache
def _find_static() -> Mapping[str, Traversable]:
    """Return the files that pages load by their names: no other name is ever looked for on the disk."""
    return dict(_iter_static(files("taskgraph.web") / "static"))


def _iter_static(folder: Traversable, within: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = f"{within}{entry.name}"
        if entry.is_dir():
            yield from _iter_static(entry, f"{name}/")
        else:
            yield name, entry
