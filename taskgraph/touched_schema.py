"""The table of what was written last, which triggers keep; `schema.py` has the migration that makes it.

Whoever keeps what was computed from the graph asks here what has changed since: one row for each version, each task's
log and each table of names, numbered anew with every change of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_TOUCHED = """
CREATE TABLE touched (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  kind   TEXT NOT NULL CHECK (kind IN ('version', 'log', 'names')),
  id     TEXT NOT NULL,
  UNIQUE (kind, id)
) STRICT
"""

# What a row of a table belongs to: {row} is the row before or after. A row whose task has gone belongs to nothing any
# more, and the task's own trigger has told of it.
_OF_TASK = "SELECT 'version' AS kind, version AS id FROM task WHERE id = {row}.task"
_OWNERS: Mapping[str, str] = {
    "version": "SELECT 'version' AS kind, {row}.id AS id",
    "version_level": "SELECT 'version' AS kind, {row}.version AS id",
    "task": "SELECT 'version' AS kind, {row}.version AS id",
    "assignment": _OF_TASK,
    "deadline": _OF_TASK,
    "target": _OF_TASK,
    "assignment_unit": """
      SELECT 'version' AS kind, task.version AS id FROM assignment JOIN task ON task.id = assignment.task
      WHERE assignment.id = {row}.assignment""",
    "event": "SELECT 'log' AS kind, {row}.task AS id",
    "task_line": "SELECT 'log' AS kind, {row}.root AS id",
    "document": "SELECT 'names' AS kind, 'document' AS id",
    "unit": "SELECT 'names' AS kind, 'unit' AS id",
    "unit_form": "SELECT 'names' AS kind, 'unit' AS id",
    "office_unit": "SELECT 'names' AS kind, 'unit' AS id",
    "office_name": "SELECT 'names' AS kind, 'unit' AS id",
    "link": "SELECT 'names' AS kind, 'link' AS id",
}
_VERBS: Mapping[str, str] = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}


# Triggers delete and insert: the conflict clause of a statement would overrule that of the trigger which it fires.
_TRIGGER = """
CREATE TRIGGER {table}_touched_by_{verb} AFTER {verb} ON {table} BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM ({owner}));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM ({owner});
END
"""


def _iter_triggers() -> Iterator[str]:
    for table, owner in _OWNERS.items():
        for verb, row in _VERBS.items():
            yield _TRIGGER.format(table=table, verb=verb, owner=owner.replace("{row}", row))


TOUCHED_TABLES = (_TOUCHED, *_iter_triggers())
