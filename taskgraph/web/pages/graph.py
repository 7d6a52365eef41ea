from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from taskgraph.errors import NotFoundError
from taskgraph.graph.build import name_task
from taskgraph.graph.near_query import load_near
from taskgraph.graph.whole_query import Tie, find_ties
from taskgraph.lookup import resolve_task
from taskgraph.query import find_row_ids, load_task
from taskgraph.web.asked import read_filters, write_filters
from taskgraph.web.desk import desk_of, show_page
from taskgraph.web.drawing.near import draw_near, draw_ties
from taskgraph.web.finding import ask_desk, recall_reading

router = APIRouter()
MOST_TASKS, MOST_DOCUMENTS, MOST_UNITS = 60, 25, 30
DEEPEST = 3


@router.get("/graph")
def show_graph(request: Request, around: str = "", depth: int = 1) -> Response:
    """What a task hangs together with; without a task, which documents give work to which lead units."""
    return _show_near(request, around, min(max(depth, 1), DEEPEST)) if around else _show_whole(request)


def _show_near(request: Request, around: str, depth: int) -> Response:
    desk = desk_of(request)
    with desk.reading() as db:
        found = resolve_task(db, around)
        if not found.in_force:
            raise NotFoundError(f"任务“{around}”不在现行文件中,没有关系图")
        task = load_task(db, found.row, desk.viewpoint())
        near = load_near(db, task, desk.viewpoint(), depth, MOST_TASKS)
    drawn = draw_near(f"{task.title}的关系图", near.graph, name_task(task.root))
    return show_page(
        "graph_near",
        section="graph",
        task=task,
        depth=depth,
        depths=range(1, DEEPEST + 1),
        drawn=Markup(drawn),  # noqa: S704 - escapes its words
        cut=near.cut,
        most=MOST_TASKS,
    )


def _show_whole(request: Request) -> Response:
    desk, filters = desk_of(request), read_filters(request.query_params)
    with desk.reading() as db:
        asked = ask_desk(desk, db, filters)

        def load() -> tuple[Tie, ...]:
            return find_ties(db, find_row_ids(db, asked))

        name = ("ties", filters)
        ties = desk.memo.recall(name, load) if filters.of_standings else recall_reading(desk, db, name, load)
    shown = choose_ties(ties)
    drawn = draw_ties("文件和牵头单位", shown, _count(ties, 2), write_filters(filters))
    return show_page(
        "graph",
        section="graph",
        filters=filters,
        drawn=Markup(drawn) if shown else None,  # noqa: S704 - escapes its words
        cut=len(shown) < len(ties),
    )


def choose_ties(ties: Sequence[Tie]) -> list[Tie]:
    """Return the ties between the documents and units with the most tasks."""
    documents, units = (dict(_count(ties, at).most_common(most)) for at, most in ((0, MOST_DOCUMENTS), (2, MOST_UNITS)))
    return [tie for tie in ties if tie.document in documents and tie.unit in units]


def _count(ties: Sequence[Tie], at: int) -> Counter[str]:
    """Count the tasks by one part of their ties."""
    counts: Counter[str] = Counter()
    for tie in ties:
        counts[str(tie[at])] += tie.tasks
    return counts
