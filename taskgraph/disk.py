"""What a disk or the database file refuses, in words for people: full, read-only, damaged, held by another program."""

from __future__ import annotations

import errno
import sqlite3

from taskgraph.errors import DamagedStoreError, DiskError, LockedError, TaskgraphError

FULL = "磁盘已满,这一步没有写成。已经保存的内容没有损坏;请腾出空间后再做一次"
_READ_ONLY = "数据目录或数据库文件不能写入({}),这一步没有写成。请检查权限,和磁盘是否只读"
_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_WRITING = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def explain_refusal(error: sqlite3.DatabaseError | OSError) -> TaskgraphError | None:
    """Return the error that says what is wrong and what to do; None for one that is not the disk's."""
    if isinstance(error, OSError):
        return _explain_errno(error)
    said = str(error)
    if not isinstance(error, sqlite3.OperationalError):
        return DamagedStoreError(f"数据库文件已损坏或不是 Duban 的数据库:{said}")
    if "locked" in said:
        return LockedError("数据库正被另一个程序占用,请稍后再试")
    if "full" in said:
        return DiskError(FULL)
    if "readonly" in said or "unable to open" in said:
        return DiskError(_READ_ONLY.format(said))
    return DiskError(f"数据库无法使用({said})。请检查数据目录的权限和磁盘空间")


def _explain_errno(error: OSError) -> TaskgraphError | None:
    if error.errno in _NO_SPACE:
        return DiskError(FULL)
    if error.errno in _NO_WRITING:
        return DiskError(_READ_ONLY.format(f"{error.filename or ''} {error.strerror}".strip()))
    return None
