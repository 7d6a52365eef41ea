"""A year of one plan in chapters (story/story.toml), as the demo plays it and the tests check it."""

from __future__ import annotations

import shlex
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.manifest import HERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """What comes in and what people record by `day`; `states`: which items of the plan then stand how (办理中 绿)."""

    day: date
    title: str
    load: tuple[Path, ...]
    steps: tuple[tuple[str, ...], ...]
    states: Mapping[str, tuple[str, ...]]

    @property
    def commands(self) -> tuple[tuple[str, ...], ...]:
        """The `duban` command lines of the chapter."""
        loads = (("load", *map(str, self.load)),) if self.load else ()
        return (*loads, *self.steps)


@dataclass(frozen=True, slots=True)
class Story:
    """`plan` is the document number of the plan whose tasks the chapters follow."""

    plan: str
    chapters: tuple[Chapter, ...]


def load_story(path: Path = HERE / "story" / "story.toml") -> Story:
    """Return the chapters in their order."""
    told = tomllib.loads(path.read_text("utf-8"))
    chapters = (
        Chapter(
            day=row["day"],
            title=row["title"],
            load=tuple(HERE / name for name in row.get("load", ())),
            steps=tuple(tuple(shlex.split(step)) for step in row.get("steps", ())),
            states={how: tuple(paths) for how, paths in row["states"].items()},
        )
        for row in told["chapter"]
    )
    return Story(told["plan"], tuple(chapters))
