"""Who is charged with a task: lines, brackets, table cells and sentences → assignments.

Only what the text assigns counts. A unit that merely acts in a sentence is no assignment, and neither
is a general addressee (各地各部门要高度重视).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.model import Assignment, Role
from extract.tables import Rule, load_pattern, load_rules
from extract.text import View, iter_sentences, shadow, strip_span
from extract.units import NamedUnit, find_units, is_collective, is_general
from ingest.model import Span

_NO_UNIT_CLAUSE = r" ?{when_or_how}[。]? ?"
_LIST_END = "。;\n"
_SURE, _LIKELY, _DOUBTFUL = 0.98, 0.9, 0.6


@dataclass(frozen=True, slots=True)
class RoleNote:
    """Where a document says that the first unit of each list leads; None where it does not."""

    start: int | None

    def holds_at(self, offset: int) -> bool:
        return self.start is not None and offset >= self.start


def find_role_note(view: View) -> RoleNote:
    """Return the note that sets roles for all that follow: 列第一位者为牵头单位,下同."""
    rule = next(rule for rule in load_rules("units") if rule["reading"] == "note")
    found = rule.pattern.search(view.shadow)
    if not found:
        return RoleNote(None)
    return RoleNote(max(view.shadow.rfind("\n", 0, found.start()), view.shadow.rfind("。", 0, found.start() - 60), 0))


def find_assignments(view: View, span: Span, note: RoleNote) -> tuple[Assignment, ...]:
    """Return what the item at `span` assigns, in the order of the text.

    Labels (牵头单位:A) rule; brackets are read where they have no label, sentences where neither stands.
    """
    labelled = tuple(_iter_labelled(view, span, note))
    bracketed = tuple(_iter_bracketed(view, span, note)) if not labelled else ()
    spoken = tuple(_iter_spoken(view, span, note)) if not labelled and not bracketed else ()
    return _without_repeats([*labelled, *bracketed, *spoken])


def read_cell(view: View, cell: Span, role: Role, rule: str, note: RoleNote) -> tuple[Assignment, ...]:
    """Return the units of a table's cell, whose column gives their role."""
    units = find_units(view, cell)
    return tuple(_assign(units, role, rule, confidence=_SURE, first_leads=_first_leads(role, cell, note)))


def ends_with_assignment(view: View, paragraph: Span) -> bool:
    """Whether a paragraph is, or closes with, the line or bracket that names an item's units."""
    paragraph = strip_span(view.shadow, paragraph, " 。")
    words = paragraph.of(view.shadow)
    if _label().match(words):
        return True
    inside = words[_find_opening(words) + 1 : -1] if words.endswith(")") else ""
    labelled = _label().match(inside)
    return bool(labelled) or any(rule.pattern.match(inside) for rule in _rows("bracket"))


def _find_opening(words: str) -> int:
    """Return where the bracket opens that the last character closes; -1 where none does."""
    depth = 0
    for at in range(len(words) - 1, -1, -1):
        depth += (words[at] == ")") - (words[at] == "(")
        if depth == 0:
            return at
    return -1


def find_label(head: str) -> Role | None:
    """Return the role that the head of a table's column gives: 责任单位 → responsible."""
    head = re.sub(r"\s", "", shadow(head))
    return next((Role(r["role"]) for r in load_rules("roles") if r.pattern.fullmatch(head)), None)


def _rows(where: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules("assignments") if rule["where"] == where)


def _label() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?<=[\n(。;,、 )】])|^)(?:"
        + "|".join(f"(?P<{r['role']}>{r.pattern.pattern})" for r in load_rules("roles"))
        + r") ?[::]"
    )


def _iter_labelled(view: View, span: Span, note: RoleNote) -> Iterator[Assignment]:
    labels = [m for m in _label().finditer(view.shadow, max(span.start - 1, 0), span.end) if m.start() >= span.start]
    for label, following in zip(labels, [*labels[1:], None], strict=False):
        limit = following.start() if following else span.end
        listed = Span(label.end(), _find_list_end(view, label.end(), limit))
        role = Role(str(label.lastgroup))
        first_leads = _first_leads(role, listed, note)
        yield from _assign(find_units(view, listed), role, f"{role}-label", confidence=_SURE, first_leads=first_leads)


def _find_list_end(view: View, start: int, limit: int) -> int:
    """Return where a list ends: at 。 ; a line break or the bracket that closes around it."""
    depth = 0
    for at in range(start, limit):
        depth += (view.shadow[at] == "(") - (view.shadow[at] == ")")
        if depth < 0 or view.shadow[at] in _LIST_END:
            return at
    return limit


def _iter_bracketed(view: View, span: Span, note: RoleNote) -> Iterator[Assignment]:
    for bracket in _iter_brackets(view, span):
        inside = _trim_clauses(view, bracket)
        words = inside.of(view.shadow)
        rule = next((r for r in _rows("bracket") if r.pattern.search(words)), None)
        if rule and "简称" not in words:
            yield from _iter_groups(view, inside, rule, note, _SURE)


def _trim_clauses(view: View, inside: Span) -> Span:
    """Cut the clauses at the ends of a bracket that say when or how, not who: (A牵头,B配合,6月底前完成)."""
    pattern = load_pattern(_NO_UNIT_CLAUSE)
    start, end = inside.start, inside.end
    while (comma := max(view.shadow.rfind(mark, start, end) for mark in ",;")) >= 0:
        if not pattern.fullmatch(view.shadow, comma + 1, end):
            break
        end = comma
    while (comma := view.shadow.find(",", start, end)) >= 0 and pattern.fullmatch(view.shadow, start, comma):
        start = comma + 1
    return Span(start, end)


def _iter_brackets(view: View, span: Span) -> Iterator[Span]:
    """Yield the insides of the outermost brackets that close a paragraph or a sentence."""
    depth = start = 0
    for at in range(span.start, span.end):
        if view.shadow[at] == "(":
            start = at + 1 if depth == 0 else start
            depth += 1
        elif view.shadow[at] == ")" and depth:
            depth -= 1
            behind = view.shadow[at + 1 : at + 2]
            if depth == 0 and (at + 1 == span.end or behind in "。;\n ("):
                yield Span(start, at)
        elif view.shadow[at] == "\n":
            depth = 0


def _iter_spoken(view: View, span: Span, note: RoleNote) -> Iterator[Assignment]:
    for number, sentence in enumerate(iter_sentences(view.shadow, span)):
        if number <= 1:  # the item's first sentence, or the one behind its heading
            yield from _iter_matches(view, sentence, "head", note)
        yield from _iter_matches(view, sentence, "sentence", note)


def _iter_matches(view: View, sentence: Span, where: str, note: RoleNote) -> Iterator[Assignment]:
    words = sentence.of(view.shadow)
    for rule in _rows(where):
        found = rule.pattern.match(words) if where == "head" else rule.pattern.search(words)
        if found:
            confidence = _DOUBTFUL if where == "head" else _LIKELY
            yield from _iter_groups(view, sentence, rule, note, confidence)
            return


def _iter_groups(view: View, span: Span, rule: Rule, note: RoleNote, confidence: float) -> Iterator[Assignment]:
    found = rule.pattern.search(span.of(view.shadow))
    for group in rule.pattern.groupindex if found else ():
        start, end = found.span(group) if found else (-1, -1)
        if start < 0:
            continue
        listed = Span(start, end).shifted(span.start)
        role = Role.RESPONSIBLE if group == "first" else Role(group)
        units = find_units(view, listed)
        if rule.get("specific"):
            units = tuple(unit for unit in units if not is_general(unit.name))
        first_leads = _first_leads(role, listed, note)
        yield from _assign(units, role, rule.id, confidence=confidence, first_leads=first_leads)


def _first_leads(role: Role, listed: Span, note: RoleNote) -> bool:
    return role is Role.RESPONSIBLE and note.holds_at(listed.start)


def _assign(
    units: Iterable[NamedUnit], role: Role, rule: str, *, confidence: float, first_leads: bool
) -> Iterator[Assignment]:
    for place, unit in enumerate(units):
        leads = first_leads and place == 0 and not is_collective(unit.name)
        yield Assignment(
            unit=unit.name,
            role=Role.LEAD if leads else unit.role or role,
            span=unit.span,
            rule=rule,
            confidence=confidence,
        )


def _without_repeats(assignments: Iterable[Assignment]) -> tuple[Assignment, ...]:
    kept: dict[tuple[str, Role], Assignment] = {}
    for assignment in assignments:
        kept.setdefault((assignment.unit, assignment.role), assignment)
    return tuple(kept.values())
