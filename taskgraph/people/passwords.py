"""Passwords: which are taken, what is kept of them, and whether one is right."""

from __future__ import annotations

import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

SHORTEST, LONGEST = 10, 200
_AT_ONCE = BoundedSemaphore(2)  # each takes 64 MB of memory and a processor


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # the parameters of RFC 9106 for little memory


def find_fault(password: str, name: str) -> str | None:
    """Return why a password is not taken for a user, None where it is."""
    password, name = _fold(password), _fold(name)
    if len(password) < SHORTEST:
        return f"密码至少要 {SHORTEST} 个字符"
    if len(password) > LONGEST:
        return f"密码最多 {LONGEST} 个字符"
    if len(set(password)) < 3 or password.casefold() in {name.casefold(), name.casefold() * 2}:
        return "密码不能是姓名,也不能只是一两个字符重复"
    return None


def hash_password(password: str) -> str:
    """Return what is kept of a password."""
    with _AT_ONCE:
        return _hasher().hash(_fold(password))


def is_right(kept: str | None, password: str) -> bool:
    """Whether a password is the one of which that was kept; for nobody (None) it takes as long and is wrong."""
    if kept is None:
        hash_password(password)
        return False
    with _AT_ONCE:
        try:
            return _hasher().verify(kept, _fold(password))
        except (VerifyMismatchError, InvalidHashError):
            return False


def _fold(password: str) -> str:
    """Return a password as every form, keyboard and input method gives it."""
    return unicodedata.normalize("NFKC", password).strip()
