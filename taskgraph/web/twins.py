"""The rows of a page as a file: JSON, CSV or a workbook, and a calendar where the rows have days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from fastapi import Path
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.listing import TaskOf, render_listing
from taskgraph.model import Filters
from taskgraph.output import Format, Row, View
from taskgraph.web.desk import desk_of
from taskgraph.web.files import MEDIA, name_file, send_file
from taskgraph.web.tags import tags_of

Ending = Annotated[Format, Path()]


class Twin(NamedTuple):
    """How the file of a list is called, and which filters it is of."""

    name: str
    filters: Filters = Filters()


def send_rows(
    request: Request, twin: Twin, view: View[Row], rows: Sequence[Row], form: Format, task_of: TaskOf[Row] | None = None
) -> Response:
    """Return all rows of a list as a file; without `task_of` they have no days, and make no calendar."""
    if form is Format.TABLE or (form is Format.ICS and task_of is None):
        raise HTTPException(404)
    desk = desk_of(request)
    data = render_listing(view, rows, form, task_of or (lambda _row: None), desk.settings)
    day = desk.viewpoint(twin.filters.as_of).day
    answer = send_file(data, name_file(twin.name, twin.filters, day, form), MEDIA[form])
    answer.headers.update(tags_of(request))
    return answer
