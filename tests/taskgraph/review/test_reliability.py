"""From which score on links are made, and how the office's decisions move that."""

from __future__ import annotations

import pytest

from taskgraph.review.deciding import decide
from taskgraph.review.model import Candidate, Doubt, Evidence, Ground
from taskgraph.review.reliability import SURE, add_evidence, find_thresholds, load_bands

NUMBER = Candidate(task="a", ground=Ground.NUMBER, score=0.9, chosen=True, cited=True)
WORDS = Candidate(task="b", ground=Ground.WORDS, score=0.9, chosen=True, cited=True)


def threshold(cases: list[Evidence]) -> float:
    return find_thresholds(add_evidence(load_bands(), cases))[Ground.NUMBER]


def case(score: float, *, right: bool) -> Evidence:
    return Evidence(ground=Ground.NUMBER, score=score, right=right)


def test_what_is_linked_has_been_right_often_enough() -> None:
    limits = find_thresholds(load_bands())
    for band in load_bands():
        if band.start >= limits[band.ground]:
            assert band.right >= SURE * band.cases


def test_one_wrong_link_makes_the_program_ask_in_its_band() -> None:
    assert threshold([case(0.7, right=False)]) > 0.7


def test_enough_right_ones_after_it_make_it_sure_again() -> None:
    assert threshold([case(0.7, right=False), *[case(0.7, right=True)] * 50]) <= 0.7


def test_accepted_proposals_lower_the_threshold() -> None:
    assert threshold([case(0.4, right=True)] * 10) < threshold([])


def test_what_scores_below_all_bands_counts_for_nothing() -> None:
    assert add_evidence(load_bands(), [case(0.1, right=False)]) == load_bands()


@pytest.mark.parametrize(
    ("candidates", "decisions", "doubts"),
    [
        ([NUMBER, WORDS], {}, [None, Doubt.SECOND]),
        ([NUMBER, WORDS], {"b": True}, [Doubt.SECOND, None]),
        ([NUMBER, WORDS], {"a": False}, [Doubt.REJECTED, None]),
        ([WORDS], {}, [None]),
    ],
    ids=["a number before words", "a decision before all", "a rejected one out of the way", "words alone"],
)
def test_of_what_is_sure_the_best_ground_counts(
    candidates: list[Candidate], decisions: dict[str, bool], doubts: list[Doubt | None]
) -> None:
    judged = decide(candidates, decisions, find_thresholds(load_bands()))
    assert [doubt for _, doubt in judged] == doubts
