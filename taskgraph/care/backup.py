"""A copy of a data directory in one file, taken while others go on writing.

The database is copied as it stands at one moment; originals never change. Of one that is removed meanwhile the copy
would know without having it: then the copy is taken again.
"""

from __future__ import annotations

import os
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.store import original_path, sync_folder
from taskgraph.care.archive import MANIFEST, Manifest, Member, copy_member, write_manifest
from taskgraph.care.model import Told
from taskgraph.care.query import is_carried, load_originals
from taskgraph.care.store import copy_database
from taskgraph.datadir import DATABASE, FILES, LOCK
from taskgraph.errors import BackupError
from taskgraph.reader import connect_reader
from taskgraph.schema_version import load_schema_version

_OLDEST = (1980, 1, 1, 0, 0, 0)  # the same data give the same bytes
OF_THE_MACHINE = frozenset({DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal", LOCK, FILES})
_ARCHIVE = "backup.zip"
_ATTEMPTS = 5

COPYING, PACKING = "复制数据库", "备份"  # the steps of which `told` hears


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What is in a backup; `damaged`: names of originals that are not, or not as they were loaded."""

    manifest: Manifest
    damaged: tuple[str, ...]


def back_up(data_dir: Path, target: Path, *, duban: str, told: Told) -> BackedUp:
    """Write a backup to `target`, whole or not at all; raise BackupError where that cannot be."""
    _refuse_place(data_dir, target)
    try:
        for _ in range(_ATTEMPTS):
            with TemporaryDirectory(dir=target.parent, prefix=".duban-backup-") as work:
                if done := _try_to_back_up(data_dir, Path(work), duban, told):
                    _put_in_place(Path(work) / _ARCHIVE, target)
                    return done
    except OSError as error:
        raise BackupError(f"备份没有写成,{target.parent} 无法写入({error.strerror})。请检查权限和剩余空间") from error
    except sqlite3.OperationalError as error:
        raise BackupError(f"备份没有写成:数据库没能复制到 {target.parent}({error})。请检查剩余空间") from error
    raise BackupError("备份期间不断有文件被删除,备份没有写成。请稍后再试")


def _refuse_place(data_dir: Path, target: Path) -> None:
    if not target.parent.is_dir():
        raise BackupError(f"文件夹 {target.parent} 不存在,备份没有写成")
    if target.resolve().is_relative_to(data_dir.resolve()):
        raise BackupError("备份不能放在数据目录里:磁盘损坏时会一起丢失。请用 -o 写明另一块磁盘上的位置")


def _try_to_back_up(data_dir: Path, work: Path, duban: str, told: Told) -> BackedUp | None:
    """Write the archive into the folder `work`; None if originals were removed while it was written."""
    copy = work / DATABASE
    copy_database(data_dir, copy, lambda done, total: told(COPYING, done, total))
    with closing(sqlite3.connect(copy)) as db:
        schema, originals = load_schema_version(db), load_originals(db)
    places = {sha256: original_path(data_dir / FILES, sha256) for sha256 in originals}
    there = {sha256: path for sha256, path in places.items() if path.exists()}
    kept = {path.relative_to(data_dir).as_posix(): path for path in there.values()}
    try:
        members = _pack(work / _ARCHIVE, {DATABASE: copy, **kept, **_find_office_files(data_dir)}, told)
    except FileNotFoundError:
        return None
    if _were_removed(data_dir, originals.keys() - there.keys()):
        return None
    manifest = Manifest(schema=schema, duban=duban, members=members)
    with zipfile.ZipFile(work / _ARCHIVE, "a") as archive:
        archive.writestr(_describe(MANIFEST), write_manifest(manifest))
    whole = {member.sha256 for member in members}
    return BackedUp(manifest, tuple(source for sha256, source in originals.items() if sha256 not in whole))


def _find_office_files(data_dir: Path) -> Mapping[str, Path]:
    """Return the office's own settings, tables and templates: all that lies there but what we have made."""
    found = (path for path in sorted(data_dir.rglob("*")) if path.is_file() and not path.is_symlink())
    named = ((path.relative_to(data_dir), path) for path in found)
    return {
        name.as_posix(): path
        for name, path in named
        if name.parts[0] not in OF_THE_MACHINE and not any(part.startswith(".") for part in name.parts)
    }


def _pack(target: Path, sources: Mapping[str, Path], told: Told) -> tuple[Member, ...]:
    with zipfile.ZipFile(target, "x") as archive:
        return tuple(_iter_packed(archive, sources, told))


def _iter_packed(archive: zipfile.ZipFile, sources: Mapping[str, Path], told: Told) -> Iterator[Member]:
    for done, (name, path) in enumerate(sources.items(), start=1):
        with path.open("rb") as source, archive.open(_describe(name), "w", force_zip64=True) as packed:
            member = copy_member(name, source, packed)
        told(PACKING, done, len(sources))
        yield member


def _describe(name: str) -> zipfile.ZipInfo:
    described = zipfile.ZipInfo(name, _OLDEST)
    described.compress_type = zipfile.ZIP_STORED if name.startswith(f"{FILES}/") else zipfile.ZIP_DEFLATED
    return described


def _were_removed(data_dir: Path, originals: Iterable[str]) -> bool:
    """Whether the store no longer needs an original that the copy of its database still names."""
    with closing(connect_reader(data_dir)) as db:
        return not all(is_carried(db, sha256) for sha256 in originals)


def _put_in_place(archive: Path, target: Path) -> None:
    with archive.open("r+b") as written:
        os.fsync(written.fileno())
    archive.chmod(0o600)  # it holds all that the office has, and the hashes of its passwords
    archive.replace(target)
    sync_folder(target.parent)
