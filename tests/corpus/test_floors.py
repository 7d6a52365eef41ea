from __future__ import annotations

import pytest

from corpus.floors import FloorsError, check_floors, load_floors
from corpus.scoring import LAYERS, Tally

TOTALS = {layer: Tally(hits=9, missed=1, wrong=1) for layer in LAYERS}  # F1 0.9


@pytest.fixture
def floors_file(tmp_path):
    path = tmp_path / "floors.toml"
    path.write_text("[mine]\ntasks = 0.9\nunits = 0.91\n", "utf-8")
    return path


def test_a_layer_at_its_floor_passes_and_one_below_fails(floors_file):
    checks = check_floors(TOTALS, load_floors(floors_file, "mine"))
    assert [(c.layer, c.passed) for c in checks] == [("tasks", True), ("units", False)]


def test_a_failed_check_names_layer_score_and_floor(floors_file):
    assert "units: F1 0.9000 FELL BELOW its floor 0.9100" in map(str, check_floors(TOTALS, {"units": 0.91}))


def test_an_unknown_set_names_the_sets_there_are(floors_file):
    with pytest.raises(FloorsError, match=r"no set \[other\]; it has mine"):
        load_floors(floors_file, "other")


def test_an_unknown_layer_is_refused(tmp_path):
    path = tmp_path / "floors.toml"
    path.write_text("[mine]\ntask = 0.9\n", "utf-8")
    with pytest.raises(FloorsError, match="no such layer: task"):
        load_floors(path, "mine")
