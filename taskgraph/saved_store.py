"""Writing saved searches. The caller opens the store."""

from __future__ import annotations

import json

from sqlite_utils import Database

from taskgraph.errors import SavedSearchError
from taskgraph.saved_query import SavedSearch

LONGEST_NAME = 64


def save_search(db: Database, saved: SavedSearch) -> None:
    """Keep a search; raise SavedSearchError if its name is taken, or none that can be shown."""
    if not (0 < len(saved.name) <= LONGEST_NAME and saved.name.isprintable()):
        raise SavedSearchError(f"查询的名称不超过 {LONGEST_NAME} 个字,不能含换行等看不见的字符")
    row = {"name": saved.name, "options": json.dumps(saved.options, ensure_ascii=False)}
    with db.atomic():
        if db.table("saved_search").count_where("name = ?", [saved.name]):
            raise SavedSearchError(
                f"已有名为“{saved.name}”的查询。请换一个名称,或先删除原来的", command=f"duban saved remove {saved.name}"
            )
        db.table("saved_search").insert(row)


def remove_search(db: Database, name: str) -> None:
    with db.atomic():
        db.execute("DELETE FROM saved_search WHERE name = ?", [name])
