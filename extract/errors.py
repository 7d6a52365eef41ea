"""What can go wrong in extraction itself. A document never raises: it yields what could be found."""

from __future__ import annotations


class ExtractError(Exception):
    """The base of this package's errors."""


class RuleTableError(ExtractError):
    """A rule table that cannot be used; the message lists every problem found in it."""
