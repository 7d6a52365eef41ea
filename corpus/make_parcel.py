"""What a document travels in: a ZIP archive and an e-mail, each with the Word file inside."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIXED = (2025, 1, 1, 0, 0, 0)
_WORD = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


def make_zip(name: str, data: bytes) -> bytes:
    """Return an archive with one member, its name in UTF-8; the same member gives the same bytes."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        member = ZipInfo(name, _FIXED)
        member.compress_type = ZIP_DEFLATED
        archive.writestr(member, data)
    return buffer.getvalue()


def make_mail(name: str, data: bytes) -> bytes:
    """Return a message with one attachment; the same attachment gives the same bytes."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "转发文件,请阅处"
    message["From"] = "办公室 <office@example.org>"
    message["To"] = "督查室 <duban@example.org>"
    message["Date"] = "Thu, 02 Jan 2025 09:00:00 +0800"
    message.set_content("请查收附件。")
    message.add_attachment(data, maintype=_WORD[0], subtype=_WORD[1], filename=name)
    message.set_boundary("=-carrier-=")
    return message.as_bytes()
