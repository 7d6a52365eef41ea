"""An office's own ledger: what its columns hold, and which of its rows is which task.

Tasks, units and deadlines are read by `extract`, as in any table of tasks. This finds what stands beside them: how far
each task has come, and the office's own columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from extract.model import Extraction, Role
from extract.task_tables import Columns, read_columns, read_heads
from ingest.model import Block, BlockKind, Document
from ingest.readers.sheets import column_name
from ingest.readers.xlsx import column_number
from taskgraph.errors import LedgerFileError
from taskgraph.ledger import load_ledger_table
from taskgraph.ledger_base import is_false_day
from taskgraph.ledger_file import FileCell, FileRow, LedgerFile, Stray
from taskgraph.review.rows import load_heads

# What extraction calls our columns that it reads; the others are cells beside a task.
READ: Mapping[str, str] = {
    "number": "number",
    "content": "task",
    "title": "task",
    "targets": "detail",
    "due": "deadline",
    **{role.value: role.value for role in Role},
}
TELL_COLUMNS = (
    "请写明各是哪一列,如 任务内容=事项、牵头单位=主责单位、完成时限=节点"
    "(命令行上写 --map 任务内容=事项);同样的表头只需写一次"
)
UNKNOWN_HEADS = f"这张表的表头认不出,没有收下;是台账的,{TELL_COLUMNS}"
BESIDE = ("state", "progress", "problems", "next_steps", "reported")
_REPORTED = {"progress": "progress", "problem": "problems", "next": "next_steps"}


def read_mapping(pairs: Sequence[str]) -> dict[str, str]:
    """Return the keys of our columns by the office's heads: 任务内容=事项 → {事项: content}."""
    keys = {column.head: column.key for column in load_ledger_table().columns if column.key in {*READ, *BESIDE}}
    mapping: dict[str, str] = {}
    for pair in pairs:
        ours, _, theirs = (part.strip() for part in pair.partition("="))
        if ours not in keys or not theirs:
            raise LedgerFileError(f"列的对应写成 任务内容=事项,等号前是:{'、'.join(keys)};现为 {pair}")
        mapping["".join(theirs.split())] = keys[ours]
    return mapping


def name_heads(mapping: Mapping[str, str]) -> dict[str, str]:
    """Return what extraction takes for `heads`; what it need not read is a note to it."""
    return {head: READ.get(key, "note") for head, key in mapping.items()}


def iter_tables(doc: Document) -> Iterator[list[Block]]:
    rows = (block for block in doc.blocks if block.kind is BlockKind.TABLE_ROW and block.cells)
    yield from (list(table) for _, table in groupby(rows, key=lambda row: row.table))


def find_fingerprints(doc: Document) -> tuple[str, ...]:
    """Return the heads of the first row of every table, as one text each."""
    return tuple(dict.fromkeys("|".join(read_heads(doc.text, table[0])) for table in iter_tables(doc)))


def read_foreign(doc: Document, extraction: Extraction, mapping: Mapping[str, str]) -> LedgerFile:
    """Return what stands beside the tasks of a document's tables."""
    tasks = {task.span: task.id for task in extraction.tasks}
    rows: list[FileRow] = []
    own: dict[str, str] = {}
    strays: list[Stray] = []
    for table in iter_tables(doc):
        columns, keys = None, dict[int, str]()
        for row in table:
            if found := read_columns(doc.text, row, name_heads(mapping)):
                columns, keys = found, _find_keys(read_heads(doc.text, row), found, mapping)
                own |= {key: before for key, before in _iter_own(read_heads(doc.text, row), keys) if key not in own}
            elif columns and row.span in tasks:
                rows.append(_read_row(doc, row, tasks[row.span], keys))
                strays += _iter_false_days(doc, row, columns)
            elif columns and _lacks_task(doc, row, columns):
                strays.append(Stray(_place(row), _show(doc, row), "这一行没有任务内容,没有收下"))
        if columns is None:
            strays.append(Stray(_place(table[0]), _show(doc, table[0]), UNKNOWN_HEADS))
    return LedgerFile(tuple(rows), tuple(own.items()), tuple(strays))


def _place(row: Block) -> str:
    return "!".join(filter(None, (row.place.sheet, row.place.cell))) or f"第{row.row}行"


def _show(doc: Document, row: Block) -> str:
    return "、".join(dict.fromkeys(filter(None, read_heads(doc.text, row))))


def _lacks_task(doc: Document, row: Block, columns: Columns) -> bool:
    """Whether a row has cells of its own beside an empty task; one merged cell only heads a group."""
    filled = {cell for cell in row.cells if cell.of(doc.text).strip()}
    task = (row.cells[at] for at in columns.prose if at < len(row.cells))
    return len(filled) > 1 and not any(cell.of(doc.text).strip() for cell in task)


def _iter_false_days(doc: Document, row: Block, columns: Columns) -> Iterator[Stray]:
    for at in columns.deadlines:
        words = row.cells[at].of(doc.text) if at < len(row.cells) else ""
        if is_false_day(words):
            yield Stray(_place(row), words, "没有这一天,没有记下完成时限;请改正后再收")


def _find_keys(heads: Sequence[str], columns: Columns, mapping: Mapping[str, str]) -> dict[int, str]:
    """Return the keys of the columns beside those that extraction has read: ours, or the office's own heads."""
    ours = {column.head for column in load_ledger_table().columns}
    read = {*columns.tasks, *columns.deadlines, *columns.prose, *(at for at, _ in columns.units)}
    keys: dict[int, str] = {}
    for at, head in enumerate(heads):
        key = mapping.get(head) or _key_by_words(head)
        if at in read or not head or key in READ or (key is None and head in ours) or head in heads[:at]:
            continue
        keys[at] = key or head
    return keys


def _key_by_words(head: str) -> str | None:
    if key := load_ledger_table().heads.get(head):
        return key
    found = (_REPORTED[column] for pattern, column in load_heads() if column in _REPORTED and pattern.search(head))
    return next(found, "number" if head in {"序号", "编号"} else None)


def _iter_own(heads: Sequence[str], keys: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    for at, key in keys.items():
        if key == heads[at] and key not in BESIDE:
            yield key, _our_head(heads[at - 1], keys.get(at - 1)) if at else ""


def _our_head(head: str, key: str | None) -> str:
    """Return what the ledger that we write calls a column of the office's."""
    named = next((column.head for column in load_ledger_table().columns if column.key == key), None)
    return named or head


def _read_row(doc: Document, row: Block, task: str, keys: Mapping[int, str]) -> FileRow:
    columns = _expand(row.place.cell or "")
    where = f"{row.place.sheet}!" if row.place.sheet else ""
    line = "".join(char for char in (row.place.cell or "").split(":")[0].split(",")[0] if char.isdigit())
    refs = {at: f"{where}{columns[at]}{line}" if at < len(columns) else f"第{row.row}行" for at in keys}
    cells = {key: FileCell(row.cells[at].of(doc.text), refs[at]) for at, key in keys.items() if at < len(row.cells)}
    return FileRow(task=task, ref=f"{where}{line or row.row}", cells=cells, ours=False)


def _expand(reference: str) -> list[str]:
    """Return the letters of the columns that a row's cells stand in: A5:C5,E5 → A, B, C, E."""
    found: list[str] = []
    for run in filter(None, reference.split(",")):
        ends = [column_number("".join(filter(str.isalpha, end))) for end in run.split(":")]
        found += [column_name(column) for column in range(ends[0], ends[-1] + 1)]
    return found
