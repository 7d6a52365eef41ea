from __future__ import annotations

import pytest

from taskgraph.people.throttle import MOST, Door, Throttle, name_address


@pytest.mark.parametrize("door", Door)
def test_each_door_takes_so_many_attempts_and_then_says_when_the_next_may_be_made(door: Door) -> None:
    throttle, most = Throttle(), int(MOST[door].split()[0])
    assert [throttle.try_door(door, "a") for _ in range(most)] == [0] * most
    assert throttle.try_door(door, "a") > 0
    assert throttle.try_door(door, "b") == 0
    throttle.forgive(door, "a")
    assert throttle.try_door(door, "a") == 0


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_addresses_of_one_line_count_as_one(address: str, name: str) -> None:
    assert name_address(address) == name
