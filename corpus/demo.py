"""A clerk's first look around: load the samples, see the tasks, who leads, what is due next, take the calendar.

Everything goes through the `duban` command, and each command line is printed, so that a newcomer learns it.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from corpus.manifest import DOCUMENTS, HERE

_BUILD = HERE.parent / "build"
_MARK = ".made-by-demo"
_SOME_FAILED = 4  # exit code of `duban load` when it loaded the rest
_WEEKS = 8


class DemoError(Exception):
    """The demo cannot go on; the message says what would help."""


def run_demo(data_dir: Path, today: date) -> None:
    """Load the samples into a new `data_dir` and print what a clerk wants to see, as of `today`."""
    prepare_folder(data_dir)
    duban = Duban(data_dir)
    _title("一、载入样例文件（地名、单位都是虚构的；其中一个文件是故意弄坏的）")
    duban.show("load", _shown(DOCUMENTS), may_fail=True)
    _title("二、每份文件有多少任务")
    duban.show("docs")
    _title("三、谁牵头最多")
    print("\n".join(rank_leads(duban.rows("tasks", "--role", "lead"))))
    _title(f"四、今后八周到期的任务（假定今天是 {today}）")
    until = today + timedelta(weeks=_WEEKS)
    duban.show("tasks", "--due-after", str(today), "--due-before", str(until), lines=14)
    _title("五、某个单位的任务")
    duban.show("who", "县农业农村局", "--role", "lead", lines=8)
    _title("六、带走日历")
    calendar = data_dir / "督办日历.ics"
    duban.show("export", "calendar", "-o", _shown(calendar))
    print(f"日历文件：{_shown(calendar)}（可导入 Outlook、手机日历）")
    _title("接下来")
    print("  载入自己的文件：duban load 文件或文件夹      查单位：duban who 单位名      查文字：duban search 词语")
    print(f"  不写 --data-dir 时，数据放在个人数据目录；本演示的数据在 {_shown(data_dir)}，随时可以删除。")


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

    def show(self, *arguments: str, lines: int = 30, may_fail: bool = False) -> None:
        """Print the command line and the first `lines` of what it says."""
        done = self._run(arguments, may_fail=may_fail)
        said = (done.stdout + done.stderr).splitlines()
        print("\n".join(said[:lines]))
        if len(said) > lines:
            print(f"…… 其余 {len(said) - lines} 行略")

    def rows(self, *arguments: str) -> list[dict[str, Any]]:
        """Print the command line and return the objects that it prints as JSON Lines."""
        done = self._run((*arguments, "--json"))
        return [json.loads(line) for line in done.stdout.splitlines()]

    def _run(self, arguments: Iterable[str], *, may_fail: bool = False) -> subprocess.CompletedProcess[str]:
        words = (*self._options, *arguments)
        print(f"$ duban {shlex.join(words)}", flush=True)
        command = [sys.executable, "-m", "taskgraph.cli", *words]
        environment = os.environ | {"PYTHONUTF8": "1", "COLUMNS": "110"}
        done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8", env=environment)
        if done.returncode != 0 and not (may_fail and done.returncode == _SOME_FAILED):
            raise DemoError(f"上面的命令没有成功（退出码 {done.returncode}）：\n{done.stdout}{done.stderr}")
        return done


def rank_leads(tasks: Iterable[dict[str, Any]], most: int = 6) -> list[str]:
    """Return the units that lead most tasks, with their counts, the most first."""
    counts = Counter(
        unit for task in tasks for unit in {a["canonical"] for a in task["assignments"] if a["role"] == "lead"}
    )
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [f"  {number:>3} 项  {unit}" for unit, number in ranked[:most]]


def _title(text: str) -> None:
    print(f"\n—— {text}")


def _shown(path: Path) -> str:
    """Return the path as a newcomer types it: from where he stands, if it lies below."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
