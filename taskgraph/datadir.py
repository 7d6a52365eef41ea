"""The data directory: where it may be, and the lock that lets one process write at a time."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import IO

from taskgraph.errors import DataDirError, LockedError, NetworkShareError

DATABASE = "duban.db"
FILES = "files"
LOCK = "duban.lock"
A_MOMENT = 2.0  # seconds in which another person's form is written
_BETWEEN = 0.02  # seconds between two tries for the lock
MOUNTS = Path("/proc/mounts")
# What lies on another machine, or beyond the border of a virtual one: SQLite's locks and shared memory fail there.
NETWORK_FILE_SYSTEMS = frozenset({
    "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "drvfs", "gfs2", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs",
    "nfs4", "ocfs2", "orangefs", "prl_fs", "smb2", "smb3", "smbfs", "vboxsf", "vmhgfs", "fuse.ceph", "fuse.davfs2",
    "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs", "fuse.vmhgfs-fuse",
})  # fmt: skip


def find_file_system(path: Path, mounts: str) -> str | None:
    """Return the type of the file system that holds `path`, by the lines of /proc/mounts."""
    best, kind = -1, None
    for line in mounts.splitlines():
        _, point, fs, options, *_ = line.split(" ")
        folder = Path(re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), point))
        if path.is_relative_to(folder) and len(folder.parts) >= best:
            best, kind = len(folder.parts), "drvfs" if "aname=drvfs" in options else fs  # Windows drives under WSL 2
    return kind


def is_on_share(path: PurePath) -> bool:
    """Whether a Windows path, resolved, is on a network share: \\\\server\\share."""
    return path.drive.startswith("\\\\") and not path.drive.startswith(("\\\\?\\", "\\\\.\\"))


def refuse_network_share(path: Path) -> None:
    """Raise NetworkShareError for a place where several machines could write: SQLite's locks do not hold there."""
    place = path.resolve()
    kind = "UNC" if is_on_share(place) else None
    if MOUNTS.exists():
        kind = find_file_system(place, MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"))
    if kind == "UNC" or kind in NETWORK_FILE_SYSTEMS:
        raise NetworkShareError(
            f"数据目录 {path} 在网络共享或虚拟机共享文件夹({kind})上,数据库在那里会损坏。"
            "请用 --data-dir 指定本机磁盘上的目录;要让几个人同时使用,请在一台机器上运行 duban serve"
        )


def make_data_dir(path: Path) -> None:
    """Make the data directory if need be, for its maker alone; raise DataDirError if it cannot be written to."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        (path / LOCK).touch()
    except OSError as error:
        raise DataDirError(
            f"数据目录 {path} 无法写入({error.strerror})。请检查权限,或用 --data-dir 另选目录"
        ) from error


@contextmanager
def lock_for_writing(data_dir: Path, *, patience: float = 0) -> Iterator[None]:
    """Hold the only right to write in a data directory; raise LockedError if another has it for longer than `patience`
    seconds.
    """
    until = time.monotonic() + patience
    with (data_dir / LOCK).open("a", encoding="utf-8") as lock:
        while not _try_lock(lock):
            if time.monotonic() >= until:
                raise LockedError(f"另一个程序正在写入 {data_dir},请等它结束后再试")
            time.sleep(_BETWEEN)
        yield


def _try_lock(lock: IO[str]) -> bool:
    try:
        _lock(lock)
    except OSError:
        return False
    return True


def _lock(file: IO[str]) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - only there

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - not on Windows

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
