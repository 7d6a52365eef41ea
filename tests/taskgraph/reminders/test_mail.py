"""Letters as they go out: subject, identity, addresses; settings that cannot be are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from taskgraph.config import load_settings
from taskgraph.errors import AddressFileError, ConfigError
from taskgraph.ics import CalendarStyle
from taskgraph.model import Filters
from taskgraph.reminders.addresses import load_addresses
from taskgraph.reminders.mail import Letter, Readiness, build_message, write_letters
from taskgraph.reminders.query import load_reminders
from taskgraph.reminders.settings import Security, read_password
from taskgraph.viewpoint import usual_viewpoint

DAY = date(2026, 7, 3)
SENDER = "县督查室 <dcs@office.example>"


@pytest.fixture
def letters(store, load, plan):
    load(plan)
    reminders = load_reminders(store.db.conn, Filters(as_of=DAY), usual_viewpoint(DAY), 7)

    def write(*addresses: str, sent: int = 0, again: bool = False) -> Letter:
        unit = reminders[0].unit
        known = {unit.id: addresses} if addresses else {}
        return write_letters(reminders, known, {(unit.region, unit.label): sent}, again=again)[0]

    return write


def test_a_letter_says_in_its_subject_how_many_tasks_and_why(letters) -> None:
    assert letters("a@unit.example").subject == "催办:青山县乡村振兴局 1 项任务(逾期 1,无反馈 1)"


@pytest.mark.parametrize(
    ("addresses", "sent", "again", "readiness"),
    [
        (("a@unit.example",), 0, False, Readiness.READY),
        (("a@unit.example",), 1, False, Readiness.SENT),
        (("a@unit.example",), 1, True, Readiness.READY),
        ((), 0, True, Readiness.NO_ADDRESS),
    ],
    ids=["first", "sent today", "once more", "no address"],
)
def test_a_letter_goes_out_once_a_day(letters, addresses, sent: int, again: bool, readiness: Readiness) -> None:
    assert letters(*addresses, sent=sent, again=again).readiness is readiness


def test_the_identity_is_that_of_the_unit_and_the_day(letters) -> None:
    first = letters("a@unit.example").name(SENDER)
    assert first == letters("b@unit.example").name(SENDER)
    assert first.startswith("<20260703.")
    assert first.endswith(".1@office.example>")
    assert letters("a@unit.example", sent=1, again=True).name(SENDER) == first.replace(".1@", ".2@")


def test_a_message_carries_the_text_and_the_calendar(letters) -> None:
    letter = letters("a@unit.example", "b@unit.example")
    message = build_message(letter, SENDER, datetime(2026, 7, 3, 9, tzinfo=UTC), CalendarStyle())
    assert (message["From"], message["To"]) == (SENDER, "a@unit.example, b@unit.example")
    assert "健全监测机制(aa11bb22cc)" in message.get_body().get_content()
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("任务时限.ics", "text/calendar")
    assert Calendar.from_ical(attached.get_payload(decode=True)).events
    assert max(map(len, bytes(message).splitlines())) < 998


def read_table(store, folder: Path, text: str) -> list[tuple[str, ...]]:
    (folder / "mail.csv").write_text(text, encoding="utf-8-sig")
    return list(load_addresses(store.db.conn, folder).values())


def test_addresses_are_read_from_the_office_s_table(store, load, plan, tmp_path: Path) -> None:
    load(plan)
    text = "单位,联系人,邮箱\n县住建局,李四,a@u.example;b@u.example\n县乡村振兴局,,\n青山县住建局,,c@u.example\n"
    assert read_table(store, tmp_path, text) == [("a@u.example", "b@u.example", "c@u.example"), ()]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("单位,电话\n", "缺少:邮箱"),
        ("单位,邮箱\n没有的局,a@u.example\n", "第 2 行:没有找到单位"),
        ("单位,邮箱\n县住建局,a@\n县住建局,李四 <a@u.example>\n", "有 3 处问题"),
    ],
    ids=["no column", "no such unit", "no address"],
)
def test_a_wrong_table_of_addresses_is_refused_with_its_rows(store, load, plan, tmp_path, text: str, said: str) -> None:
    load(plan)
    with pytest.raises(AddressFileError, match=said):
        read_table(store, tmp_path, text)


def test_a_missing_table_of_addresses_is_told_with_its_columns(store, tmp_path: Path) -> None:
    with pytest.raises(AddressFileError, match="单位,邮箱"):
        load_addresses(store.db.conn, tmp_path)


def settle(folder: Path, mail: str):
    (folder / "duban.toml").write_text(mail, encoding="utf-8")
    return load_settings(str(folder), {}).mail


def test_no_mail_is_sent_by_itself(tmp_path: Path) -> None:
    assert load_settings(str(tmp_path), {}).mail is None


def test_a_server_is_asked_for_encryption_unless_told_otherwise(tmp_path: Path) -> None:
    server = settle(tmp_path, '[mail]\nhost = "mail.example"\nfrom = "a@b.example"\n')
    assert (server.security, server.port) == (Security.STARTTLS, 587)
    server = settle(tmp_path, '[mail]\nhost = "mail.example"\nfrom = "a@b.example"\nsecurity = "tls"\n')
    assert server.port == 465


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        ("mail = 3", "应为一节设置"),
        ('[mail]\nfrom = "a@b.example"', "缺少 host"),
        ('[mail]\nhost = "h"', "缺少 from"),
        ('[mail]\nhost = "h"\nfrom = "a@b"\npassword = "x"', "不认识的设置:password"),
        ('[mail]\nhost = "h"\nfrom = "a@b"\nport = "25"', "port"),
        ('[mail]\nhost = "h"\nfrom = "a@b"\nport = 0', "port"),
        ('[mail]\nhost = "h"\nfrom = "a@b"\nsecurity = "ssl"', "security"),
        ('[mail]\nhost = "h"\nfrom = "a\\nBcc: x@y"', "from"),
        ('[mail]\nhost = "h"\nfrom = "a@b"\nuser = "u"\nsecurity = "none"', "不加密就不能用密码登录"),
    ],
)
def test_settings_of_mail_that_cannot_be_are_refused(tmp_path: Path, mail: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        settle(tmp_path, mail)


def test_a_password_comes_from_the_environment_or_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("geheim\n", encoding="utf-8")
    server = settle(
        tmp_path,
        f'[mail]\nhost = "h"\nfrom = "a@b"\nuser = "u"\npassword_file = "{tmp_path / "secret"}"\n',
    )
    assert read_password(server, {}) == "geheim"
    assert read_password(server, {"DUBAN_MAIL_PASSWORD": "anders"}) == "anders"
    bare = settle(tmp_path, '[mail]\nhost = "h"\nfrom = "a@b"\nuser = "u"\n')
    with pytest.raises(ConfigError, match="DUBAN_MAIL_PASSWORD"):
        read_password(bare, {})
