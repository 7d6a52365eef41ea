"""What the desk shows and loads lies in the wheel: an installed Duban needs no checkout."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[3]
PRODUCT = ("ingest", "extract", "taskgraph")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The names of the files in the wheel, built as it is released."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    with ZipFile(made) as packed:
        return frozenset(packed.namelist())


@pytest.mark.parametrize("folder", PRODUCT)
def test_all_that_lies_beside_the_code_is_in_the_wheel(wheel: frozenset[str], folder: str) -> None:
    files = (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert {path.relative_to(ROOT).as_posix() for path in files} <= wheel


def test_a_script_of_others_comes_with_its_licence(wheel: frozenset[str]) -> None:
    vendor = "taskgraph/web/static/vendor"
    assert {f"{vendor}/htmx-2.min.js", f"{vendor}/LICENSE.htmx.txt"} <= wheel


def test_the_wheel_carries_the_product_alone(wheel: frozenset[str]) -> None:
    folders = {name.split("/")[0] for name in wheel}
    assert {name for name in folders if not name.endswith(".dist-info")} == set(PRODUCT)
