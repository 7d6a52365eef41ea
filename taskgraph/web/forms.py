"""What a form sends, read as a person typed it, and the way back to a page; who did it is remembered in a cookie."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse

from taskgraph.errors import QueryError
from taskgraph.people.model import LOCAL, name_user
from taskgraph.viewpoint import now
from taskgraph.web.asked import read_day
from taskgraph.web.person import person_asking

Fields = Mapping[str, str]  # what is filled in, as text, by the names that forms and the API have for it
WHO = "who"
LONGEST = 10_000  # characters of a field; a cell of a ledger takes three times as many
_YEAR = 365 * 24 * 3600


async def read_form(request: Request) -> Fields:
    """Return the fields that are filled in; raise QueryError for more than a person writes."""
    form = await request.form()
    words = {name: value.strip() for name, value in form.items() if isinstance(value, str)}
    if any(len(value) > LONGEST for value in words.values()):
        raise QueryError(f"写得太长了,每一栏最多 {LONGEST} 个字")
    return {name: value for name, value in words.items() if value}


Given = Annotated[Fields, Depends(read_form)]


def day_in(given: Fields, name: str) -> date | None:
    return read_day(given[name]) if name in given else None


def past_day_in(given: Fields, name: str) -> date:
    """Return a day on which something can have happened already, today where none is given."""
    today = now().date()
    day = day_in(given, name) or today
    if day > today:
        raise QueryError(f"{day} 还没有到,只能记录已发生的事")
    return day


def number_in(given: Fields, name: str) -> Decimal | None:
    if name not in given:
        return None
    try:
        number = Decimal(given[name])
    except InvalidOperation as error:
        raise QueryError(f"“{given[name]}”不是数字,请写成 26 或 5.9,单位另填") from error
    if not number.is_finite():
        raise QueryError(f"“{given[name]}”不是数字")
    return number


def count_in(given: Fields, name: str) -> int:
    """Return the number of a record; raise QueryError where none is given."""
    text = given.get(name, "")
    if not (text.isdecimal() and len(text) < 10):
        raise QueryError(f"“{text}”不是序号")
    return int(text)


def who_asks(request: Request) -> str:
    """Return the name of who has logged in, else that which was last given at this browser."""
    return name_user(person_asking()) or unquote(request.cookies.get(WHO, ""))


def go_to(address: str, given: Fields) -> RedirectResponse:
    """Return the answer to a form that was carried out: another page, and the name kept for the next form."""
    answer = RedirectResponse(address, status_code=303)
    if (by := given.get("by")) and person_asking() is LOCAL:
        answer.set_cookie(WHO, quote(by), max_age=_YEAR, httponly=True, samesite="strict")
    return answer
