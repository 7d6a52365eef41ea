"""What a person says of links, stored with what follows from it. Listing links needs none of this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from taskgraph.links.kin_store import relink_tasks
from taskgraph.links.model import Kind, Relation, Status
from taskgraph.links.query import Link
from taskgraph.links.store import add_link, decide_link, refuse_confirming
from taskgraph.store import open_store


def decide_links(data_dir: Path, links: Iterable[Link], status: Status, *, now: datetime) -> None:
    """Keep a person's yes or no; where documents are concerned, their tasks are linked anew."""
    with open_store(data_dir) as store, store.db.atomic():
        for link in links:
            if status is Status.CONFIRMED:
                refuse_confirming(store.db, link.number)
            decide_link(store.db, link.number, status, now=now)
            if link.kind is Kind.DOCUMENT and link.source:
                relink_tasks(store.db, link.relation, link.source.id)


def keep_link(data_dir: Path, row: Mapping[str, str | None], *, now: datetime) -> int:
    """Store a link that a person makes (as `add_link` takes it); return its number."""
    with open_store(data_dir) as store, store.db.atomic():
        number = add_link(store.db, row, now=now)
        if row["kind"] == Kind.DOCUMENT and row["source"]:
            relink_tasks(store.db, Relation(str(row["relation"])), row["source"])
    return number
