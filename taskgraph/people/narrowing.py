"""What the user of a unit does not see: hidden where the store is opened for reading, below everything that asks.

Lists, counts, names typed in, links and files read `task` and `document`; temporary views of these names take the place
of the tables on one connection. Whatever is asked then, now or by code to come, other tasks are not there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

_HIDE = (
    """CREATE TEMP TABLE own_task AS
    SELECT DISTINCT assignment.task FROM main.assignment_unit
    JOIN main.assignment ON assignment.id = assignment_unit.assignment
    WHERE assignment_unit.unit IN (SELECT value FROM json_each(:units))""",
    """CREATE TEMP TABLE own_document AS
    SELECT DISTINCT version.document FROM temp.own_task
    JOIN main.task ON task.id = own_task.task JOIN main.version ON version.id = task.version""",
    "CREATE TEMP VIEW task AS SELECT * FROM main.task WHERE id IN (SELECT task FROM temp.own_task)",
    "CREATE TEMP VIEW document AS SELECT * FROM main.document WHERE id IN (SELECT document FROM temp.own_document)",
)


def narrow_to_units(db: sqlite3.Connection, units: Iterable[int]) -> None:
    """Let a connection see only the tasks that charge one of the units, by their ids, and the documents of these."""
    db.execute("PRAGMA temp_store = MEMORY")
    for statement in _HIDE:
        db.execute(statement, {"units": json.dumps(list(units))} if ":units" in statement else {})
