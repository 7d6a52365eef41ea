"""What a person decides of a statement, in the words of a form or of the API, and putting it on record."""

from __future__ import annotations

from taskgraph.errors import QueryError
from taskgraph.lookup import resolve_task
from taskgraph.review import desk as verdicts
from taskgraph.review.linking import Decider
from taskgraph.viewpoint import now
from taskgraph.web.desk import Desk
from taskgraph.web.forms import Fields

_VERBS = {"accept": verdicts.accept, "reject": verdicts.reject, "undo": verdicts.undo}


def decide(desk: Desk, number: int, given: Fields) -> None:
    """Carry out a verb, or let the statement belong to the task that is named; raise NotFoundError, QueryError."""
    name, verb = given.get("task"), _VERBS.get(given.get("verb", ""))
    if not name and not verb:
        raise QueryError("请写明是哪项任务:编号的开头,或标题")
    if name:
        with desk.reading() as db:
            row = resolve_task(db, name).row
    with desk.writing() as store, store.db.atomic():
        at = Decider(db=store.db, now=now(), by=desk.sign(given.get("by")))
        if name:
            verdicts.assign(at, number, verdicts.load_task(at, row))
        elif verb:
            verb(at, number)
