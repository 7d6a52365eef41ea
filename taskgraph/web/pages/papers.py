from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.lookup import resolve_task
from taskgraph.query import load_task
from taskgraph.web.asked import one_of, read_day, read_filters
from taskgraph.web.desk import desk_of
from taskgraph.web.files import MEDIA, name_file, send_file

router = APIRouter()


@router.get("/orders.docx")
def download_orders(request: Request, by: str = "task", task: str = "") -> Response:
    """Supervision orders for the open tasks that fit, for each or for each lead unit; or for one task alone."""
    from taskgraph.paper.files import bind_papers  # noqa: PLC0415 - only these pages need what writes Word
    from taskgraph.paper.kinds import load_template  # noqa: PLC0415 - as above
    from taskgraph.paper.order import KINDS, OrderBy, make_issue  # noqa: PLC0415 - as above
    from taskgraph.paper.query import find_orders, load_task_orders  # noqa: PLC0415 - as above

    desk, filters, chosen = desk_of(request), read_filters(request.query_params), one_of(OrderBy)(by)
    viewpoint = desk.viewpoint(filters.as_of)
    issue = make_issue(viewpoint.day)
    with desk.reading() as db:
        if task:
            found = load_task(db, resolve_task(db, task).row, viewpoint)
            orders = load_task_orders(db, [found], issue, viewpoint)
        else:
            orders = find_orders(db, filters, chosen, issue, viewpoint)
    template = load_template(desk.settings.data_dir, KINDS[chosen])
    name = name_file("督办单", filters, viewpoint.day, "docx")
    return send_file(bind_papers(template, orders), name, MEDIA["docx"])


@router.get("/bulletin.docx")
def download_bulletin(request: Request) -> Response:
    """The bulletin of a period (`from` and `to`, else this month so far) over the tasks that fit."""
    from taskgraph.paper.bulletin import make_period, write_bulletin  # noqa: PLC0415 - as above
    from taskgraph.paper.kinds import PaperKind, load_template  # noqa: PLC0415 - as above
    from taskgraph.paper.query import load_bulletin  # noqa: PLC0415 - as above
    from taskgraph.paper.template import fill_template  # noqa: PLC0415 - as above

    desk, query, filters = desk_of(request), request.query_params, read_filters(request.query_params)
    first, last = (read_day(query[name]) if query.get(name) else None for name in ("from", "to"))
    period = make_period(first, last or filters.as_of or desk.viewpoint().day)
    asked = replace(filters, as_of=filters.as_of or period.last)
    with desk.reading() as db:
        made = load_bulletin(db, asked, desk.viewpoint(asked.as_of), period)
    template = load_template(desk.settings.data_dir, PaperKind.BULLETIN)
    name = name_file("通报", filters, period.last, "docx")
    return send_file(fill_template(template, [write_bulletin(made)]), name, MEDIA["docx"])
