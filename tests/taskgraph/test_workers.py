from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest

from taskgraph.errors import WorkerStartError
from taskgraph.inputs import Failure, Input, Known, Result
from taskgraph.workers import Pool, describe_exit

Run = Callable[..., list[Result]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Return what runs inputs by the names of what workers shall do with them."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    misbehave = import_module("crashers").misbehave

    def run_all(*sources: str, size: int = 2, limit: float = 30) -> list[Result]:
        with Pool(size=size, limit=limit, handle=misbehave) as pool:
            results = list(pool.read(Input(source=source, path=str(i)) for i, source in enumerate(sources)))
            assert pool.total == len(results)
            return results

    yield run_all
    sys.modules.pop("crashers", None)


def told(results: list[Result]) -> list[str]:
    return [result.kind if isinstance(result, Failure) else result.source for result in results]


def test_results_come_in_the_order_of_the_inputs(run: Run) -> None:
    assert told(run("good", "fail", "good", "good", "fail")) == ["good", "broken", "good", "good", "broken"]


def test_all_workers_are_used(run: Run) -> None:
    pids = {result.sha256 for result in run(*["good"] * 40) if isinstance(result, Known)}
    assert len(pids) == 2


@pytest.mark.parametrize(
    ("act", "kind", "words"),
    [("die", "crashed", "SIGKILL"), ("raise", "internal", "ZeroDivisionError"), ("hoard", "crashed", "内存")],
)
def test_what_goes_wrong_with_one_file_leaves_the_others(run: Run, act: str, kind: str, words: str) -> None:
    results = run("good", act, "good", act, "good", size=1)
    assert told(results) == ["good", kind, "good", kind, "good"]
    assert words in results[1].message


def test_a_file_that_takes_too_long_is_given_up(run: Run) -> None:
    results = run("hang", "good", limit=1, size=2)
    assert told(results) == ["timeout", "good"]
    assert "1 秒" in results[0].message


def test_members_stand_in_the_place_of_their_container(run: Run) -> None:
    assert told(run("fail", "1+good+raise+good", "fail")) == ["broken", "good", "internal", "good", "broken"]


def test_what_one_file_unpacks_to_is_counted_over_all_its_layers(run: Run) -> None:
    half = 600 * 1024**2
    assert told(run(f"{half}+good", f"{half}+good")) == ["good", "good"], "each file has its own budget"
    assert told(run(f"{half}+good+{half}~good+good")) == ["good", "too_large", "good"]


def test_nothing_to_read_gives_nothing(run: Run) -> None:
    assert run() == []


def test_a_worker_that_cannot_start_is_no_fault_of_the_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", None)
    monkeypatch.setattr(sys.modules["__main__"], "__file__", "/nowhere/main.py", raising=False)
    with pytest.raises(WorkerStartError, match="退出码 1"):
        run("good")


@pytest.mark.parametrize(("code", "words"), [(-9, "SIGKILL,可能内存不足"), (-11, "SIGSEGV"), (1, "退出码 1")])
def test_an_exit_code_is_put_into_words(code: int, words: str) -> None:
    assert words in describe_exit(code)
