"""What is made of the lines that an OCR engine sees; the engine itself is played here."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ingest.ocr import Engine, SeenChar, SeenLine
from ingest.readers import scan as scanning
from ingest.readers.pages import read_pages
from ingest.readers.scan import read_scan, scan_page

cv2 = pytest.importorskip("cv2")

SIZE, SCALE = 32, 0.48
PAPER = np.full((1000, 800, 3), 255, np.uint8)


def seen(x, y, text, *, angle=0.0, confidence=0.99, size=SIZE):
    """A line of square characters, turned around the middle of the paper."""
    chars = tuple(SeenChar(c, confidence, corners(x + i * size, y, size, size, angle)) for i, c in enumerate(text))
    return SeenLine(corners(x, y, size * len(text), size, angle), confidence, chars)


def corners(x, y, width, height, angle):
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    points = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    moved = ((px - 400, py - 500) for px, py in points)
    return tuple((400 + px * cos - py * sin, 500 + px * sin + py * cos) for px, py in moved)


def engine(*readings, spelled=None):
    """An engine that sees these lines, one reading after the other."""
    waiting = list(readings)
    return Engine(lambda _: tuple(waiting.pop(0)), lambda _, box: spelled(box) if spelled else None)


@pytest.fixture
def play(monkeypatch):
    """Let OCR see these lines; returns the page that is made of them."""

    def play(*lines, picture=PAPER, spelled=None):
        monkeypatch.setattr(scanning, "is_installed", lambda: True)
        monkeypatch.setattr(scanning, "load_engine", lambda: engine(lines, lines, lines, spelled=spelled))
        return scan_page(2, lambda: picture, SCALE)

    return play


LINES = [
    seen(164, 100, "全县各乡镇要统筹推进农村供水水源"),
    seen(100, 150, "保护和管网改造工作完成任务十五项。"),
    seen(164, 200, "县水利局牵头。"),
]


def texts(page):
    return [block.text or [cell.text for cell in block.cells] for block in read_pages([page]).blocks]


def test_lines_are_joined_to_paragraphs(play):
    assert texts(play(*LINES)) == [
        "全县各乡镇要统筹推进农村供水水源\n保护和管网改造工作完成任务十五项。",
        "县水利局牵头。",
    ]


def test_a_sure_page_warns_of_nothing(play):
    assert play(*LINES).warning is None


def test_an_unsure_page_is_kept_and_told(play):
    page = play(*(seen(100, 100 + 50 * i, "农村供水水源保护", confidence=0.7) for i in range(4)))
    assert "第3页识别置信度偏低(平均 0.70)" in page.warning
    assert len(page.lines) == 4


def test_a_page_without_words_is_told(play):
    assert "没有识别出可靠的文字" in play().warning


def test_the_confidence_of_the_least_sure_line_stays_with_its_paragraph(play):
    first, _, third = LINES
    page = play(first, seen(100, 150, "保护和管网改造工作完成任务十五项。", confidence=0.9), third)
    assert [block.place.confidence for block in read_pages([page]).blocks] == [0.9, 0.99]


def test_a_guess_is_kept_apart_from_the_text(play):
    blocks = read_pages([play(*LINES, seen(500, 800, "印", confidence=0.3))]).blocks
    assert [str(block.kind) for block in blocks] == ["paragraph", "paragraph", "furniture"]


@pytest.mark.parametrize("angle", [-3.0, 0.5, 8.0])
def test_a_skewed_page_is_straightened(angle):
    turned = [seen(100, 100 + 50 * i, "全县各乡镇要统筹推进农村供水水源", angle=angle) for i in range(10)]
    chars = read_scan(PAPER, SCALE, engine(turned)).chars
    tops = {round(char.box[1]) for char in chars if char.text == "全"}
    lefts = [char.box[0] for char in chars if char.text == "全"]
    assert tops == {round((100 + 50 * i) * SCALE) for i in range(10)}
    assert lefts == pytest.approx([100 * SCALE] * 10, abs=1)


def sideways(line):
    """The line as a page that lies on its side shows it."""
    x0, top, x1, bottom = line.corners[0][0], line.corners[0][1], line.corners[2][0], line.corners[2][1]
    return SeenLine(((top, 0.0), (bottom, 0.0), (bottom, x1 - x0), (top, x1 - x0)), 0.4, line.chars)


def test_a_page_that_lies_on_its_side_is_turned():
    lying = [sideways(line) for line in LINES]
    scan = read_scan(PAPER, SCALE, engine(lying, lying, LINES))
    assert scan.confidence == 0.99


def test_a_page_that_stands_on_its_head_is_turned():
    wrong = [seen(100, 100, "口日目田由甲申电曰", confidence=0.4), seen(100, 150, "口日目田", confidence=0.3)]
    assert read_scan(PAPER, SCALE, engine(wrong, LINES)).confidence == 0.99


def ruled(rows=3, columns=(100, 200, 500, 700), top=300, step=60):
    picture = PAPER.copy()
    for i in range(rows + 1):
        cv2.line(picture, (columns[0], top + i * step), (columns[-1], top + i * step), (0, 0, 0), 2)
    for x in columns:
        cv2.line(picture, (x, top), (x, top + rows * step), (0, 0, 0), 2)
    return picture


CELLS = [
    *(seen(110, 314, "序号"), seen(210, 314, "工作任务"), seen(510, 314, "责任单位")),
    *(seen(110, 374, "1"), seen(210, 374, "修渠三条"), seen(510, 374, "县水利局")),
    *(seen(210, 434, "架桥两座"), seen(510, 434, "县交通局")),
]


def test_ruling_lines_make_a_table(play):
    assert texts(play(*LINES, *CELLS, picture=ruled()))[-3:] == [
        ["序号", "工作任务", "责任单位"],
        ["1", "修渠三条", "县水利局"],
        ["", "架桥两座", "县交通局"],
    ]


def test_a_digit_that_the_detector_missed_is_read_in_its_cell(play):
    picture = ruled()
    cv2.putText(picture, "2", (130, 462), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0, 0, 0), 3)
    boxes = []

    def spelled(box):
        boxes.append(box)
        return seen(box[0], box[1], "2")

    assert texts(play(*LINES, *CELLS, picture=picture, spelled=spelled))[-1] == ["2", "架桥两座", "县交通局"]
    assert len(boxes) == 1  # the empty cells are not asked for


def test_text_is_no_ruling_line():
    picture = PAPER.copy()
    for i in range(20):
        cv2.putText(picture, "HHHHTTTTLLLL----", (50, 60 + 45 * i), cv2.FONT_HERSHEY_SIMPLEX, 1.3, (0, 0, 0), 3)
    assert read_scan(picture, SCALE, engine(LINES)).rules == ()


def test_without_ocr_the_page_says_what_to_install(monkeypatch):
    monkeypatch.setattr(scanning, "is_installed", lambda: False)
    page = scan_page(0, lambda: PAPER, SCALE)
    assert "pip install 'duban[ocr]'" in page.warning
