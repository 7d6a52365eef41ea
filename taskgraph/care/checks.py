"""Does what is stored agree with itself? One check a phenomenon; each yields what it finds wrong, in words.

A check never mends anything, and takes what it is given as it is: what others would refuse to read is a fault here.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from taskgraph.bounds import explain_day
from taskgraph.care.model import Fault, Text
from taskgraph.care.query import (
    count_loose_rows,
    find_breaks,
    find_empty_documents,
    find_uncarried,
    find_unplaced,
    iter_dates,
    iter_texts,
    load_corrected_ids,
    load_logged,
)
from taskgraph.correction_query import load_log
from taskgraph.event_query import load_history
from taskgraph.states import trace
from taskgraph.terms import EVENTS

RESTORE = "请停止使用,用 duban restore 从最近的备份恢复;损坏前新增的内容再重新导入"
REREAD = "请用 duban load --again 重新提取全部文件,再检查一次"
REPORT = "请用 duban report 任务 history 查看,用 correct 更正记错的一条"

Found = Iterator[tuple[str, str, str]]  # where, what is wrong, what to do


def check_file(db: sqlite3.Connection) -> Found:
    for problem in find_breaks(db):
        yield "数据库文件", f"结构损坏:{problem}", RESTORE
    for (table, parent), rows in count_loose_rows(db).items():
        yield f"表 {table}", f"{rows} 行所属的内容(表 {parent})不存在", RESTORE


def check_documents(db: sqlite3.Connection) -> Found:
    for key in find_empty_documents(db):
        yield key, "没有现行的版本", REREAD
    for name in find_uncarried(db):
        yield name, "不知道是从哪个文件读来的", "请重新导入这份文件"
    for title, unit in find_unplaced(db):
        yield f"任务“{title}”", f"“{unit}”没有归到任何单位", REREAD


def check_texts(db: sqlite3.Connection) -> Found:
    for text in iter_texts(db):
        for problem in find_text_problems(text):
            yield text.name, problem, REREAD


def find_text_problems(text: Text) -> Iterator[str]:
    """Yield what a version says of its text that does not hold there."""
    if hashlib.sha256(text.text.encode()).hexdigest() != text.text_hash:
        yield "正文与导入时记下的校验值不符"
    if any(not 0 <= start <= end <= len(text.text) for start, end in text.blocks):
        yield "段落的位置超出了正文"
    for quote in text.quotes:
        if text.text[quote.start : quote.end] != quote.words:
            yield f"{quote.what}“{quote.words}”不在所记的位置"


def check_logs(db: sqlite3.Connection) -> Found:
    for task in load_logged(db):
        yield from ((f"任务 {task} 的记录", problem, REPORT) for problem in _find_log_problems(db, task))


def _find_log_problems(db: sqlite3.Connection, task: str) -> Iterator[str]:
    try:
        history = load_history(db, task)
    except (ValueError, TypeError, KeyError, ArithmeticError) as error:
        yield f"有一条读不出来({error})"
        return
    if [event.number for event in history] != list(range(1, len(history) + 1)):
        yield "序号不连续,中间缺了记录"
    for event in trace(history).misfits:
        yield f"{event.happened_on} 的“{EVENTS[event.kind]}”(第 {event.number} 条)按前后的记录不能成立"


def check_corrections(db: sqlite3.Connection) -> Found:
    for subject in load_corrected_ids(db):
        try:
            log = load_log(db, subject)
        except (ValueError, TypeError, KeyError, ArithmeticError) as error:
            yield f"{subject} 的更正", f"有一条读不出来({error})", RESTORE
            continue
        if [entry.number for entry in log] != list(range(1, len(log) + 1)):
            yield f"{subject} 的更正", "序号不连续,中间缺了更正", RESTORE


def check_deadlines(db: sqlite3.Connection) -> Found:
    for title, words, start, end in iter_dates(db):
        if problem := find_date_problem(start, end):
            yield f"任务“{title}”的时限“{words}”", problem, "请用 duban correct 任务 due 更正"


def find_date_problem(start: str | None, end: str | None) -> str | None:
    """Return what is wrong with the first and the last day of a deadline, None where nothing is."""
    try:
        days = [date.fromisoformat(day) for day in (start, end) if day is not None]
    except ValueError as error:
        return f"日期读不出来({error})"
    if len(days) == 2 and days[0] > days[1]:
        return f"开始日期 {start} 晚于截止日期 {end}"
    return next(filter(None, map(explain_day, days)), None)


CHECKS: Mapping[str, Callable[[sqlite3.Connection], Found]] = {
    "数据库": check_file,
    "文件": check_documents,
    "正文和出处": check_texts,
    "任务记录": check_logs,
    "更正": check_corrections,
    "时限": check_deadlines,
}


def iter_faults(db: sqlite3.Connection, checks: Mapping[str, Callable[[sqlite3.Connection], Found]]) -> Iterator[Fault]:
    """Yield what every check finds; one that the database does not let come to its end is a fault itself."""
    for name, check in checks.items():
        try:
            for at, problem, remedy in check(db):
                yield Fault(check=name, at=at, problem=problem, remedy=remedy)
        except sqlite3.DatabaseError as error:
            yield Fault(check=name, at="数据库文件", problem=f"读不下去({error})", remedy=RESTORE)
