"""What can go wrong with the store and the command line, each with the exit code that scripts rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taskgraph.model import UnitRef


SOME_LEFT = 4  # some of what was asked for could not be done
DAMAGED = 7  # what is stored, or a backup of it, is not as it was written


class TaskgraphError(Exception):
    """`command` is what helps on the command line; the message does without, as pages show it, too."""

    exit_code = 1

    def __init__(self, message: str, *, command: str = "") -> None:
        super().__init__(message)
        self.command = command

    @property
    def for_terminal(self) -> str:
        return ";".join(filter(None, (str(self), self.command)))


class ConfigError(TaskgraphError):
    """A setting that is unknown or has an impossible value."""


class NoStoreError(TaskgraphError):
    """A data directory in which nothing was ever loaded."""


class DataDirError(TaskgraphError):
    """A data directory that cannot be made or written to."""


class NewerStoreError(TaskgraphError):
    """A database that a newer version of the program has made or brought up to date."""


class OlderStoreError(TaskgraphError):
    """A database that has yet to be brought up to date, which reading does not do."""


class DiskError(TaskgraphError):
    """A disk that is full or may not be written to."""


class DamagedStoreError(TaskgraphError):
    """A database file that is none, or no longer one."""

    exit_code = DAMAGED


class BackupError(TaskgraphError):
    """A backup that cannot be written, or not be put where it was meant to go."""


class DamagedBackupError(BackupError):
    """A file that is no backup, or not as it was written."""

    exit_code = DAMAGED


class ImpossibleStepError(TaskgraphError):
    """An event that cannot have happened to a task in its state."""


class CannotUndoError(TaskgraphError):
    """A load that cannot be taken back."""


class NoSuchEventError(ImpossibleStepError):
    """An event to be taken back that was never recorded."""

    exit_code = 3


class LinkConflictError(TaskgraphError):
    """A link that says the opposite of one that stands."""


class CorrectionError(TaskgraphError):
    """A correction of something that is not there."""


class UnitNameError(TaskgraphError):
    """A name that can be none of a unit."""

    exit_code = 2


class NewUnitError(TaskgraphError):
    """A unit's name that the registry does not know: a slip, or a unit that is new."""

    exit_code = 2

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message)
        self.name = name


class UnitsFileError(TaskgraphError):
    """A table of units that cannot be taken; the message lists every problem."""


class LightTableError(TaskgraphError):
    """A table of light rules that cannot be used; the message lists every problem."""


class TemplateError(TaskgraphError):
    """A template for paper that cannot be filled; the message lists every problem."""


class AddressFileError(TaskgraphError):
    """A table of addresses that is missing or cannot be used; the message lists every problem."""


class LedgerFileError(TaskgraphError):
    """A file that is no ledger, or one whose columns cannot be told."""


class WorkerStartError(TaskgraphError):
    """A worker process that ended before it was ready to read anything."""


class QueryError(TaskgraphError):
    """Words asked for that cannot be read; the message names the place."""

    exit_code = 2


class SavedSearchError(TaskgraphError):
    """A name for a search that another one has."""


class NotFoundError(TaskgraphError):
    """A document, task or unit that the store does not have, or that the name does not tell from others."""

    exit_code = 3


class AmbiguousUnitError(NotFoundError):
    """A name that may mean any of `units`."""

    def __init__(self, message: str, units: Sequence[UnitRef]) -> None:
        super().__init__(message)
        self.units = units


class NetworkShareError(TaskgraphError):
    """A data directory on a network file system, whose locks SQLite cannot trust."""

    exit_code = 5


class NoAdminError(TaskgraphError):
    """A desk that other machines are to reach, without anybody who may let people in."""

    exit_code = 5


class NoRightError(TaskgraphError):
    """Something that the person who asks for it may not do."""

    exit_code = 5


class PeopleError(TaskgraphError):
    """A user, password or token that cannot be as it is asked for."""

    exit_code = 2


class LockedError(TaskgraphError):
    """Another process is writing."""

    exit_code = 6
