"""Looking at all tasks before somebody asks: when the desk opens, and at the beginning of each day."""

from __future__ import annotations

import logging
import sqlite3
from datetime import datetime, time, timedelta
from threading import Thread
from time import sleep

from taskgraph.errors import TaskgraphError
from taskgraph.viewpoint import BEIJING, now
from taskgraph.web.desk import Desk
from taskgraph.web.finding import recall_overview

logger = logging.getLogger("duban")


def begin_warming(desk: Desk) -> None:
    """Keep what the overview needs at hand, beside the pages, for as long as the server runs."""
    Thread(target=_keep_warm, args=(desk,), name="warming", daemon=True).start()


def _keep_warm(desk: Desk) -> None:
    while True:
        warm(desk)
        sleep(seconds_to_tomorrow(now()))


def warm(desk: Desk) -> None:
    """Compute how all tasks stand; what fails here fails again where somebody sees it."""
    try:
        with desk.reading() as db:
            recall_overview(desk, db, None)
    except (TaskgraphError, sqlite3.Error) as error:
        logger.warning("%s", error)


def seconds_to_tomorrow(moment: datetime) -> float:
    tomorrow = datetime.combine(moment.astimezone(BEIJING).date() + timedelta(days=1), time.min, BEIJING)
    return (tomorrow - moment).total_seconds() + 1
