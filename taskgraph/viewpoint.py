"""From where tasks are looked at: a day, the light rules of the office, and what was known by some moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from taskgraph.config import Settings
from taskgraph.light_rules import load_rule_set
from taskgraph.lights import RuleSet

BEIJING = timezone(timedelta(hours=8))
USUAL_LIGHTS = "deadline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewpoint:
    """Tasks as they stand on `day`; `known_at` leaves out what was recorded later."""

    day: date
    rules: RuleSet
    known_at: datetime | None = None


def now() -> datetime:
    return datetime.now(BEIJING)


def write_moment(moment: datetime) -> str:
    """Return a moment as it is stored: moments compare as texts, so all are in one time zone."""
    return moment.astimezone(BEIJING).isoformat(timespec="seconds")


def usual_viewpoint(as_of: date | None = None) -> Viewpoint:
    return Viewpoint(day=as_of or now().date(), rules=load_rule_set(USUAL_LIGHTS))


def load_viewpoint(settings: Settings, as_of: date | None, known_on: date | None = None) -> Viewpoint:
    """Return the view on `as_of`, else today, by the office's rules, of what was recorded by the end of `known_on`."""
    known_at = datetime.combine(known_on, time.max, BEIJING) if known_on else None
    rules = load_rule_set(settings.lights, settings.data_dir)
    return Viewpoint(day=as_of or now().date(), rules=rules, known_at=known_at)
