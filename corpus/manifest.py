"""The list of sample documents: what is made from what, and what each is for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

HERE = Path(__file__).parent
DOCUMENTS = HERE / "documents"
SOURCES = HERE / "sources"
GOLD = HERE / "gold"
CARRIERS = HERE / "carriers"

Format = Literal["text", "made text", "docx", "html", "pdf", "broken"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One row of manifest.toml."""

    file: str
    title: str
    format: Format
    purpose: str
    encoding: str = "utf-8"
    line_breaks: bool = True
    cut_from: str | None = None

    @property
    def source(self) -> Path:
        """The readable text that a made document comes from."""
        return SOURCES / f"{Path(self.file).stem}.txt"


def load_samples(path: Path = HERE / "manifest.toml") -> tuple[Sample, ...]:
    """Return the sample documents in the order of the manifest."""
    rows = tomllib.loads(path.read_text("utf-8"))["document"]
    return tuple(Sample(**row) for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One source in many formats; what holds for the sample of the same name holds for each."""

    title: str
    formats: tuple[str, ...]

    @property
    def source(self) -> Path:
        return SOURCES / f"{self.title}.txt"


def load_families(path: Path = HERE / "manifest.toml") -> tuple[Family, ...]:
    """Return the families of carriers."""
    rows = tomllib.loads(path.read_text("utf-8"))["family"]
    return tuple(Family(title=row["title"], formats=tuple(row["formats"])) for row in rows)
