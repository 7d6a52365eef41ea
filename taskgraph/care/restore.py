"""A data directory out of a backup: every byte is checked against the manifest before anything is put in place."""

from __future__ import annotations

import os
import shutil
import sqlite3
import zipfile
import zlib
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.store import sync_folder
from taskgraph.care.archive import Manifest, Member, copy_member, read_manifest
from taskgraph.care.model import Told
from taskgraph.datadir import DATABASE, LOCK, lock_for_writing, make_data_dir, refuse_network_share
from taskgraph.errors import BackupError, DamagedBackupError
from taskgraph.schema_version import refuse_newer, refuse_newer_version

_WORK = ".restoring-"

CHECKING = "核对"  # the step of which `told` hears


def restore(backup: Path, data_dir: Path, *, told: Told, dry_run: bool = False) -> Manifest:
    """Unpack a backup into an empty data directory; with `dry_run` only check that it could be.

    Raise BackupError, with nothing put in place, for a file that is no whole backup or a place that is not empty;
    NewerStoreError for a database that this program is too old for.
    """
    refuse_network_share(data_dir)
    if dry_run:
        with TemporaryDirectory(prefix="duban-") as work:
            return _unpack(backup, Path(work), told)
    make_data_dir(data_dir)
    with lock_for_writing(data_dir):
        _refuse_occupied(data_dir)
        with TemporaryDirectory(dir=data_dir, prefix=_WORK) as work:
            manifest = _unpack(backup, Path(work), told)
            _put_in_place(Path(work), data_dir)
    return manifest


def _refuse_occupied(data_dir: Path) -> None:
    """Raise BackupError if there is anything in a data directory but what a restoration that broke off has left."""
    for path in data_dir.glob(f"{_WORK}*"):
        shutil.rmtree(path)
    if found := sorted(path.name for path in data_dir.iterdir() if path.name != LOCK):
        raise BackupError(
            f"数据目录 {data_dir} 不是空的(有 {'、'.join(found[:3])}{'等' if found[3:] else ''}),没有恢复任何内容。"
            "请用 --data-dir 写明一个空文件夹,核对无误后再换过去"
        )


def _unpack(backup: Path, work: Path, told: Told) -> Manifest:
    try:
        with zipfile.ZipFile(backup) as archive:
            manifest = read_manifest(archive)
            refuse_newer_version(manifest.schema, backup)
            _refuse_without_space(manifest, work)
            for done, member in enumerate(manifest.members, start=1):
                _unpack_member(archive, member, work / member.name)
                told(CHECKING, done, len(manifest.members))
        _refuse_no_database(work / DATABASE, backup)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:  # RuntimeError: the ZIP is encrypted
        raise DamagedBackupError(
            f"{backup} 不是督办的备份文件,或没有传完、已损坏({error})。没有恢复任何内容"
        ) from error
    except OSError as error:
        raise BackupError(f"{error.filename or backup} 无法读写({error.strerror})。没有恢复任何内容") from error
    return manifest


def _refuse_without_space(manifest: Manifest, work: Path) -> None:
    needed, free = sum(member.size for member in manifest.members), shutil.disk_usage(work).free
    if needed > free:
        raise BackupError(f"磁盘空间不足:需要 {_megabytes(needed)},{work.parent} 所在的磁盘只剩 {_megabytes(free)}")


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:.0f} MB"


def _unpack_member(archive: zipfile.ZipFile, member: Member, target: Path) -> None:
    """Write a member's bytes; raise DamagedBackupError if they are not those of which the manifest speaks."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member.name) as packed, target.open("xb") as written:
        copied = copy_member(member.name, packed, written, most=member.size)
        written.flush()
        os.fsync(written.fileno())
    if copied != member:
        raise DamagedBackupError(f"备份文件中的 {member.name} 已损坏,与清单的校验值不符。没有恢复任何内容,请换一份备份")


def _refuse_no_database(path: Path, backup: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as db:
            refuse_newer(db, backup)
    except sqlite3.DatabaseError as error:
        raise DamagedBackupError(f"{backup} 中的数据库打不开({error})。没有恢复任何内容") from error


def _put_in_place(work: Path, data_dir: Path) -> None:
    """Move what was unpacked to where it belongs, the database last: until it is there, nothing is."""
    for path in sorted(work.iterdir(), key=lambda path: path.name == DATABASE):
        path.rename(data_dir / path.name)
    sync_folder(data_dir)
