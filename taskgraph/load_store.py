"""Writing which files could not be loaded, and why. Of one with a security marking not even the name is kept."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from taskgraph.inputs import Failure
from taskgraph.viewpoint import write_moment

NAMELESS = "(标有密级的文件,不留名称)"
_MOST = 200  # failures kept
_FORGET = "DELETE FROM failed_load WHERE id NOT IN (SELECT id FROM failed_load ORDER BY id DESC LIMIT ?)"


def record_failure(db: Database, failure: Failure, now: datetime) -> None:
    classified = failure.kind == "classified"
    row = {
        "source": NAMELESS if classified else failure.source,
        "kind": failure.kind,
        "message": "这份文件没有保存。" if classified else failure.message,
        "failed_at": write_moment(now),
    }
    with db.atomic():
        db.table("failed_load").insert(row)
        db.execute(_FORGET, [_MOST])
