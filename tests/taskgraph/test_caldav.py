"""Calendars put into a real CalDAV server and read back: what a phone would show is what was exported.

`make e2e DOCS="DIR DIR"` takes other documents than the samples.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import caldav
import pytest
import recurring_ical_events
from click.testing import CliRunner
from icalendar import Calendar, Component

from taskgraph.cli import main

pytestmark = pytest.mark.e2e
PATIENCE = 30.0  # seconds for the server to start
SHOWN = ("DTSTART", "DTEND", "DUE", "SUMMARY", "DESCRIPTION", "STATUS", "SEQUENCE", "RRULE", "RECURRENCE-ID",
         "LAST-MODIFIED", "DTSTAMP", "TRANSP")  # fmt: skip


def run(*args: object) -> str:
    result = CliRunner().invoke(main, [str(arg) for arg in args], prog_name="duban")
    assert result.exit_code in {0, 4}, result.output  # a broken sample is none of our concern here
    return result.stdout


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("data")
    run("--data-dir", data_dir, "load", *os.environ.get("DUBAN_E2E_DOCS", "corpus/documents").split())
    return data_dir


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("radicale")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {"server-hosts": f"127.0.0.1:{port}", "auth-type": "none", "storage-filesystem-folder": folder,
               "logging-level": "warning"}  # fmt: skip
    command = [
        sys.executable,
        "-m",
        "radicale",
        "--config",
        "",
        *(f"--{name}={value}" for name, value in options.items()),
    ]
    process = subprocess.Popen(command)
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as client:
            client.settimeout(1)
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the calendar server did not start")


def _export(office: Path, *args: str) -> Calendar:
    path = office / "all.ics"
    run("--data-dir", office, "export", "calendar", "-o", path, *args)
    data = path.read_bytes()
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    return Calendar.from_ical(data)


def _resources(calendar: Calendar) -> dict[str, Calendar]:
    """Part a calendar as CalDAV keeps it: all that has one UID in one resource."""
    found: dict[str, Calendar] = {}
    for component in calendar.subcomponents:
        if component["UID"] not in found:
            found[component["UID"]] = Calendar({"version": "2.0", "prodid": calendar["PRODID"]})
        found[component["UID"]].add_component(component)
    return found


def _seen(calendar: Calendar) -> list[tuple]:
    """Return what a reader sees of a resource."""
    components = [part for part in calendar.subcomponents if part.name in {"VEVENT", "VTODO"}]
    return sorted((_see(part) for part in components), key=repr)


def _see(part: Component) -> tuple:
    alarms = sorted(str(alarm["TRIGGER"].dt) for alarm in part.walk("VALARM"))
    plain = [part[name].to_ical() if hasattr(part.get(name), "to_ical") else part.get(name) for name in SHOWN]
    return (str(part["UID"]), *plain, sorted(getattr(part, "categories", ())), alarms)


def _put(server: str, name: str, calendar: Calendar, kind: str) -> caldav.Calendar:
    principal = caldav.DAVClient(url=server, username=name, password="").principal()
    kept = principal.make_calendar(name=name, supported_calendar_component_set=[kind])
    for uid, resource in _resources(calendar).items():
        _send(kept, uid, resource)
    return kept


def _send(kept: caldav.Calendar, uid: str, resource: Calendar) -> None:
    """Put a resource as it is; `save_event` would raise its SEQUENCE."""
    answer = kept.client.put(
        str(kept.url.join(f"{uid}.ics")), resource.to_ical().decode(), {"Content-Type": "text/calendar"}
    )
    assert answer.status in {201, 204}, answer.raw


def _read(kept: caldav.Calendar) -> dict[str, Calendar]:
    resources = [Calendar.from_ical(found.data) for found in kept.objects(load_objects=True)]
    return {str(resource.subcomponents[-1]["UID"]): resource for resource in resources}


@pytest.mark.parametrize(("kind", "args"), [("VEVENT", ()), ("VTODO", ("--todo",))])
def test_what_a_server_gives_back_is_what_was_exported(office: Path, server: str, kind: str, args: tuple) -> None:
    calendar = _export(office, *args)
    kept = _read(_put(server, kind.lower(), calendar, kind))
    wanted = _resources(calendar)
    assert wanted
    assert kept.keys() == wanted.keys()
    for uid, resource in wanted.items():
        assert _seen(kept[uid]) == _seen(resource)


def test_what_a_server_gives_back_falls_on_the_same_days(office: Path, server: str) -> None:
    calendar = _export(office)
    kept = _read(_put(server, "days", calendar, "VEVENT"))
    for uid, resource in _resources(calendar).items():
        assert _days(kept[uid]) == _days(resource)


def _days(calendar: Calendar) -> list[date]:
    events = recurring_ical_events.of(calendar).between(date(2000, 1, 1), date(2060, 1, 1))
    return sorted(event["DTSTART"].dt for event in events)


def test_an_extension_updates_the_event_on_the_server(office: Path, server: str) -> None:
    before = _export(office)
    kept = _put(server, "update", before, "VEVENT")
    event = next(e for e in before.walk("VEVENT") if "RRULE" not in e and "RECURRENCE-ID" not in e)
    task = str(event["UID"]).partition("-")[0]
    run("--data-dir", office, "report", task, "extend", "--due", "2090-01-31", "--reason", "汛期")
    after = _resources(_export(office))
    for uid in (uid for uid in after if uid.startswith(task)):
        _send(kept, uid, after[uid])
    back = _read(kept)
    assert back.keys() == after.keys() >= _resources(before).keys()
    moved = [e for resource in back.values() for e in resource.walk("VEVENT") if str(e["UID"]).startswith(task)]
    assert {e["SEQUENCE"] for e in moved} == {event["SEQUENCE"] + 1}
    assert date(2090, 1, 31) in {e["DTSTART"].dt for e in moved}
