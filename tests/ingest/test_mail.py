from __future__ import annotations

from email.message import EmailMessage

import pytest

from ingest.errors import BrokenFileError
from ingest.mail import find_parts, is_mail

LONG = "请各乡镇于6月底前完成排查,并报送进展。\n" * 15


def mail(body: str = "附件是通知,请查收。", **attachments: bytes) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "关于报送进展的通知"
    message.set_content(body)
    for name, data in attachments.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=f"{name}.docx")
    return message


def parts_of(message: EmailMessage) -> list[tuple[str, bytes]]:
    return [(part.name, part.data) for part in find_parts(bytes(message))]


def test_a_mail_is_known_by_its_header() -> None:
    assert is_mail(bytes(mail()))


@pytest.mark.parametrize(
    "data", ["来源:某县\n发布时间:2026-03-01\n\n正文".encode(), b"From: here\n\ntext", b"", b"%PDF-1.7"]
)
def test_a_text_with_labels_is_no_mail(data: bytes) -> None:
    assert not is_mail(data)


def test_attachments_are_members_and_a_cover_note_is_not() -> None:
    assert parts_of(mail(工作要点=b"one", 分工=b"two")) == [("工作要点.docx", b"one"), ("分工.docx", b"two")]


def test_a_body_with_text_worth_reading_is_a_member() -> None:
    assert [name for name, _ in parts_of(mail(LONG, 分工=b"two"))] == ["正文.txt", "分工.docx"]


def test_a_body_alone_is_read_however_short() -> None:
    assert [name for name, _ in parts_of(mail("6月底前报送。"))] == ["正文.txt"]


def test_a_body_in_gbk_becomes_utf8() -> None:
    raw = b"From: a\nTo: b\nSubject: c\nContent-Type: text/plain; charset=gb2312\n\n" + "六月底前报送".encode("gbk")
    assert find_parts(raw)[0].data == "六月底前报送".encode()


def test_a_body_with_a_table_is_read_as_a_page() -> None:
    message = mail(LONG)
    message.add_alternative("<table><tr><td>任务</td></tr></table>" * 20, subtype="html")
    assert [name for name, _ in parts_of(message)] == ["正文.html"]


def test_pictures_inside_the_text_are_left_out() -> None:
    message = mail(LONG)
    message.add_related(b"\x89PNG", "image", "png", cid="<logo>", filename="logo.png", disposition="inline")
    assert [name for name, _ in parts_of(message)] == ["正文.txt"]


def test_a_forwarded_mail_is_a_mail_in_a_mail() -> None:
    outer = mail()
    outer.add_attachment(mail(内文=b"inner"))
    (part,) = find_parts(bytes(outer))
    assert part.name == "关于报送进展的通知.eml"
    assert [inner.name for inner in find_parts(part.data)] == ["内文.docx"]


def test_a_mail_nested_without_end_is_broken() -> None:
    nested = "".join(f'Content-Type: multipart/mixed; boundary="{i}"\n\n--{i}\n' for i in range(2000))
    with pytest.raises(BrokenFileError, match="嵌套"):
        find_parts(b"From: a\nTo: b\nSubject: c\n" + nested.encode())
