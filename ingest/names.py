"""Names of files as they come: what may be printed of them, and which nobody meant to send."""

from __future__ import annotations

NUISANCES = frozenset({"thumbs.db", "desktop.ini"})


def clean_name(name: str) -> str:
    """Return a name that is safe to print: one kind of slash, no control characters."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name.replace("\\", "/"))


def is_hidden(name: str) -> bool:
    """Whether a path names what nobody meant to send: hidden files, lock files of Office, leavings of systems."""
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in parts)
    return hidden or not parts or parts[-1].lower() in NUISANCES
