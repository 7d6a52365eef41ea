"""The addresses of units: `mail.csv` in the data directory, with the columns 单位 and 邮箱."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from ingest.encoding import decode
from ingest.errors import IngestError
from taskgraph.errors import AddressFileError, NotFoundError
from taskgraph.ledger_file import read_csv_sheet
from taskgraph.lookup import resolve_unit

TABLE = "mail.csv"
UNIT, ADDRESS = "单位", "邮箱"
_BETWEEN = re.compile(r"[;；,，、\s]+")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")


def load_addresses(db: sqlite3.Connection, data_dir: Path) -> Mapping[int, tuple[str, ...]]:
    """Return the addresses of units by their ids; raise AddressFileError with everything that is wrong."""
    path = data_dir / TABLE
    if not path.exists():
        raise AddressFileError(
            f"没有各单位的邮箱。请在 {path} 写一张表,两列:{UNIT},{ADDRESS};一个单位几个邮箱用分号隔开"
        )
    try:
        cells = read_csv_sheet(decode(path.read_bytes()), TABLE).cells
    except IngestError as error:
        raise AddressFileError(f"{path} 不能读取:{error}") from error
    heads = {text.strip(): column for (row, column), text in cells.items() if row == 0}
    if missing := [name for name in (UNIT, ADDRESS) if name not in heads]:
        raise AddressFileError(f"{path} 的第一行应有“{UNIT}”和“{ADDRESS}”两列,缺少:{'、'.join(missing)}")
    rows = {row for row, _ in cells if row}
    unit, address = heads[UNIT], heads[ADDRESS]
    return _read_lines(db, [(n, cells.get((n, unit), ""), cells.get((n, address), "")) for n in sorted(rows)], path)


def _read_lines(
    db: sqlite3.Connection, lines: Sequence[tuple[int, str, str]], path: Path
) -> Mapping[int, tuple[str, ...]]:
    addresses: dict[int, tuple[str, ...]] = {}
    problems = []
    for row, name, told in lines:
        given = tuple(filter(None, _BETWEEN.split(told.strip())))
        problems += [f"第 {row + 1} 行:“{one}”不是邮箱地址" for one in given if not _ADDRESS.fullmatch(one)]
        try:
            unit = resolve_unit(db, name.strip())[0].id
        except NotFoundError as error:
            problems.append(f"第 {row + 1} 行:{error}")
        else:
            addresses[unit] = tuple(dict.fromkeys((*addresses.get(unit, ()), *given)))
    if problems:
        raise AddressFileError("\n".join((f"{path} 有 {len(problems)} 处问题:", *problems)))
    return addresses
