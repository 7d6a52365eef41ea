"""The one file of a backup: a ZIP of all that is kept, with a manifest of every member's size and hash."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from dataclasses import asdict, dataclass
from math import inf
from pathlib import PurePosixPath
from typing import IO, Any

from taskgraph.datadir import DATABASE
from taskgraph.errors import DamagedBackupError

FORMAT = "duban-backup-1"
MANIFEST = "manifest.json"
_HASH = re.compile(r"[0-9a-f]{64}")
_UNSAFE = frozenset("\\:\0")
_LARGEST_MANIFEST = 256 * 1024 * 1024
_AT_A_TIME = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in a backup, by its path in the data directory, as POSIX writes it."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """`schema`: the version of the database; `duban`: that of the program which wrote the backup."""

    schema: int
    duban: str
    members: tuple[Member, ...]


def copy_member(name: str, source: IO[bytes], target: IO[bytes], most: float = inf) -> Member:
    """Copy a file and return what was copied; of one with more than `most` bytes only so many that it shows."""
    digest, size = hashlib.sha256(), 0
    while size <= most and (part := source.read(_AT_A_TIME)):
        digest.update(part)
        size += len(part)
        target.write(part)
    return Member(name=name, size=size, sha256=digest.hexdigest())


def write_manifest(manifest: Manifest) -> bytes:
    return json.dumps({"format": FORMAT} | asdict(manifest), ensure_ascii=False, indent=1).encode()


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """Return what an archive says of itself; raise DamagedBackupError unless it names all that it has."""
    try:
        if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
            raise DamagedBackupError("清单太大,不是督办的备份文件")
        manifest = _parse(json.loads(archive.read(MANIFEST)))
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise DamagedBackupError("这不是督办的备份文件,或文件已损坏:没有读得出来的清单") from error
    for member in manifest.members:
        refuse_unsafe(member.name)
    names = [*(member.name for member in manifest.members), MANIFEST]
    if len(set(names)) != len(names) or sorted(names) != sorted(archive.namelist()):
        raise DamagedBackupError("备份文件里的内容和清单对不上:有多出、缺少或重复的文件")
    if DATABASE not in names:
        raise DamagedBackupError("备份文件里没有数据库")
    return manifest


def _parse(said: dict[str, Any]) -> Manifest:
    """Return the manifest that JSON holds; raise KeyError, TypeError or ValueError if it is none."""
    if said.pop("format") != FORMAT:
        raise ValueError(FORMAT)
    members = tuple(Member(**member) for member in said.pop("members"))
    manifest = Manifest(members=members, **said)
    known = isinstance(manifest.schema, int) and isinstance(manifest.duban, str)
    if not known or not all(_is_well_formed(member) for member in members):
        raise ValueError(MANIFEST)
    return manifest


def _is_well_formed(member: Member) -> bool:
    sized = isinstance(member.size, int) and member.size >= 0
    return sized and isinstance(member.name, str) and bool(_HASH.fullmatch(member.sha256))


def refuse_unsafe(name: str) -> None:
    """Raise DamagedBackupError for a name that could stand for a file outside the folder into which it is unpacked."""
    path = PurePosixPath(name)
    if not path.parts or path.is_absolute() or ".." in path.parts or str(path) != name or _UNSAFE & set(name):
        raise DamagedBackupError(f"备份文件里有不安全的文件名 {name!r},没有恢复任何内容")
