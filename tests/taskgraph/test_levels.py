from __future__ import annotations

import pytest

from ingest.model import Meta
from taskgraph.levels import IssuerLevel, find_level, load_level_rules
from taskgraph.units import find_home, load_unit_rules

RULES = load_level_rules()


def _level(issuer: str | None) -> IssuerLevel | None:
    return find_level(find_home(Meta(issuer=issuer), "d", load_unit_rules()), RULES)


@pytest.mark.parametrize(("issuer", "level"), RULES.examples)
def test_the_level_of_an_issuer_is_that_of_its_row(issuer: str, level: IssuerLevel) -> None:
    assert _level(issuer) is level


def test_a_body_of_the_state_is_national_and_one_without_region_of_no_known_level() -> None:
    assert _level("国务院办公厅") is IssuerLevel.NATIONAL
    assert _level("乡村振兴局") is None
    assert _level(None) is None
