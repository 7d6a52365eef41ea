"""An explanation shows every fact at its place, however facts nest or overlap, on paper, page and terminal."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from extract.pipeline import extract
from ingest.pipeline import read_document
from ingest.span import Span
from taskgraph.errors import NotFoundError
from taskgraph.explain.build import Source, cut_pieces, explain, explain_task
from taskgraph.explain.html import find_lanes, render_html
from taskgraph.explain.model import Explanation, Note, NoteKind, Passage
from taskgraph.explain.terminal import render_terminal
from taskgraph.output import display_width

PLAN = """青岚县2025年重点工作要点

一、重点任务

(一)抓好<产业>。6月底前新建基地3个以上,每月调度。

牵头单位:县农业农村局

(二)抓好就业。新增就业500人。
"""
REPORT = "青岚县2025年重点工作总结\n\n一、工作情况\n\n全年新增就业530人。\n\n加强组织领导,压实责任。\n"
OVERLAPPING = "由县水利局牵头,6月底前新建泵站不少于12座,完成投资。"


def _source(text: str) -> Source:
    doc = read_document(text.encode(), "plan.txt")
    return Source(title="要点", about=("plan.txt",), text=doc.text, extraction=extract(doc))


def _note(number: int, kind: NoteKind, words: str, confidence: float = 0.95) -> Note:
    start = OVERLAPPING.index(words)
    span = Span(start, start + len(words))
    return Note(number=number, kind=kind, span=span, words=words, reading="", rule="r", confidence=confidence)


@pytest.fixture(scope="module")
def plan() -> Explanation:
    return explain(_source(PLAN))


@pytest.fixture
def overlapping() -> Explanation:
    notes = (
        _note(1, NoteKind.UNIT, "县水利局"),
        _note(2, NoteKind.DEADLINE, "6月底前新建泵站不少于12座", 0.5),
        _note(3, NoteKind.TARGET, "不少于12座,完成投资"),
        _note(4, NoteKind.PROGRESS, "12座"),
    )
    passage = Passage(span=Span(0, len(OVERLAPPING)), task=None, notes=notes)
    return Explanation(title="重叠", about=(), text=OVERLAPPING, passages=(passage,))


class Words(HTMLParser):
    """Collects the text of a page's main part, and what each class of marks covers."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.text, self.marked = "", {kind.value: "" for kind in NoteKind}
        self.feed(page[page.index("<main>") :])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("mark", "a", "table", "h2"):
            self.inside.append(f"{tag} {dict(attrs).get('class')}")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("mark", "a", "table", "h2"):
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if any(name.split()[0] in ("a", "table", "h2") for name in self.inside):
            return
        self.text += data
        for name in self.inside:
            self.marked[name.split()[1]] += data


def test_a_passage_holds_a_task_with_its_number_and_facts(plan):
    first, second = (passage for passage in plan.passages if passage.task)
    assert first.span.of(plan.text).startswith("(一)抓好<产业>。")
    assert [(note.number, note.words, note.reading) for note in first.notes] == [
        (1, "6月底前", "2025-06-30 前(含当日),据上下文推定"),
        (2, "3个以上", "基地 ≥ 3 个"),
        (3, "每月", "每月"),
        (4, "县农业农村局", "牵头单位"),
    ]
    assert [note.words for note in second.notes] == ["500人"]


def test_the_passages_hold_the_whole_text(plan):
    shown = "".join(passage.span.of(plan.text) for passage in plan.passages)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", plan.text)


def test_progress_is_shown_in_its_paragraph():
    explanation = explain(_source(REPORT))
    (passage,) = (passage for passage in explanation.passages if passage.notes)
    assert passage.span.of(explanation.text) == "全年新增就业530人。"
    assert passage.notes[0].kind is NoteKind.PROGRESS


@pytest.mark.parametrize("name", ["1.2", "就业"])
def test_a_task_is_named_by_path_or_title(name):
    explanation = explain_task(_source(PLAN), name)
    assert [passage.task.title for passage in explanation.passages] == ["抓好就业"]


@pytest.mark.parametrize(("name", "reason"), [("9.9", "没有找到任务“9.9”"), ("抓好", "可指 2 项任务")])
def test_a_name_of_no_task_or_of_several_lists_candidates(name, reason):
    with pytest.raises(NotFoundError, match=reason) as refused:
        explain_task(_source(PLAN), name)
    assert "1.2 抓好就业" in str(refused.value)


def test_pieces_join_to_the_passage_and_know_their_notes(overlapping):
    (passage,) = overlapping.passages
    pieces = cut_pieces(passage.span, passage.notes)
    assert "".join(piece.span.of(OVERLAPPING) for piece in pieces) == OVERLAPPING
    by_words = {piece.span.of(OVERLAPPING): [note.number for note in piece.notes] for piece in pieces}
    assert by_words["12座"] == [2, 3, 4]
    assert by_words[",完成投资"] == [3]


def test_overlapping_notes_have_lines_of_their_own(overlapping):
    notes = overlapping.passages[0].notes
    lanes = find_lanes(notes)
    assert [lanes[note] for note in notes] == [0, 2, 1, 0]


def test_the_page_shows_every_word_once_and_marks_what_was_found(plan, overlapping):
    words = Words(render_html(plan))
    assert re.sub(r"\s", "", words.text).count("抓好<产业>。6月底前新建基地3个以上") == 1
    assert words.marked["unit"] == "县农业农村局"
    nested = Words(render_html(overlapping)).marked
    assert (nested["deadline"], nested["target"], nested["progress"]) == (
        "6月底前新建泵站不少于12座", "不少于12座,完成投资", "12座",
    )  # fmt: skip


def test_the_page_needs_nothing_from_outside_and_escapes_the_text(plan):
    page = render_html(plan)
    assert "<产业>" not in page
    assert not re.search(r"<script|<link|@import|url\(|https?:|src=", page)
    assert "prefers-color-scheme: dark" in page


def test_without_colours_facts_stand_in_brackets(plan):
    shown = render_terminal(plan, width=80, colour=False)
    assert "(一)抓好<产业>。[6月底前]①新建基地[3个以上]②,[每月]③调度。" in shown
    assert "\x1b" not in shown


def test_with_colours_facts_are_underlined(plan):
    shown = render_terminal(plan, width=80, colour=True)
    assert "\x1b[35;4m6月底前\x1b[0m" in shown
    assert "[6月底前]" not in shown


@pytest.mark.parametrize("width", [40, 60, 110])
def test_the_text_keeps_to_the_width(overlapping, width):
    lines = render_terminal(overlapping, width=width, colour=False).split("\n")
    shown = lines[lines.index("─" * (width // 2)) :]
    assert max(map(display_width, shown)) <= width
    assert "④" in shown[-2]


def test_what_is_doubtful_is_told(overlapping):
    shown = render_terminal(overlapping, width=80, colour=False)
    assert "其中待核 1 条" in shown
    assert [line for line in shown.split("\n") if line.endswith("待核")] != []
