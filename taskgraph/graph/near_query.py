"""Reading the part of the graph around one task, without the rest: a few queries a step, however large the store."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from taskgraph.graph.build import build_graph, name_task
from taskgraph.graph.model import Graph, NodeType, cut_around
from taskgraph.lineage_query import ROOT
from taskgraph.links.query import LinkFilters, find_links
from taskgraph.model import TaskRow
from taskgraph.query import find_tasks_in_force
from taskgraph.viewpoint import Viewpoint

_TIED = """
SELECT target FROM link WHERE kind = 'task' AND status <> 'rejected' AND target IS NOT NULL
  AND source IN (SELECT value FROM json_each(:roots))
UNION SELECT source FROM link WHERE kind = 'task' AND status <> 'rejected' AND source IS NOT NULL
  AND target IN (SELECT value FROM json_each(:roots))
ORDER BY 1 LIMIT :most
"""
_BESIDE = f"""
WITH mine AS (
  SELECT task.id, task.version FROM task JOIN version ON version.id = task.version AND version.superseded_at IS NULL
  WHERE task.task IN (SELECT value FROM json_each(:roots) UNION
    SELECT task FROM task_line WHERE root IN (SELECT value FROM json_each(:roots)))),
units AS (
  SELECT assignment_unit.unit FROM mine JOIN assignment ON assignment.task = mine.id
  JOIN assignment_unit ON assignment_unit.assignment = assignment.id)
SELECT {ROOT} FROM task JOIN version ON version.id = task.version AND version.superseded_at IS NULL
WHERE task.id IN (
  SELECT one.id FROM mine JOIN task AS one ON one.version = mine.version
  UNION SELECT assignment.task FROM units JOIN assignment_unit ON assignment_unit.unit = units.unit
    JOIN assignment ON assignment.id = assignment_unit.assignment)
ORDER BY task.id LIMIT :most
"""  # noqa: S608 - ROOT is a constant of ours
_REGIONS = "SELECT id, region FROM unit WHERE id IN (SELECT value FROM json_each(?))"
_SHOWN = frozenset({NodeType.DOCUMENT, NodeType.TASK, NodeType.UNIT})


class Near(NamedTuple):
    """What lies around a task; `cut`: there is more than was asked for at most."""

    graph: Graph
    cut: bool


def load_near(db: sqlite3.Connection, center: TaskRow, viewpoint: Viewpoint, depth: int, most: int) -> Near:
    """Return the documents, units and tasks at most `depth` edges away from a task; of tasks the nearest `most`."""
    roots = _find_roots(db, center.root, depth, most + 1)
    tasks = tuple(find_tasks_in_force(db, roots[:most], viewpoint).values())
    ends = (*roots[:most], *{task.document.id for task in tasks})
    units = {charge.unit_id for task in tasks for charge in task.assignments}
    regions = {row["id"]: row["region"] for row in db.execute(_REGIONS, [json.dumps(sorted(units))])}
    graph = cut_around(
        build_graph(tasks, (), regions, find_links(db, LinkFilters(ends=ends))), name_task(center.root), depth
    )
    nodes = tuple(node for node in graph.nodes if node.type in _SHOWN)
    shown = {node.id for node in nodes}
    edges = tuple(edge for edge in graph.edges if {edge.source, edge.target} <= shown)
    return Near(Graph(nodes, edges), cut=len(roots) > most)


def _find_roots(db: sqlite3.Connection, center: str, depth: int, most: int) -> list[str]:
    """Return tasks by how far they are: a link is one edge, a document or unit in common two."""
    far = {center: 0}
    for step in range(depth):
        here = json.dumps([root for root, distance in far.items() if distance == step])
        bound = {"roots": here, "most": most}
        _reach(far, db.execute(_TIED, bound), step + 1)
        if step + 2 <= depth:
            _reach(far, db.execute(_BESIDE, bound), step + 2)
    return sorted(far, key=far.__getitem__)[:most]


def _reach(far: dict[str, int], found: Iterable[sqlite3.Row], distance: int) -> None:
    for (root,) in found:
        far[root] = min(far.get(root, distance), distance)
