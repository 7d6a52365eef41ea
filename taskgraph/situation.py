"""What light rules look at: where a task stands on a day, as plain facts and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from extract.model import State
from taskgraph.events import OPEN, LifeState
from taskgraph.pro_rata import Pace
from taskgraph.workdays import count_workdays


class Light(StrEnum):
    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    BLUE = "blue"
    GREEN = "green"
    UNKNOWN = "unknown"  # 灰: nothing tells how the task is doing
    OFF = "off"  # no light is due


class Need(StrEnum):
    """Why a task needs a look, the most urgent first."""

    OVERDUE = "overdue"
    RED = "red"
    YELLOW = "yellow"
    DUE_SOON = "due_soon"
    NO_REPORT = "no_report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A task on `day`.

    `finished_on`: when the unit was done (Course.finished_on); `said`: the newest state that a report gives in words.
    """

    day: date
    state: LifeState = LifeState.REGISTERED
    start: date | None = None
    due: date | None = None
    finished_on: date | None = None
    last_report: date | None = None
    said: State | None = None
    pace: Pace | None = None

    @property
    def overdue(self) -> bool:
        """Whether the deadline is past and the unit not done. A suspended task's clock stands still."""
        if self.due is None or self.state not in OPEN or self.day <= self.due:
            return False
        return self.finished_on is None or self.finished_on > self.due

    @property
    def closed_late(self) -> bool:
        late = self.due is not None and self.finished_on is not None and self.finished_on > self.due
        return late and self.state is LifeState.CLOSED

    @property
    def days_left(self) -> int | None:
        """Days from `day` to the deadline; negative after it."""
        return (self.due - self.day).days if self.due else None

    @property
    def workdays_left(self) -> int | None:
        return count_workdays(self.day, self.due) if self.due else None

    @property
    def days_late(self) -> int | None:
        """Days by which the task was or so far is late; 0 where it is not."""
        return max(((self.finished_on or self.day) - self.due).days, 0) if self.due else None

    @property
    def running_days(self) -> int | None:
        return (self.day - self.start).days if self.start else None

    @property
    def silent_days(self) -> int | None:
        """Days since the last report, or since the plan began where there was none."""
        since = self.last_report or self.start
        return (self.day - since).days if since else None

    @property
    def gap(self) -> Decimal | None:
        return self.pace.gap if self.pace else None
