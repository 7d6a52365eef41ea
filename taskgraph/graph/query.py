"""Reading what a graph needs beside the rows of lists."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace

from taskgraph.graph.build import build_graph
from taskgraph.graph.model import Graph
from taskgraph.links.query import LinkFilters, find_links
from taskgraph.model import Filters
from taskgraph.query import find_documents, find_tasks
from taskgraph.viewpoint import Viewpoint

_REGIONS = "SELECT id, region FROM unit"


def load_graph(db: sqlite3.Connection, filters: Filters, viewpoint: Viewpoint) -> Graph:
    """Return the graph of the tasks that fit; documents without one are in it unless a filter speaks of tasks."""
    tasks = find_tasks(db, filters, viewpoint)
    whole = not filters.of_tasks and filters.text is None
    documents = [row.ref for row in find_documents(db, replace(filters, text=None))] if whole else []
    return build_graph(tasks, documents, _load_regions(db), find_links(db, LinkFilters()))


def _load_regions(db: sqlite3.Connection) -> Mapping[int, str]:
    return {row["id"]: row["region"] for row in db.execute(_REGIONS)}
