"""What the office says after units.csv came back: who has which names, what went into what, and what that changes.

Nothing is taken from a file with a problem. What the file leaves out stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from taskgraph.folding import fold_name
from taskgraph.registry import OfficeUnit, Registry, Tie, UnitKey, home_of, identify_in
from taskgraph.unit_view import COLLECTIVE, INTO, LABEL, LEVEL, NAME, PARENT
from taskgraph.units import UnitRules, find_name_fault
from taskgraph.units_file import Line, Problem

Units = Mapping[UnitKey, OfficeUnit]


@dataclass(frozen=True, slots=True)
class Edited:
    """What the office says after the file and what that changes, in words; with problems, what it said before.

    `known`: rows of units that had gone into others already.
    """

    registry: Registry
    changes: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def edit_registry(rows: Sequence[Line | Problem], known: Units, registry: Registry, rules: UnitRules) -> Edited:
    """Return what the rows of a file say beyond the units that are known and what is on record."""
    lines = [_restate(row, known, registry) for row in rows if isinstance(row, Line)]
    units = {**known, **{line.unit.key: line.unit for line in lines}}
    own = {line.unit.key for line in lines}
    ties = {key: tie for key, tie in registry.ties.items() if tie.unit not in own}
    problems = [row for row in rows if isinstance(row, Problem)]
    problems += (*_tie_names(ties, lines, rules), *_merge(ties, lines, units))
    problems += (*_iter_circles(lines, ties), *_iter_faults(lines, known, rules), *_iter_doubles(lines))
    standing = {key: unit for key, unit in units.items() if _form(key) not in ties}
    problems += (*_iter_namesakes(lines, standing, known), *_iter_lost_parents(lines, units.values()))
    if problems:
        return Edited(registry, problems=tuple(sorted(problems, key=lambda problem: problem.row)))
    ended = {form: replace(tie, unit=_follow(tie.unit, ties)[-1]) for form, tie in ties.items()}
    edited = Registry(_keep(units, known, ended, registry), ended)
    gone = tuple(_iter_gone(lines, edited, registry))
    return Edited(edited, tuple(_iter_changes(edited, known, registry)), gone)


def _restate(line: Line, known: Units, registry: Registry) -> Line:
    """Let the row of a unit that has gone into another, as an older table has it, say so."""
    tie, target = registry.ties.get(_form(line.unit.key)), known.get(_follow(line.unit.key, registry.ties)[-1])
    if line.into or tie is None or target is None or line.unit.key in known:
        return line
    return replace(line, into=target.label, since=tie.since)


def _iter_gone(lines: Iterable[Line], edited: Registry, before: Registry) -> Iterator[str]:
    for line in lines:
        form = _form(line.unit.key)
        if (tie := before.ties.get(form)) and edited.ties.get(form) == tie:
            since = f"已于 {tie.since} " if tie.since else "已"
            yield f"{line.unit.label} {since}并入 {edited.units[tie.unit].label},没有改动"


def _follow(key: UnitKey, ties: Mapping[UnitKey, Tie]) -> list[UnitKey]:
    """Return a unit and those that it went into one after the other; a circle is gone through once."""
    path = [key]
    while (tie := ties.get(_form(path[-1]))) and tie.unit not in path:
        path.append(tie.unit)
    return path


def _iter_circles(lines: Iterable[Line], ties: Mapping[UnitKey, Tie]) -> Iterator[Problem]:
    """Yield the units that have gone into others and by these into themselves."""
    for line in lines:
        key = line.unit.key
        last = ties.get(_form(_follow(key, ties)[-1]))
        if last and last.unit == key:
            yield Problem(line.number, f"“{line.unit.label}”和“{ties[_form(key)].unit.name}”互为前身,不能互相并入")


def _iter_namesakes(lines: Iterable[Line], standing: Units, known: Units) -> Iterator[Problem]:
    """Yield the names given by these rows that another unit of the region has."""
    for line in lines:
        key, label, before = line.unit.key, line.unit.label, known.get(line.unit.key)
        if key not in standing or (before and before.label == label):
            continue
        named = (u for u in standing.values() if u.key.region == key.region and fold_name(u.label) == fold_name(label))
        if other := next((unit for unit in named if unit.key != key), None):
            why = f"“{key.region}”已有名为“{label}”的单位({NAME}“{other.key.name}”);是同一单位请写在{INTO}一列"
            yield Problem(line.number, why)


def _tie_names(ties: dict[UnitKey, Tie], lines: Sequence[Line], rules: UnitRules) -> list[Problem]:
    """Tie the names that the lines give their units; return which cannot be."""
    claimed: dict[UnitKey, Line] = {}
    problems = []
    for line in lines:
        for name, since in line.names:
            identity = identify_in(line.unit.key.region, name, rules)
            if identity is None:
                why = f"“{name}”不是“{line.unit.key.region}”的单位,不能跨地区或级别合并"
                problems.append(Problem(line.number, why))
                continue
            key = UnitKey(identity.region, fold_name(identity.written))
            other = claimed.setdefault(key, line)
            if other is not line:
                problems.append(Problem(line.number, f"“{name}”在第 {other.number} 行已归“{other.unit.label}”"))
            elif key.name != fold_name(line.unit.key.name):
                ties[key] = Tie(printed=name, unit=line.unit.key, since=since)
    return problems


def _merge(ties: dict[UnitKey, Tie], lines: Sequence[Line], units: Units) -> list[Problem]:
    """Let units go into others: their name and all names tied to them mean the other from then on."""
    problems = []
    for line in lines:
        if not line.into:
            continue
        own, target = line.unit.key, _find_target(line, ties, units)
        if target is None or target == own:
            why = f"要并入的“{line.into}”不是“{own.region}”的另一个单位,请写它的{LABEL}"
            problems.append(Problem(line.number, why))
            continue
        ties |= {form: replace(tie, unit=target) for form, tie in ties.items() if tie.unit == own}
        ties[_form(own)] = Tie(printed=line.unit.label, unit=target, since=line.since)
    return problems


def _find_target(line: Line, ties: Mapping[UnitKey, Tie], units: Units) -> UnitKey | None:
    """Return the unit that a line names to go into, or what that has gone into itself."""
    wanted = fold_name(line.into)
    inside = (unit for unit in units.values() if unit.key.region == line.unit.key.region)
    found = [unit.key for unit in inside if wanted in {fold_name(unit.key.name), fold_name(unit.label)}]
    if len(found) != 1:
        return None
    gone = ties.get(_form(found[0]))
    return gone.unit if gone else found[0]


def _form(key: UnitKey) -> UnitKey:
    """Return the key of the tie by which a unit has gone into another."""
    return UnitKey(key.region, fold_name(key.name))


def _iter_faults(lines: Sequence[Line], known: Units, rules: UnitRules) -> Iterator[Problem]:
    """Yield the names that a person gives and that are none of a unit."""
    for line in lines:
        home, before = home_of(line.unit.key.region, rules), known.get(line.unit.key)
        kept = before is not None and before.label == line.unit.label
        for name in (*(() if kept else (line.unit.label,)), *(name for name, _ in line.names)):
            if fault := find_name_fault(name, home, rules):
                yield Problem(line.number, fault)


def _iter_doubles(lines: Sequence[Line]) -> Iterator[Problem]:
    first: dict[UnitKey, Line] = {}
    for line in lines:
        other = first.setdefault(line.unit.key, line)
        if other is not line:
            yield Problem(line.number, f"“{line.unit.label}”在第 {other.number} 行已有")


def _iter_lost_parents(lines: Sequence[Line], units: Iterable[OfficeUnit]) -> Iterator[Problem]:
    above = {unit.label: unit.parent for unit in units}
    for line in lines:
        parent = line.unit.parent
        if parent and (parent not in above or parent == line.unit.label):
            yield Problem(line.number, f"没有名为“{parent}”的{PARENT},请写它的{LABEL}")
        elif parent and line.unit.label in _climb(parent, above):
            yield Problem(line.number, f"“{parent}”本身归“{line.unit.label}”管,不能又作它的{PARENT}")


def _climb(label: str, above: Mapping[str, str | None]) -> list[str]:
    """Return a unit's name and those of all above it, each once."""
    path = [label]
    while (parent := above.get(path[-1])) and parent not in path:
        path.append(parent)
    return path


def _keep(units: Units, known: Units, ties: Mapping[UnitKey, Tie], registry: Registry) -> Units:
    """Return the units of which the office says something: those changed, new, or with names tied to them."""
    tied = {tie.unit for tie in ties.values()}

    def told(key: UnitKey) -> bool:
        return key in tied or key in registry.units or units[key] != known.get(key)

    return {key: unit for key, unit in units.items() if _form(key) not in ties and told(key)}


def _iter_changes(edited: Registry, known: Units, before: Registry) -> Iterator[str]:
    for key, unit in edited.units.items():
        if key not in known:
            yield f"新增 {unit.label}"
        elif known[key] != unit:
            yield f"{known[key].label}:{_differ(known[key], unit)}"
    for key, tie in edited.ties.items():
        if before.ties.get(key) != tie:
            since = f"({tie.since} 并入)" if tie.since else ""
            yield f"{tie.printed} → {edited.units[tie.unit].label}{since}"
    for key, tie in before.ties.items():
        if key not in edited.ties:
            yield f"{tie.printed} 不再归 {before.units[tie.unit].label}"


def _differ(before: OfficeUnit, after: OfficeUnit) -> str:
    heads = {"label": LABEL, "level": LEVEL, "parent": PARENT, "collective": COLLECTIVE}
    pairs = ((head, getattr(before, name), getattr(after, name)) for name, head in heads.items())
    return ";".join(f"{head} {_say(old)} → {_say(new)}" for head, old, new in pairs if old != new)


def _say(value: object) -> str:
    return "(空)" if value is None else {"True": "是", "False": "否"}.get(str(value), str(value))
