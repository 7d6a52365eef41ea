"""What the commands about people share: the password that is typed, and the log of what is done at the terminal."""

from __future__ import annotations

import getpass
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from taskgraph.config import Settings
from taskgraph.errors import PeopleError
from taskgraph.people.passwords import find_fault
from taskgraph.people.records import Deed
from taskgraph.people.store import open_people, record_deed
from taskgraph.store import open_store
from taskgraph.viewpoint import now

TERMINAL = "命令行"


@contextmanager
def doing(settings: Settings, deed: str, object_: str) -> Iterator[sqlite3.Connection]:
    """Open the store for a change of people that goes on the log with it."""
    with open_people(settings.data_dir) as db:
        yield db
        record_deed(db, Deed(who=_account(), address=TERMINAL, deed=deed, object=object_), now())


def _account() -> str:
    """Return the account of the machine under which the command runs; nothing where it has no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def make_store(settings: Settings) -> None:
    """Make the database, or bring one of an earlier version up to date."""
    with open_store(settings.data_dir):
        pass


def ask_password(name: str) -> str:
    """Return a password that is typed twice and not shown; where nobody sits there, the first line that comes."""
    if sys.stdin.isatty():
        password: str = click.prompt("密码", hide_input=True, confirmation_prompt="再输一次")
    else:
        password = sys.stdin.readline().strip()
    if fault := find_fault(password, name):
        raise PeopleError(fault)
    return password
