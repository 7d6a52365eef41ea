from __future__ import annotations

from ingest.canonical import canonical_text
from ingest.identity import document_key
from ingest.model import BlockKind, Meta
from ingest.raw import RawBlock


def read(*lines, furniture=()):
    return canonical_text(
        tuple(RawBlock(text=t, kind=BlockKind.FURNITURE if t in furniture else BlockKind.PARAGRAPH) for t in lines)
    )


def test_the_document_number_is_the_key_whatever_its_brackets():
    keys = {
        document_key(Meta(doc_number=n), "", ())
        for n in ("云政发〔2024〕3号", "云政发[2024]3号", "云政发（2024）３号", "云政发【2024】 3号")
    }
    assert keys == {"云政发〔2024〕3号"}


def test_else_issuer_title_and_year():
    a = Meta(issuer="云岭县人民政府", title="云岭县防汛工作方案(试行)", year=2024)
    b = Meta(issuer="云岭县 人民政府", title="云岭县 防汛工作方案（试行）", year=2024)
    assert document_key(a, "", ()) == document_key(b, "", ()) == "云岭县人民政府/云岭县防汛工作方案试行/2024"


def test_a_title_alone_does_not_identify():
    assert document_key(Meta(title="政府工作报告", year=2024), *read("各位代表:")).startswith("text:")


def test_else_the_words_without_the_page_around_them():
    bare = document_key(Meta(), *read("修渠三条。"))
    assert bare == document_key(Meta(), *read("打印本页", "修渠三条。", furniture=("打印本页",)))
    assert bare != document_key(Meta(), *read("修渠四条。"))
