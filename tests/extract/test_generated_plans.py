"""Plans built from random parts (corpus/plan_parts.py) are read exactly: nothing missed, nothing made up.

`HYPOTHESIS_PROFILE=thorough` tries thousands of plans instead of some hundreds.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.plan_parts import (
    ACTS,
    CELL_DATES,
    COOPERATING,
    DEADLINES,
    HEADS,
    LAYOUTS,
    LEAD,
    NEUTRAL,
    OBJECTIVES,
    RESPONSIBLE,
    SAFEGUARDS,
    SCHEMES,
    SECTIONS,
    SEPARATORS,
    STYLES,
    SUBJECTS,
    TARGETS,
    UNITS,
    Found,
    Item,
    Part,
    Plan,
    Row,
    build_plan,
    build_table,
    roles_of,
)  # fmt: skip
from extract.pipeline import extract
from ingest.pipeline import read_document

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
PROFILE = settings(max_examples=4000 if THOROUGH else 200, deadline=None, derandomize=not THOROUGH, database=None)


@st.composite
def items(draw: st.DrawFn) -> Item:
    dues = draw(st.lists(st.sampled_from(DEADLINES), max_size=2, unique=True))
    aims = draw(st.lists(st.sampled_from(TARGETS), max_size=3, unique=True))
    neutral = draw(st.lists(st.sampled_from(NEUTRAL), max_size=2, unique=True))
    sentences, left = list(neutral), list(aims)
    for words, _ in dues:
        if left and draw(st.booleans()):
            sentences.append(f"{words}{left.pop()[0]}。")
        else:
            sentences.append(draw(st.sampled_from(ACTS)).format(words))
    if left:
        sentences.append(",".join(str(aim[0]) for aim in left) + "。")
    sentences = draw(st.permutations(sentences)) or ["统筹各方力量,确保取得实效。"]
    style = draw(st.none() | st.sampled_from(STYLES))
    names = draw(st.lists(st.sampled_from(UNITS), min_size=2, max_size=4, unique=True))
    roles = roles_of(style, names)
    entries = tuple(entry for _, found in dues for entry in found)
    found = Found(path="", units=roles, deadlines=entries, targets=tuple(aim[1:] for aim in aims))
    return Item(tuple(sentences), style, tuple(names), found)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    scheme = SCHEMES[draw(st.sampled_from(sorted(SCHEMES)))]
    headings = draw(st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=2, unique=True))
    kinds = [(heading, "task") for heading in headings]
    if scheme.section and draw(st.booleans()):
        kinds.insert(0, (draw(st.sampled_from(OBJECTIVES)), "objective"))
    if scheme.section and draw(st.booleans()):
        kinds.append((draw(st.sampled_from(SAFEGUARDS)), "safeguard"))
    some_items = st.lists(items(), min_size=1, max_size=2).map(tuple)
    parts = [Part(heading, kind, draw(some_items)) for heading, kind in kinds]
    preface = bool(scheme.section) and draw(st.booleans())
    return build_plan(scheme, draw(st.sampled_from(LAYOUTS)), parts, preface=preface)


@st.composite
def rows(draw: st.DrawFn, roles: tuple[str, ...], *, dated: bool) -> Row:
    aims = draw(st.lists(st.sampled_from(TARGETS), max_size=2, unique=True))
    due = draw(st.sampled_from(CELL_DATES)) if dated else ("", ())
    sentences = (*draw(st.lists(st.sampled_from(NEUTRAL), max_size=1)), *(f"{aim[0]}。" for aim in aims))
    names = iter(draw(st.lists(st.sampled_from(UNITS), min_size=6, max_size=6, unique=True)))
    units = tuple((role, tuple(next(names) for _ in range(1 if role == LEAD else 2))) for role in roles)
    pairs = tuple((name, role) for role, named in units for name in named)
    return Row(sentences, units, due[0], Found("", "task", pairs, due[1], tuple(aim[1:] for aim in aims)))


@st.composite
def tables(draw: st.DrawFn) -> Plan:
    roles = draw(st.sampled_from([(RESPONSIBLE,), (LEAD, RESPONSIBLE), (LEAD, COOPERATING)]))
    dated, grouped = draw(st.booleans()), draw(st.booleans())
    columns = draw(st.permutations(["task", *roles, *(["deadline"] if dated else [])]))
    heads = ["序号", *(["group"] if grouped else []), *columns]
    names = [draw(st.sampled_from(HEADS[head])) if head in HEADS else head for head in heads]
    body = draw(st.lists(rows(roles, dated=dated), min_size=1, max_size=4))
    return build_table(heads, names, body, separator=draw(st.sampled_from(SEPARATORS)))


# ---- what extraction found, in the same words


def _check(plan: Plan) -> None:
    doc = read_document(plan.text.encode(), "plan")
    tasks = extract(doc).tasks
    assert [(t.path, t.kind.value) for t in tasks] == [(e.path, e.kind) for e in plan.expected]
    for task, wanted in zip(tasks, plan.expected, strict=True):
        assert Counter((a.unit, a.role.value) for a in task.assignments) == Counter(wanted.units), task.text
        _check_deadlines([(d.start, d.end, d.every) for d in task.deadlines], wanted.deadlines, task.text)
        _check_targets([(t.op, t.value, t.unit, t.value_max) for t in task.targets], wanted.targets, task.text)


def _check_deadlines(found: list[tuple[object, ...]], wanted: Sequence[tuple[object, ...]], text: str) -> None:
    """Of what repeats only the rhythm counts; `any` leaves a start open."""
    left = [(None, None, every) if every else (start, end, None) for start, end, every in found]
    for start, end, every in sorted(wanted, key=lambda entry: entry[0] == "any"):
        fit = next((f for f in left if f[1:] == (end, every) and start in ("any", f[0])), None)
        assert fit, f"missed {start}/{end}/{every} in {text}; found {found}"
        left.remove(fit)
    assert not left, f"wrong {left} in {text}"


def _check_targets(found: list[tuple[object, ...]], wanted: Sequence[tuple[object, ...]], text: str) -> None:
    left = list(found)
    for ops, *rest in wanted:
        fit = next((f for f in left if f[0] in ops and list(f[1:]) == rest), None)
        assert fit, f"missed {ops} {rest} in {text}; found {found}"
        left.remove(fit)
    assert not left, f"wrong {left} in {text}"


def _plan_of(item: Item, *, scheme: str = "一、(一)") -> Plan:
    return build_plan(SCHEMES[scheme], LAYOUTS[0], [Part(SECTIONS[0], "task", (item, item))])


def _item(*sentences: str, deadlines: tuple = (), targets: tuple = ()) -> Item:
    return Item(sentences, None, (), Found("", deadlines=deadlines, targets=targets))


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("words", "entries"), DEADLINES, ids=[words for words, _ in DEADLINES])
def test_each_deadline_is_read_by_itself(words, entries, act):
    _check(_plan_of(_item(act.format(words), deadlines=entries)))


@pytest.mark.parametrize("aim", TARGETS, ids=[aim[0] for aim in TARGETS])
def test_each_target_is_read_by_itself(aim):
    _check(_plan_of(_item(f"{aim[0]}。", targets=(aim[1:],))))


@pytest.mark.parametrize("style", STYLES, ids=[style.words for style in STYLES])
def test_each_style_of_naming_units_is_read_by_itself(style):
    names = UNITS[:3]
    _check(_plan_of(Item((NEUTRAL[0],), style, names, Found("", units=roles_of(style, names)))))


@pytest.mark.parametrize(("words", "entries"), DEADLINES, ids=[words for words, _ in DEADLINES])
def test_each_deadline_is_read_beside_each_target(words, entries):
    _check_all([_item(f"{words}{aim[0]}。", deadlines=entries, targets=(aim[1:],)) for aim in TARGETS])


@pytest.mark.parametrize("style", STYLES, ids=[style.words for style in STYLES])
def test_each_unit_is_read_in_each_style(style):
    pairs = [(name, UNITS[n - shift]) for shift in (1, 7) for n, name in enumerate(UNITS)]
    _check_all([Item((NEUTRAL[0],), style, names, Found("", units=roles_of(style, names))) for names in pairs])


def _check_all(items: Sequence[Item]) -> None:
    """Check each item among others, as many to a plan as there are subjects."""
    for start in range(0, len(items), len(SUBJECTS)):
        part = Part(SECTIONS[0], "task", tuple(items[start : start + len(SUBJECTS)]))
        _check(build_plan(SCHEMES["一、(一)"], LAYOUTS[0], [part]))


@pytest.mark.parametrize("words", NEUTRAL)
def test_each_neutral_sentence_states_nothing(words):
    _check(_plan_of(_item(words)))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_each_scheme_of_numbers_gives_its_paths(scheme):
    _check(_plan_of(_item(NEUTRAL[0]), scheme=scheme))


@PROFILE
@given(plans())
def test_a_generated_plan_is_read_exactly(plan: Plan) -> None:
    _check(plan)


@PROFILE
@given(tables())
def test_a_generated_table_is_read_exactly(table: Plan) -> None:
    _check(table)
