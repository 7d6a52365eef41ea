from __future__ import annotations

import pytest

from ingest.canonical import canonical_text
from ingest.errors import ClassifiedFileError
from ingest.markings import refuse_classified
from ingest.model import BlockKind
from ingest.raw import RawBlock, RawCell


def check(*blocks):
    raws = tuple(b if isinstance(b, RawBlock) else RawBlock(text=b) for b in blocks)
    refuse_classified(*canonical_text(raws), "ab12")


@pytest.mark.parametrize("marking", ["机密", "秘 密", "绝密★", "秘密★1年", "机密★10年", "绝密★长期", "密级：机密★1年"])
def test_a_marking_in_the_head_refuses_the_file_and_names_its_hash(marking):
    with pytest.raises(ClassifiedFileError, match="ab12"):
        check("000012", marking, "云岭县人民政府文件")


def test_a_marking_in_a_cell_refuses_the_file():
    cells = (RawCell("密级"), RawCell("机密★3年"))
    with pytest.raises(ClassifiedFileError, match="机密★3年"):
        check(RawBlock(kind=BlockKind.TABLE_ROW, table=1, row=1, cells=cells))


@pytest.mark.parametrize("line", ["严守国家秘密和商业秘密。", "秘密战线", "一、保守秘密", "机密文件管理办法"])
def test_the_words_within_a_line_are_ordinary_text(line):
    check("云岭县保密工作要点", line)


def test_a_marking_far_below_the_head_is_ordinary_text():
    check("云岭县保密工作要点", *(["开展保密教育,落实保密责任,每季度检查一次。"] * 40), "机密")
