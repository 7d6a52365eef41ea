"""How far a long run has come: a bar on a terminal, now and then a line elsewhere. Always on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

WIDTH = 24  # characters of the bar
LINE_EVERY = 10.0  # seconds between lines where there is no terminal
REDRAW_EVERY = 0.1


class Meter:
    """Shows done, total, failures, rate and time left; `label` says what is being done, `unit` with what."""

    def __init__(
        self,
        label: str,
        unit: str = "份",
        *,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.label, self.unit, self.stream, self.clock = label, unit, stream or sys.stderr, clock
        self.on_terminal = self.stream.isatty()
        self.started = self._shown = clock()
        self._drawn = False

    def update(self, done: int, total: int, failed: int | None = None) -> None:
        """Show the state, unless that was done a moment ago; without `failed` nothing is said of failures."""
        now = self.clock()
        if now - self._shown < (REDRAW_EVERY if self.on_terminal else LINE_EVERY):
            return
        self._shown = now
        text = f"{self.label} {describe_run(done, total, self.unit, seconds=now - self.started)}"
        if failed is not None:
            text += f",失败 {failed}"
        self.stream.write(f"\r\x1b[K{draw_bar(done, total)} {text}" if self.on_terminal else f"{text}\n")
        self.stream.flush()
        self._drawn = self.on_terminal

    def clear(self) -> None:
        """Take the bar off the terminal, so that what is said next stands alone."""
        if self._drawn:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
            self._drawn = False


@contextmanager
def show_steps(steps: Mapping[str, str]) -> Iterator[Callable[[str, int, int], None]]:
    """Give what shows how far a run has come in each of its steps; `steps` has the units in which they are counted."""
    meters: dict[str, Meter] = {}

    def told(step: str, done: int, total: int) -> None:
        if step not in meters:
            meters[step] = Meter(step, steps[step])
        meters[step].update(done, total)

    try:
        yield told
    finally:
        for meter in meters.values():
            meter.clear()


def draw_bar(done: int, total: int) -> str:
    filled = WIDTH * done // max(total, 1)
    return "█" * filled + "░" * (WIDTH - filled)


def describe_run(done: int, total: int, unit: str, *, seconds: float) -> str:
    """Return `12/40,3.2 份/秒,约剩 9 秒`."""
    rate = done / seconds if seconds else 0.0
    left = f",约剩 {describe_seconds((total - done) / rate)}" if rate else ""
    return f"{done}/{total},{rate:.1f} {unit}/秒{left}"


def describe_seconds(seconds: float) -> str:
    whole = round(seconds)
    if whole < 90:
        return f"{whole} 秒"
    minutes = round(whole / 60)
    return f"{minutes} 分钟" if minutes < 90 else f"{minutes / 60:.1f} 小时"
