"""Secrets that the desk hands out once and then knows only by their hashes: of sessions, tokens and feeds."""

from __future__ import annotations

import hashlib
import secrets

_BYTES = 32  # no salt is needed where there is nothing to guess


def make_secret() -> str:
    return secrets.token_urlsafe(_BYTES)


def digest(secret: str) -> str:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
