"""How often each rule is right, measured on gold: the confidence that the product gives to the facts it finds.

Right is what every careful clerk would mark: a fact that gold calls optional counts against its rule, though not as
an error of extraction. Facts of one document stand or fall together, so that a document counts as one case, however
often a rule fires in it. What a rule has shown is weighed against its finder's own estimate (`extract.confidence`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.matching import Entry, layer_entries, pair_facts, pair_tasks
from extract.confidence import Measure, weigh

SURE = 0.9
_FACTS = ("units", "deadlines", "targets")


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    DISPUTED = "disputed"  # gold has it as optional: careful clerks could differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One fact that the product found, what gold says of it, and how sure its finder was.

    `rule` is named with its layer: units/lead-label.
    """

    document: str
    rule: str
    verdict: Verdict
    estimate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What confidences are worth for documents on which they were not measured; disputed facts are not counted."""

    facts: int
    right: int
    sure: int
    sure_right: int

    @property
    def share(self) -> float:
        return self.sure / self.facts if self.facts else 0.0

    @property
    def precision(self) -> float:
        return self.sure_right / self.sure if self.sure else 1.0

    def __str__(self) -> str:
        return (
            f"leaving one document out: of {self.facts} facts ({self.right / max(self.facts, 1):.1%} right) "
            f"{self.share:.1%} are given at least {SURE}, and of these {self.precision:.1%} are right"
        )


def find_cases(gold: Entry, found: Entry) -> tuple[Case, ...]:
    """Return the facts of one document that gold judges; of gold that names its `layers` only these judge."""
    return tuple(_iter_cases(gold, found))


def measure_rules(cases: Iterable[Case]) -> dict[str, Measure]:
    by_rule: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for case in cases:
        by_rule[case.rule][case.document].append(case.verdict is Verdict.RIGHT)
    return {rule: _measure(by_rule[rule]) for rule in sorted(by_rule)}


def _measure(by_document: Mapping[str, Sequence[bool]]) -> Measure:
    right = sum(sum(outcomes) / len(outcomes) for outcomes in by_document.values())
    return Measure(round(right, 2), len(by_document))


def evaluate(cases: Sequence[Case]) -> Evaluation:
    """Give each document's facts the confidences that all other documents show."""
    rated: list[tuple[float, bool]] = []
    for document in sorted({case.document for case in cases}):
        rules = measure_rules(case for case in cases if case.document != document)
        mine = [case for case in cases if case.document == document and case.verdict is not Verdict.DISPUTED]
        rated += [(weigh(rules.get(case.rule), case.estimate), case.verdict is Verdict.RIGHT) for case in mine]
    sure = [right for confidence, right in rated if confidence >= SURE]
    return Evaluation(facts=len(rated), right=sum(right for _, right in rated), sure=len(sure), sure_right=sum(sure))


def render_model(rules: Mapping[str, Measure], evaluation: Evaluation) -> str:
    """Return the file that the product weighs estimates with; the evaluation stands beside it for people."""
    lines = ",\n".join(f"  {json.dumps(rule)}: {list(measure)}" for rule, measure in rules.items())
    return f'{{\n "evaluation": {json.dumps(str(evaluation))},\n "rules": {{\n{lines}\n }}\n}}\n'


def _iter_cases(gold: Entry, found: Entry) -> Iterator[Case]:
    layers = gold.get("layers") or ("tasks", *_FACTS, "progress")
    pairing = pair_tasks(gold["tasks"], found.get("tasks") or [])
    disputed = [p for g, p in pairing.pairs if g.get("optional")]
    sure = tuple((g, p) for g, p in pairing.pairs if not g.get("optional"))
    if "tasks" in layers:
        yield from _judge(gold, "tasks", [p for _, p in sure], pairing.wrong, disputed)
    for g, p in (*sure, *(({}, wrong) for wrong in pairing.wrong)):
        for layer in _FACTS:
            if layer in layers:
                yield from _judge_facts(gold, layer, layer_entries(g, layer), layer_entries(p, layer))
    if "progress" in layers:
        numbers = [[x for x in doc.get("progress") or [] if x.get("value") is not None] for doc in (gold, found)]
        yield from _judge_facts(gold, "progress", *numbers)


def _judge_facts(gold: Entry, layer: str, wanted: list[Entry], found: list[Entry]) -> Iterator[Case]:
    pairing = pair_facts(wanted, found, layer)
    right = [p for _, p in pairing.pairs]
    judged = {id(p) for p in (*right, *pairing.wrong)}
    yield from _judge(gold, layer, right, pairing.wrong, [p for p in found if id(p) not in judged])


def _judge(
    gold: Entry, layer: str, right: Iterable[Entry], wrong: Iterable[Entry], disputed: Iterable[Entry]
) -> Iterator[Case]:
    for verdict, facts in ((Verdict.RIGHT, right), (Verdict.WRONG, wrong), (Verdict.DISPUTED, disputed)):
        for fact in facts:
            yield Case(
                document=gold["file"], rule=f"{layer}/{fact['rule']}", verdict=verdict, estimate=fact["confidence"]
            )
