"""`python -m corpus score` from gold and documents on disk to its exit code."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from corpus.__main__ import main
from corpus.manifest import DOCUMENTS, GOLD

FILE = "松坳乡2026年春季森林防灭火攻坚行动工作方案.txt"


@pytest.fixture
def gold(tmp_path):
    folder = tmp_path / "mine" / "gold"
    folder.mkdir(parents=True)
    shutil.copy(GOLD / f"{FILE}.json", folder)
    return folder


@pytest.fixture
def floors(tmp_path):
    path = tmp_path / "floors.toml"
    path.write_text("[mine]\ntasks = 0.5\n[impossible]\ntasks = 1.1\nunits = 0.0\n", "utf-8")
    return path


def _score(*arguments):
    return CliRunner().invoke(main, ["score", *map(str, arguments)])


def test_the_set_of_floors_is_named_like_the_folder_of_the_gold(gold, floors):
    result = _score("--gold", gold, "--floors", floors, DOCUMENTS)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "1 passed, 0 failed"


def test_a_score_below_its_floor_fails_and_is_named(gold, floors):
    result = _score("--gold", gold, "--floors", floors, "--set", "impossible", DOCUMENTS)
    assert result.exit_code == 1
    assert "tasks: F1" in result.stdout
    assert "its floor 1.1000" in result.stdout
    assert result.stdout.splitlines()[-1] == "1 passed, 1 failed"


def test_a_document_that_is_not_there_counts_as_empty_and_is_named(gold, tmp_path):
    result = _score("--gold", gold, "--json", tmp_path)
    assert FILE in result.stderr
    assert json.loads(result.stdout)["all"]["tasks"]["recall"] == 0.0


def test_errors_are_listed_by_document_layer_and_task(gold, tmp_path):
    result = _score("--gold", gold, "--errors", tmp_path)
    assert f"{FILE}\ttasks\t-\tmissed\t4.1 管住野外火源" in result.stdout
