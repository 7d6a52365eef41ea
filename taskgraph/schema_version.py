"""Which tables a database has, told by the number of migrations that it went through; cheap enough for every reader."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from taskgraph.errors import NewerStoreError, OlderStoreError

if TYPE_CHECKING:
    from ingest.store import Executor

SCHEMA_VERSION = 21  # as many as there are migrations in `store.MIGRATIONS`


def load_schema_version(db: Executor) -> int:
    """Return the version of a database; 0 for one without tables."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def refuse_newer(db: Executor, place: Path | str) -> int:
    """Return the version of a database; raise NewerStoreError if this program is too old for it."""
    version = load_schema_version(db)
    refuse_newer_version(version, place)
    return version


def refuse_newer_version(version: int, place: Path | str) -> None:
    if version > SCHEMA_VERSION:
        raise NewerStoreError(
            f"{place} 由较新版本的督办建立(数据结构第 {version} 版,本程序只认到第 {SCHEMA_VERSION} 版),"
            "没有改动任何内容。请安装新版本的督办后再打开"
        )


def refuse_other(db: Executor, place: Path | str) -> None:
    """Raise NewerStoreError or OlderStoreError if a database is not as this program reads it."""
    version = refuse_newer(db, place)
    if version < SCHEMA_VERSION:
        raise OlderStoreError(
            f"{place} 由较早版本的督办建立(数据结构第 {version} 版,现为第 {SCHEMA_VERSION} 版)。"
            "请先用 duban backup 备份,再运行一次 duban serve 或 duban load,会自动升级"
        )
