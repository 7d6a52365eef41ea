"""kill -9 at random moments: what was acknowledged is there, what was not is there whole or not at all."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from xlsxwriter import Workbook

from corpus.command import DUBAN
from extract.pipeline import extract
from ingest.pipeline import read_document
from taskgraph.cli import main
from taskgraph.datadir import DATABASE
from taskgraph.store import open_store

pytestmark = pytest.mark.e2e

SAMPLES = Path(__file__).parents[3] / "corpus" / "documents"
KEPT = sorted((Path(__file__).parents[1] / "kept").glob("*.sql"))
LEDGER = "台账.xlsx"
# How often each is killed: more than a hundred times in all.
LOADS, PROCESSES, LEDGERS, CORRECTIONS, MIGRATIONS, COPIES = 30, 6, 15, 25, 26, 12

Kill = Callable[..., list[str]]


def run(data_dir: Path, *args: object) -> Result:
    return CliRunner().invoke(main, ["--data-dir", str(data_dir), *map(str, args)])


def rows(data_dir: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(data_dir / DATABASE)) as db:
        return db.execute(sql).fetchall()


def dump(db: sqlite3.Connection) -> list[str]:
    """Return all that a database holds but when it was brought up to date."""
    return [line for line in db.iterdump() if "_sqlite_migrations" not in line]


def assert_whole(data_dir: Path) -> None:
    result = run(data_dir, "check")
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr


@pytest.fixture(scope="module")
def seed() -> random.Random:
    return random.Random(20260930)


@pytest.fixture(scope="module")
def victims() -> Iterator[Any]:
    """The processes to be killed: each is forked off one that has loaded all, so that it is at its work at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parent))
        patch.setenv("PYTHONPATH", str(Path(__file__).parent))  # the process that forks does not ask sys.path
        yield import_module("victims")
        sys.modules.pop("victims", None)


@pytest.fixture
def kill(victims: Any, seed: random.Random) -> Kill:
    """Return what does a task in a process of its own and kills it within its `seconds`; it gives the steps done.

    A task that was quicker than measured is killed earlier the next time: the machine may have had more to do then.
    """
    hurry: dict[str, float] = {}
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["victims", "datasketch", "taskgraph.commands.correct", "taskgraph.commands.import_ledger"]
    )

    def run_and_kill(seconds: float | None, *task: Any) -> list[str]:
        ours, theirs = context.Pipe()
        process = context.Process(target=victims.work, args=(theirs, *task))
        process.start()
        theirs.close()
        assert ours.recv() == "ready"
        process.join(None if seconds is None else seconds * hurry.get(task[0], 1) * seed.random())
        if seconds and process.exitcode == 0:
            hurry[task[0]] = hurry.get(task[0], 1) * 0.8
        process.kill()
        process.join()
        return [*_received(ours)]

    return run_and_kill


def _received(conn: Any) -> Iterator[str]:
    try:
        while True:
            yield conn.recv()
    except (EOFError, ConnectionResetError):
        return


def measure(kill: Kill, *task: Any) -> tuple[float, list[str]]:
    """Return how long a task takes if it is let live, and its steps."""
    start = time.perf_counter()
    steps = kill(None, *task)
    return time.perf_counter() - start, steps


TASKS = "SELECT document.key, count(task.id) FROM document JOIN version ON version.document = document.id LEFT JOIN task ON task.version = version.id GROUP BY 1"


def test_a_load_that_is_killed_has_documents_whole_or_not_at_all(tmp_path: Path, kill: Kill) -> None:
    samples = [(doc, extract(doc), data) for data, doc in map(_read, sorted(SAMPLES.glob("*.txt")))]
    seconds, steps = measure(kill, "load", tmp_path / "whole", samples)
    whole = dict(rows(tmp_path / "whole", TASKS))
    assert steps == [doc.key for doc, _, _ in samples]
    unfinished = 0
    for number in range(LOADS):
        data_dir = tmp_path / str(number)
        done = kill(seconds, "load", data_dir, samples)
        with open_store(data_dir):
            pass
        assert_whole(data_dir)
        stored = dict(rows(data_dir, TASKS))
        assert set(done) <= stored.keys()
        assert stored.items() <= whole.items()
        unfinished += stored != whole
    assert unfinished > LOADS / 3


def _read(path: Path) -> tuple[bytes, Any]:
    data = path.read_bytes()
    return data, read_document(data, path.name)


def test_the_command_that_is_killed_goes_on_where_it_was(tmp_path: Path, seed: random.Random) -> None:
    command = [*DUBAN, "--data-dir"]
    start = time.perf_counter()
    subprocess.run([*command, tmp_path / "whole", "load", SAMPLES], capture_output=True, check=False)
    seconds = time.perf_counter() - start
    whole = dict(rows(tmp_path / "whole", TASKS))
    for number in range(PROCESSES):
        data_dir = tmp_path / str(number)
        with subprocess.Popen(
            [*command, data_dir, "load", SAMPLES], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            try:
                process.communicate(timeout=seconds * (0.4 + 0.6 * seed.random()))
            except subprocess.TimeoutExpired:
                process.kill()
        assert run(data_dir, "load", SAMPLES).exit_code == 4  # one sample is broken
        assert_whole(data_dir)
        assert dict(rows(data_dir, TASKS)) == whole


@pytest.fixture
def office(tmp_path: Path, kill: Kill) -> Path:
    """A data directory with a plan and an earlier ledger of the office beside it."""
    (tmp_path / "plan.txt").write_text(
        "青政发〔2026〕7号\n\n青山县2026年河湖治理工作要点\n\n一、重点任务\n\n1.清理河道。6月底前清理河道不少于40公里。\n\n"
        "牵头单位:县水利局\n\n2.整治排污口。12月底前完成整治12个。\n\n牵头单位:县环保局\n",
        "utf-8",
    )
    assert run(tmp_path / "office", "load", tmp_path / "plan.txt").exit_code == 0
    return tmp_path / "office"


STATE = (
    "SELECT count(*) FROM document",
    "SELECT count(*) FROM task",
    "SELECT count(*) FROM event",
    "SELECT count(*) FROM ledger_cell",
    "SELECT count(*) FROM ledger_mapping",
)


def _state(data_dir: Path) -> list[tuple]:
    return [rows(data_dir, sql)[0] for sql in STATE]


def test_an_import_of_a_ledger_that_is_killed_is_whole_or_has_not_been(
    office: Path, kill: Kill, tmp_path: Path
) -> None:
    _write_ledger(tmp_path / LEDGER)
    line = f"import ledger {tmp_path / LEDGER} --by 林晓"
    before = _state(office)
    shutil.copytree(office, tmp_path / "whole")
    seconds, _ = measure(kill, "command", tmp_path / "whole", line)
    after = _state(tmp_path / "whole")
    seen = set()
    for number in range(LEDGERS):
        shutil.copytree(office, tmp_path / str(number))
        done = kill(seconds, "command", tmp_path / str(number), line)
        assert_whole(tmp_path / str(number))
        state = _state(tmp_path / str(number))
        assert state == after if done else state in (before, after)
        seen.add(str(state))
    assert str(before) in seen


def _write_ledger(path: Path) -> None:
    heads = ("序号", "任务内容", "牵头单位", "完成时限", "进展情况", "督查单位")
    lines = [
        (str(n), f"修复堤防第{n}段12公里", "县水利局", "2026年9月底前", "正在施工", "督查一组") for n in range(1, 40)
    ]
    with Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate((heads, *lines)):
            sheet.write_row(row, 0, cells)


def test_no_report_or_correction_is_lost_that_was_acknowledged(office: Path, kill: Kill, tmp_path: Path) -> None:
    lines = [
        f"report 清理河道 progress --value {n} --unit 公里 --on 2026-03-{n:02}"
        if n % 2
        else f"correct 整治排污口 lead 县第{n}局"
        for n in range(1, 21)
    ]
    shutil.copytree(office, tmp_path / "whole")
    seconds, steps = measure(kill, "command", tmp_path / "whole", *lines)
    assert steps == lines
    for number in range(CORRECTIONS):
        data_dir = tmp_path / str(number)
        shutil.copytree(office, data_dir)
        done = len(kill(seconds, "command", data_dir, *lines))
        assert_whole(data_dir)
        recorded = rows(data_dir, "SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM correction)")[0][0]
        assert done <= recorded <= done + 1


def test_a_migration_that_is_killed_is_done_by_the_next_start(kill: Kill, tmp_path: Path) -> None:
    for number, kept in enumerate(islice(cycle(KEPT), MIGRATIONS)):
        data_dir = tmp_path / str(number)
        for place in (data_dir, tmp_path / f"whole{number}"):
            place.mkdir()
            with closing(sqlite3.connect(place / DATABASE)) as db:
                db.executescript(f"BEGIN; {kept.read_text('utf-8')} COMMIT;")
        seconds, _ = measure(kill, "migrate", tmp_path / f"whole{number}")
        kill(seconds, "migrate", data_dir)
        with open_store(data_dir) as store, open_store(tmp_path / f"whole{number}") as whole:
            assert dump(store.db.conn) == dump(whole.db.conn)


def test_a_backup_or_restoration_that_is_killed_leaves_nothing_half(office: Path, kill: Kill, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "backup.zip"
    target.parent.mkdir()
    seconds, _ = measure(kill, "command", office, f"backup -o {target}")
    run(office, "report", "清理河道", "accept", "--on", "2026-03-10")
    for number in range(COPIES // 2):
        kill(seconds, "command", office, f"backup -o {target}")
        assert run(tmp_path / "nowhere", "restore", target, "--dry-run").exit_code == 0
        data_dir = tmp_path / str(number)
        kill(seconds, "command", data_dir, f"restore {target}")
        if not (data_dir / DATABASE).exists():
            assert run(data_dir, "restore", target).exit_code == 0
        assert_whole(data_dir)
