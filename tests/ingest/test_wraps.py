"""Spaces that stand where a hard-wrapped line ended."""

from __future__ import annotations

from ingest.canonical import canonical_text
from ingest.raw import RawBlock
from ingest.wraps import find_width

PROSE = (
    "全县各级要统筹推进农村供水保障和水质提升工作,压实工程建设管理责任,细化举措并强化督促检查," * 3 + "确保群众满意。"
)
TITLE = "中共云岭县委 云岭县人民政府"


def wrapped(text, width):
    return " ".join(text[i : i + width] for i in range(0, len(text), width))


def read(*texts):
    return canonical_text(tuple(RawBlock(text=text) for text in texts))


def test_spaces_at_one_distance_are_line_ends_and_go():
    text, blocks = read(TITLE, wrapped(PROSE, 26), wrapped(PROSE, 26))
    assert text.split("\n") == [TITLE, PROSE, PROSE]
    block = blocks[1]
    mapped = [block.raw[block.offsets.to_raw(i)] for i in range(len(PROSE))]
    assert "".join(mapped) == PROSE


def test_a_space_elsewhere_in_such_a_text_stays():
    text, _ = read(
        wrapped(PROSE, 26), wrapped(PROSE, 26), "经县民政局 县财政局同意,请各乡镇结合实际认真抓好贯彻落实。" + PROSE
    )
    assert "县民政局 县财政局" in text


def test_spaces_at_all_distances_are_no_line_ends():
    at = [19, 55, 80, 122]
    uneven = " ".join(PROSE[a:b] for a, b in zip([0, *at], [*at, None], strict=True))
    assert find_width([uneven] * 4) is None
    assert read(*[uneven] * 4)[0] == "\n".join([uneven] * 4)


def test_a_text_with_few_spaces_shows_no_width():
    assert find_width([wrapped(PROSE, 26)]) is None
