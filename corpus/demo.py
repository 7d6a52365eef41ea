"""A clerk's first look around: load the samples, see the tasks, who leads, what is due next, take the calendar.

Everything goes through the `duban` command, and each command line is printed, so that a newcomer learns it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from corpus.command import DUBAN
from corpus.manifest import DOCUMENTS, HERE
from corpus.story import Story, load_story
from taskgraph.events import LifeState
from taskgraph.situation import Light
from taskgraph.terms import LIGHTS, STATES

_BUILD = HERE.parent / "build"
_MARK = ".made-by-demo"
_SOME_FAILED = 4  # exit code of `duban load` when it loaded the rest
_WEEKS = 8
_MOST = 5  # units shown
_WIDTH = 60  # Chinese characters, two columns each
_NEXT = """
日历文件：{calendar}
接下来可以试试（命令在 .venv/bin/ 里；不写 --data-dir 时，数据放在个人数据目录）：
  duban load 文件或文件夹      载入自己的文件（Word、Excel、PDF、OFD、网页、扫描件、压缩包等）
  duban docs                   列出已载入的文件
  duban who 单位名             某个单位牵头、负责、配合哪些任务；去掉 --json 就是表格
  duban search 词语            在原文里查找
本演示的数据在 {data_dir}，随时可以删除。"""

Row = dict[str, Any]


class DemoError(Exception):
    """The demo cannot go on; the message says what would help."""


def run_demo(data_dir: Path, today: date) -> None:
    """Load the samples into a new `data_dir` and print what a clerk wants to see, as of `today`."""
    prepare_folder(data_dir)
    duban = Duban(data_dir)
    _title("载入样例文件：地名、单位都是虚构的；有一个文件是故意弄坏的")
    duban.show("load", _shown(DOCUMENTS), may_fail=True)
    _title("谁牵头的任务最多")
    led = duban.rows("tasks", "--role", "lead")
    if not led:
        raise DemoError("没有载入任何任务。请先运行 make test，看看是哪一部分出了问题。")
    ranked = rank_leads(led)
    _print_lines(f"{number:>3} 项  {unit}" for unit, number in ranked[:_MOST])
    _title(f"今后八周到期的任务（假定今天是 {today}）")
    until = today + timedelta(weeks=_WEEKS)
    due = duban.rows("tasks", "--due-after", str(today), "--due-before", str(until))
    _print_lines(list_by_date(due, today))
    _title("牵头最多的单位，牵头哪些任务")
    mine = duban.rows("who", ranked[0][0], "--role", "lead")
    _print_lines(f"{row['title'][:24]}  （{row['document']['title']}）" for row in mine)
    _title("带走日历，导入 Outlook 或手机")
    duban.show("export", "calendar", "-o", _shown(data_dir / "督办日历.ics"))
    _tell_story(Duban(data_dir / "story"), load_story())
    print(_NEXT.format(calendar=_shown(data_dir / "督办日历.ics"), data_dir=_shown(data_dir)))


def _tell_story(duban: Duban, story: Story) -> None:
    """Play a plan's year and print, chapter by chapter, whose state or light has changed, and why."""
    _title(f"一份计划的一年:{story.plan}(另用一个数据目录)")
    stood: dict[str, Row] = {}
    for chapter in story.chapters:
        print(f"\n-- {chapter.day} {chapter.title}")
        for command in chapter.commands:
            duban.tell(*map(_short, command))
        stands = {row["task"]: row for row in duban.rows("status", "--doc", story.plan, "--as-of", str(chapter.day))}
        _print_lines(list_changes(stood, stands), most=len(stands))
        stood = stands


def list_changes(before: Mapping[str, Row], after: Mapping[str, Row]) -> list[str]:
    """Return a line for each task whose light or state is another one than before, and how many stayed as they were."""
    changed = [row for task, row in after.items() if _standing(before.get(task)) != _standing(row)]
    lines = [f"{_standing(row)}  {row['title'][:12]}:{row['why']}" for row in changed]
    return [*lines, f"其余 {len(after) - len(changed)} 项没有变化"] if len(changed) < len(after) else lines


def _standing(row: Row | None) -> str:
    return f"{LIGHTS[Light(row['light'])]} {STATES[LifeState(row['state'])]}" if row else ""


def _short(word: str) -> str:
    """Return a path as a newcomer types it, any other word as it is."""
    return _shown(Path(word)) if word.startswith(str(HERE)) else word


def prepare_folder(path: Path) -> None:
    """Make `path` a new empty folder. Removes only what lies in build/, is empty, or was made by this demo."""
    if path.exists():
        ours = path.resolve().is_relative_to(_BUILD.resolve()) and path.resolve() != _BUILD.resolve()
        if not (ours or (path / _MARK).exists() or (path.is_dir() and not any(path.iterdir()))):
            raise DemoError(f"{path} 里有别的东西，演示不会删除它。请换一个空文件夹，或用 build/ 下的文件夹。")
        shutil.rmtree(path)
    path.mkdir(parents=True)
    (path / _MARK).touch()


class Duban:
    """The command line, run on one data directory."""

    def __init__(self, data_dir: Path) -> None:
        self._options = ("--data-dir", _shown(data_dir))

    def show(self, *arguments: str, may_fail: bool = False) -> None:
        """Print the command line and what it says."""
        done = self._run(arguments, may_fail=may_fail)
        print((done.stdout + done.stderr).rstrip())

    def tell(self, *arguments: str) -> None:
        """Print the command line and what it says beside its table."""
        print(self._run(arguments).stderr.rstrip())

    def rows(self, *arguments: str) -> list[Row]:
        """Print the command line and return the objects that it prints as JSON Lines."""
        done = self._run((*arguments, "--json"))
        return [json.loads(line) for line in done.stdout.splitlines()]

    def _run(self, arguments: Iterable[str], *, may_fail: bool = False) -> subprocess.CompletedProcess[str]:
        words = (*self._options, *arguments)
        print("$ duban", *(f'"{word}"' if " " in word else word for word in words), flush=True)
        environment = os.environ | {"PYTHONUTF8": "1", "COLUMNS": "110"}
        done = subprocess.run(
            [*DUBAN, *words], check=False, capture_output=True, text=True, encoding="utf-8", env=environment
        )
        if done.returncode != 0 and not (may_fail and done.returncode == _SOME_FAILED):
            raise DemoError(f"上面的命令没有成功（退出码 {done.returncode}）：\n{done.stdout}{done.stderr}")
        return done


def rank_leads(tasks: Iterable[Row]) -> list[tuple[str, int]]:
    """Return the units that lead tasks, with their counts, the most first."""
    counts = Counter(unit for task in tasks for unit in _units(task, "lead", "canonical"))
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def list_by_date(tasks: Iterable[Row], today: date) -> list[str]:
    """Return a line a task, ordered by its first deadline from `today` on: date, units (lead, else all), title."""
    lines = []
    for task in tasks:
        ends = sorted(d["end"] for d in task["deadlines"] if d["end"] and d["end"] >= str(today))
        units = "、".join(_units(task, "lead", "unit") or _units(task, "responsible", "unit")) or "（未写单位）"
        due = ends[0] if ends else "    ——    "
        lines.append(f"{due}  {units}：{task['title'][:24]}  （{task['document']['title']}）")
    return sorted(lines)


def _units(task: Row, role: str, name: str) -> list[str]:
    """Return the units of a task in one role, each once, as printed or by canonical name."""
    return list(dict.fromkeys(a[name] for a in task["assignments"] if a["role"] == role))


def _print_lines(lines: Iterable[str], most: int = 12) -> None:
    """Print lines, cut at the width of a screen, and say how many are left out."""
    lines = list(lines)
    for line in lines[:most]:
        print(f"  {line if len(line) <= _WIDTH else line[: _WIDTH - 1] + '…'}")
    if len(lines) > most:
        print(f"  …… 其余 {len(lines) - most} 项略")


def _title(text: str) -> None:
    print(f"\n== {text}")


def _shown(path: Path) -> str:
    """Return the path as a newcomer types it: from where he stands, if it lies below."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
