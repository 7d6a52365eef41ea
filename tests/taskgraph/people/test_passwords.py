from __future__ import annotations

import pytest

from taskgraph.people.passwords import find_fault, hash_password, is_right


@pytest.mark.parametrize("password", ["山高水长路远2026年", "correct horse battery", "王一在办公室很久了吧"])
def test_a_long_password_is_taken(password: str) -> None:
    assert find_fault(password, "王一") is None


@pytest.mark.parametrize(
    ("password", "name"),
    [
        ("", "王一"),
        ("短短的", "王一"),
        ("a" * 10, "王一"),
        ("abababababab", "王一"),
        ("办公室的王一同志的账号", "办公室的王一同志的账号"),
        ("office-clerk-01", "ｏｆｆｉｃｅ－ｃｌｅｒｋ－０１"),
        ("x" * 90 + "yz" * 60, "王一"),
        ("密码" + " " * 20, "王一"),
    ],
    ids=[
        "empty",
        "short",
        "one letter",
        "two letters",
        "the name",
        "the name in full width",
        "too long",
        "spaces around",
    ],
)
def test_another_is_not(password: str, name: str) -> None:
    assert find_fault(password, name)


def test_a_password_is_the_same_in_either_width_and_only_its_hash_is_kept() -> None:
    kept = hash_password("ＡＢＣ山高水长路远2026")
    assert kept.startswith("$argon2id$")
    assert is_right(kept, "ABC山高水长路远2026 ")
    assert not is_right(kept, "ABC山高水长路远2025")
    assert not is_right("no hash", "ABC山高水长路远2026")
