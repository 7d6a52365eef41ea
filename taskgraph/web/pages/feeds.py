"""Calendars that phones and mail programs subscribe to: each at an address that nobody can guess."""

from __future__ import annotations

import re
import sqlite3
from hashlib import sha256
from typing import NamedTuple

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from taskgraph.errors import NotFoundError, PeopleError
from taskgraph.ics import CalendarStyle, build_calendar
from taskgraph.model import Filters
from taskgraph.options import parse_filters
from taskgraph.people.model import LOCAL, Right, name_user
from taskgraph.people.query import find_feed, find_feeds
from taskgraph.people.records import Feed, is_stale
from taskgraph.people.store import add_feed, note_feed_use, open_people, revoke_feed
from taskgraph.people.throttle import Door, name_address
from taskgraph.saved_query import load_saved, resolve_saved
from taskgraph.viewpoint import now
from taskgraph.web.api.asking import Number
from taskgraph.web.desk import Desk, desk_of, office_desk, show_page
from taskgraph.web.files import MEDIA
from taskgraph.web.finding import find_asked
from taskgraph.web.forms import Given
from taskgraph.web.gate import refuse
from taskgraph.web.identity import TOO_OFTEN, Refusal, address_of
from taskgraph.web.pages.login import read_next
from taskgraph.web.person import name_object

router = APIRouter()
_SCHEME = re.compile(r"^https?:")
_KEPT = {"Cache-Control": "private, max-age=900"}


class Made(NamedTuple):
    """A calendar as it is sent, and its tag."""

    data: bytes
    tag: str


@router.get("/feeds")
def list_feeds(request: Request) -> Response:
    """One's own feeds, and the form for another."""
    return _render(request)


@router.post("/feeds")
def make_feed(request: Request, given: Given) -> Response:
    """Make a feed and show its address, this once."""
    desk, saved = desk_of(request), given.get("saved")
    name_object(given.get("name", ""))
    owner = name_user(desk.person)
    if owner is None:
        return _render(request)
    try:
        with desk.reading() as db:
            _read_filters(db, saved)
        with open_people(desk.settings.data_dir) as db:
            number, secret = add_feed(db, owner, given.get("name", ""), saved, now())
    except (NotFoundError, PeopleError) as error:
        return _render(request, problem=str(error))
    return _render(request, made=f"{request.base_url}calendar/{number}/{secret}.ics")


@router.post("/feeds/{number}/revoke")
def end_feed(request: Request, number: Number, given: Given) -> Response:
    """End one of one's own feeds; admins end anybody's."""
    desk = desk_of(request)
    owner = None if desk.may(Right.MANAGE) else name_user(desk.person) or ""
    with open_people(desk.settings.data_dir) as db:
        revoke_feed(db, number, now(), user=owner)
    return RedirectResponse(read_next(given.get("next", "/feeds")), status_code=303)


@router.get("/calendar/{number}/{secret}.ics")
def send_feed(request: Request, number: str, secret: str) -> Response:
    """The calendar of a feed as its user would see it now; for a wrong secret there is nothing here."""
    desk = office_desk(request)
    with desk.of(LOCAL).reading() as db:
        found = find_feed(db, int(number), secret) if number.isdecimal() and len(number) < 10 else None
    if found is None:
        wait = request.app.state.throttle.try_door(Door.FEED, name_address(address_of(request)))
        if wait:
            return refuse(request, Refusal(429, TOO_OFTEN, wait))
        raise HTTPException(404)
    feed, owner = found
    made = _make_calendar(desk.of(owner), feed)
    _note_use(desk, feed)
    headers = _KEPT | {"ETag": made.tag}
    if made.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(made.data, media_type=MEDIA["ics"], headers=headers)


def _make_calendar(desk: Desk, feed: Feed) -> Made:
    def make() -> Made:
        tasks = find_asked(desk, db, filters)
        data = build_calendar(tasks, CalendarStyle(alarm_workdays=desk.settings.alarm_workdays)).data
        return Made(data, f'"{sha256(data).hexdigest()[:32]}"')

    with desk.reading() as db:
        filters = _read_filters(db, feed.saved)
        return desk.memo.recall(("feed", filters), make)


def _read_filters(db: sqlite3.Connection, saved: str | None) -> Filters:
    """Return what a feed lists: what a search does that was kept under a name, else everything."""
    return parse_filters(resolve_saved(db, saved).options) if saved else Filters()


def _note_use(desk: Desk, feed: Feed) -> None:
    if is_stale(feed.used_at, now()):
        with open_people(desk.settings.data_dir) as db:
            note_feed_use(db, feed.number, now())


def _render(request: Request, *, made: str = "", problem: str = "") -> Response:
    desk = desk_of(request)
    owner = name_user(desk.person)
    with desk.reading() as db:
        feeds = find_feeds(db, owner) if owner else ()
        searches = [saved.name for saved in load_saved(db)]
    return show_page(
        "feeds",
        status=400 if problem else 200,
        section="calendar",
        named=owner is not None,
        feeds=feeds,
        searches=searches,
        made=made,
        webcal=_SCHEME.sub("webcal:", made),
        problem=problem,
    )
