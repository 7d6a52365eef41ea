"""What is left on the shelf is found by who left it."""

from __future__ import annotations

from taskgraph.people.model import Person, UserRole
from taskgraph.web.shelf import Shelf

WANG = Person(name="王一", role=UserRole.CLERK)
LI = Person(name="李二", role=UserRole.CLERK)


def test_nobody_finds_what_somebody_else_left() -> None:
    shelf = Shelf()
    token = shelf.keep(WANG, "台账", most=8)
    assert shelf.find(WANG, token, str) == "台账"
    assert shelf.find(LI, token, str) is None
    assert shelf.find(None, token, str) is None


def test_a_value_is_found_as_what_it_is_alone() -> None:
    shelf = Shelf()
    assert shelf.find(WANG, shelf.keep(WANG, "台账", most=8), int) is None


def test_what_one_person_leaves_does_not_push_out_what_another_left() -> None:
    shelf = Shelf()
    of_li = shelf.keep(LI, "台账", most=2)
    tokens = [shelf.keep(WANG, text, most=2) for text in ("一", "二", "三")]
    assert [shelf.find(WANG, token, str) for token in tokens] == [None, "二", "三"]
    assert shelf.find(LI, of_li, str) == "台账"


def test_a_value_can_take_the_place_of_an_earlier_one() -> None:
    shelf = Shelf()
    token = shelf.keep(WANG, "看过", most=1)
    assert shelf.keep(WANG, "记过", most=1, token=token) == token
    assert shelf.find(WANG, token, str) == "记过"
