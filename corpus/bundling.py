"""All that an office needs to install Duban without a network: wheels with their hashes, a script, and the manual.

The versions are those of `requirements.lock`, the hashes are checked against it; what the registry has only as source
is built here. One bundle serves one kind of processor and several versions of Python.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.markers import Marker
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).parent.parent
BESIDE = (ROOT / "corpus" / "bundle", ROOT / "docs" / "systemd", ROOT / "docs" / "operations.md", ROOT / "LICENSE")
MACHINES = ("x86_64", "aarch64")
PYTHONS = ("3.11", "3.12", "3.13")
ONLY_AS_SOURCE = frozenset({"jieba"})
# glibc 2.28 and older, so that what offices run (Kylin V10, UOS 20, openEuler, RHEL 8) can load them.
_GLIBCS = ("_2_28", "_2_27", "_2_26", "_2_24", "_2_17", "2014", "_2_12", "2010", "_2_5", "1")
_LINE = re.compile(
    r"""
    ^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?:\ ;\ (?P<marker>[^\\\n]+?))?\ \\\n
    (?P<hashes>(?:\ +--hash=\S+(?:\ \\)?\n)+)
    """,
    re.MULTILINE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A line of the lock file; `marker`: where it counts."""

    name: str
    version: str
    marker: str | None
    hashes: tuple[str, ...]

    def counts(self, python: str, machine: str) -> bool:
        environment = {
            "python_version": python,
            "python_full_version": f"{python}.0",
            "platform_machine": machine,
            "sys_platform": "linux",
            "platform_system": "Linux",
            "os_name": "posix",
        }
        return self.marker is None or Marker(self.marker).evaluate(environment)


def read_pins(lock: str) -> tuple[Pin, ...]:
    return tuple(
        Pin(
            name=m["name"],
            version=m["version"],
            marker=m["marker"],
            hashes=tuple(m["hashes"].replace("\\", "").split()),
        )
        for m in _LINE.finditer(lock)
    )


def write_pins(pins: Iterable[Pin]) -> str:
    """Return a requirements file without markers."""
    return "".join(f"{pin.name}=={pin.version} {' '.join(pin.hashes)}\n" for pin in pins)


def make_bundle(folder: Path, machine: str, pythons: Iterable[str]) -> Path:
    """Write the bundle for one kind of processor as a folder and as a tar file beside it; return the tar file."""
    bundle = folder / f"duban-{version('duban')}-linux-{machine}"
    shutil.rmtree(bundle, ignore_errors=True)
    wheels = bundle / "wheels"
    wheels.mkdir(parents=True)
    pins = read_pins((ROOT / "requirements.lock").read_text("utf-8"))
    _run("hatchling", "build", "-t", "wheel", "-d", wheels)
    _run_pip((pin for pin in pins if pin.name in ONLY_AS_SOURCE), "wheel", "-w", wheels)
    for python in pythons:
        own = (pin for pin in pins if pin.counts(python, machine) and pin.name not in ONLY_AS_SOURCE)
        _run_pip(own, "download", "-d", wheels, *_target(python, machine))
    (bundle / "requirements.txt").write_text("\n".join(_iter_requirements(pins, wheels)) + "\n", "utf-8")
    _copy_beside(bundle)
    return _pack(bundle)


def _run_pip(pins: Iterable[Pin], command: str, *options: object) -> None:
    """Run pip for these pins alone, whatever they need; each file must have one of its pin's hashes."""
    with TemporaryDirectory() as work:
        asked = Path(work) / "requirements.txt"
        asked.write_text(write_pins(pins), "utf-8")
        _run("pip", command, "--quiet", "--no-deps", "--require-hashes", "-r", asked, *options)


def _target(python: str, machine: str) -> Iterator[str]:
    yield from ("--only-binary", ":all:", "--implementation", "cp", "--python-version", python)
    for abi in (f"cp{python.replace('.', '')}", "abi3", "none"):
        yield from ("--abi", abi)
    for glibc in _GLIBCS:
        yield from ("--platform", f"manylinux{glibc}_{machine}")


def _iter_requirements(pins: Iterable[Pin], wheels: Path) -> Iterator[str]:
    """Yield what installs the wheels that are there, and nothing else: Duban itself first."""
    found: dict[tuple[str, str], list[str]] = {}
    for path in sorted(wheels.glob("*.whl")):
        name, number, *_ = parse_wheel_filename(path.name)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        found.setdefault((name, str(number)), []).append(f"--hash=sha256:{digest}")
    own = ("duban", version("duban"))
    yield " ".join((f"{own[0]}=={own[1]}", *found[own]))
    for pin in pins:
        if hashes := found.get((canonicalize_name(pin.name), pin.version)):
            yield " ".join((f"{pin.name}=={pin.version}{f' ; {pin.marker}' if pin.marker else ''}", *hashes))


def _copy_beside(bundle: Path) -> None:
    for path in BESIDE:
        if path.is_dir():
            shutil.copytree(path, bundle, dirs_exist_ok=True)
        else:
            shutil.copy2(path, bundle)


def _pack(bundle: Path) -> Path:
    path = bundle.with_name(f"{bundle.name}.tar")
    with tarfile.open(path, "w") as tar:  # wheels are compressed already
        tar.add(bundle, bundle.name)
    return path


def _run(module: str, *args: object) -> None:
    subprocess.run([sys.executable, "-m", module, *map(str, args)], cwd=ROOT, check=True)
