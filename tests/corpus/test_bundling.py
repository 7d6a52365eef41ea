from __future__ import annotations

import os
import platform
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from corpus.bundling import MACHINES, PYTHONS, ROOT, make_bundle, read_pins, write_pins

LOCK = """annotated-doc==0.0.7 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via fastapi
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:cc
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:dd
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:ee
"""


def test_pins_keep_their_hashes_and_where_they_count() -> None:
    pins = read_pins(LOCK)
    assert [(pin.name, len(pin.hashes)) for pin in pins] == [
        ("annotated-doc", 2),
        ("numpy", 1),
        ("numpy", 1),
        ("colorama", 1),
    ]
    assert write_pins(pins[:1]) == "annotated-doc==0.0.7 --hash=sha256:aa --hash=sha256:bb\n"


@pytest.mark.parametrize(("python", "numpy"), [("3.11", "2.4.6"), ("3.12", "2.5.5"), ("3.13", "2.5.5")])
def test_each_python_gets_its_own_versions_wherever_the_bundle_is_made(python: str, numpy: str) -> None:
    counting = [pin for pin in read_pins(LOCK) if pin.counts(python, "aarch64")]
    assert [(pin.name, pin.version) for pin in counting] == [("annotated-doc", "0.0.7"), ("numpy", numpy)]


def test_the_whole_lock_file_is_read() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    lines = [line for line in lock.splitlines() if line[:1].isalnum()]
    assert len(read_pins(lock)) == len(lines)


@pytest.mark.e2e
@pytest.mark.skipif(platform.machine() not in MACHINES, reason="bundles are made for Linux on x86-64 and Arm")
def test_a_bundle_installs_without_a_network_and_works(tmp_path: Path) -> None:
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert python in PYTHONS
    packed = make_bundle(tmp_path / "made", platform.machine(), [python])
    with tarfile.open(packed) as tar:
        tar.extractall(tmp_path, filter="data")
    bundle, target = tmp_path / packed.stem, tmp_path / "duban"
    env = {
        "PATH": os.environ["PATH"],
        "PYTHON": sys.executable,
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "HOME": str(tmp_path),
    }
    subprocess.run([bundle / "install.sh", target], env=env, check=True)

    def duban(*args: object) -> str:
        command = [target / "bin" / "duban", "--data-dir", tmp_path / "data", *args]
        return subprocess.run(command, env=env, cwd=tmp_path, check=True, capture_output=True, text=True).stdout

    assert duban("version").startswith("duban ")
    duban("load", ROOT / "corpus" / "documents" / "青岚县2026年民生实事任务分解表.docx")
    assert duban("tasks", "--json").splitlines()
    assert duban("check") == ""
    (package,) = target.glob("lib/python*/site-packages/taskgraph")
    assert (package / "web" / "static" / "vendor" / "htmx-2.min.js").exists()
    assert (package / "web" / "static" / "vendor" / "LICENSE.htmx.txt").exists()
