"""Thousands of requests made from the description alone: no error of ours, no answer that the description does not allow.

Schemathesis makes them against a running desk with the samples loaded, right and wrong ones, by a fixed seed. It learns
from answers which tasks, documents and units there are.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.e2e
CONFIG = Path(__file__).with_name("schemathesis.toml")
EXAMPLES = 20  # of each operation, beside those that cover each of its limits
LEAST = 5000  # requests in all


def test_no_request_breaks_the_desk_or_its_description(tmp_path: Path, duban) -> None:
    duban.load_samples(tmp_path / "data")
    tool = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "run", "--no-color"]
    with duban.serve(tmp_path / "data") as address:
        asked = [f"{address}/api/v1/openapi.json", "--max-examples", str(EXAMPLES), "--report-dir", str(tmp_path)]
        asked += ["--suppress-health-check", "filter_too_much"]  # days that are days, of a year that can be, are few
        run = subprocess.run([*tool, *asked], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    made = int(re.search(r"(\d+) generated", run.stdout)[1])
    assert made >= LEAST, f"only {made} requests"
