"""Mail through a real server on this machine: sent once, recorded once accepted, told where it was not."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from email.policy import default
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from click.testing import CliRunner, Result
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from taskgraph.cli import main
from taskgraph.reader import open_reader
from taskgraph.store import load_document, open_store

pytestmark = pytest.mark.e2e  # servers

NOW = datetime(2026, 3, 2, tzinfo=UTC)
HOST = "127.0.0.1"
ADDRESSES = "单位,邮箱\n县乡村振兴局,zhen@u.example\n县住建局,jian@u.example;gone@u.example\n"
FIRST, SECOND = "青山县乡村振兴局", "青山县住房和城乡建设局"


class Box:
    """A server's handler that keeps what it takes, refuses `gone@…`, and can break off."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.leaves_after: int | None = None

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - the name is aiosmtpd's
        if address.startswith("gone@"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - as above
        if self.leaves_after is not None and len(self.taken) >= self.leaves_after:
            server.transport.close()
            return "421 closing"
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


class LocalServer(Controller):
    def _trigger_server(self) -> None:
        """Learn the port, which is known only now, before the server is tried."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def serve(box: Box) -> Iterator[Callable[..., int]]:
    """Return what starts a server and returns its port."""
    running: list[Controller] = []

    def start(**given: object) -> int:
        server = LocalServer(box, hostname=HOST, port=0, **given)
        server.start()
        running.append(server)
        return server.port

    yield start
    for server in running:
        server.stop()


@pytest.fixture
def settle(data_dir: Path, plan) -> Callable[..., None]:
    """Return what fills the data directory and names the server."""
    with open_store(data_dir) as store:
        load_document(store, plan.doc, plan.extraction, plan.data, now=NOW)
    (data_dir / "mail.csv").write_text(ADDRESSES, encoding="utf-8")

    def write(port: int, security: str = "none", **more: object) -> None:
        lines = [
            f'host = "{HOST}"',
            f"port = {port}",
            'from = "县督查室 <dcs@office.example>"',
            f'security = "{security}"',
        ]
        lines += [f'{name} = "{value}"' for name, value in more.items()]
        (data_dir / "duban.toml").write_text("\n".join(("[mail]", *lines)), encoding="utf-8")

    return write


def post(*args: str) -> Result:
    return CliRunner().invoke(main, ["remind", "--mail", *args], prog_name="duban", catch_exceptions=False)


def recorded(data_dir: Path) -> list[tuple[str, str]]:
    with open_reader(data_dir) as db:
        return [tuple(row) for row in db.execute("SELECT unit, recipients FROM reminder ORDER BY recipients DESC")]


def test_each_unit_gets_one_letter_and_it_is_recorded(settle, serve, box: Box, data_dir: Path) -> None:
    settle(serve())
    result = post()
    assert [message["To"] for message in box.taken] == ["zhen@u.example", "jian@u.example, gone@u.example"]
    assert "健全监测机制" in box.taken[0].get_body().get_content()
    assert box.taken[0]["Subject"].startswith(f"催办:{FIRST}")
    assert recorded(data_dir) == [(FIRST, '["zhen@u.example"]'), (SECOND, '["jian@u.example"]')]
    assert "发出 2 封" in result.stderr


def test_a_refused_recipient_is_told_and_the_others_get_their_letter(settle, serve) -> None:
    settle(serve())
    result = post()
    assert "gone@u.example(550 no such user)" in result.stdout
    assert result.exit_code == 4


def test_a_letter_refused_by_all_is_not_recorded(settle, serve, data_dir: Path) -> None:
    settle(serve())
    (data_dir / "mail.csv").write_text("单位,邮箱\n县乡村振兴局,gone@u.example\n", encoding="utf-8")
    result = post()
    assert "收件人被拒绝" in result.stdout
    assert (result.exit_code, recorded(data_dir)) == (4, [])


def test_a_second_run_sends_nothing_unless_asked_to(settle, serve, box: Box) -> None:
    settle(serve())
    post()
    assert "今天已发" in post().stdout
    assert len(box.taken) == 2
    post("--again")
    assert len(box.taken) == 4
    assert len({message["Message-ID"] for message in box.taken}) == 4


def test_a_server_that_is_down_is_told_for_every_unit(settle, data_dir: Path) -> None:
    settle(port=1)
    result = post()
    assert result.stdout.count(f"邮件服务器 {HOST}:1 连不上") == 2
    assert (result.exit_code, recorded(data_dir)) == (4, [])


def test_what_a_server_took_before_it_left_is_not_sent_again(settle, serve, box: Box, data_dir: Path) -> None:
    settle(serve())
    box.leaves_after = 1
    first = post()
    assert first.exit_code == 4
    assert [unit for unit, _ in recorded(data_dir)] == [FIRST]
    box.leaves_after = None
    post()
    assert [message["Subject"].partition(" ")[0] for message in box.taken] == [f"催办:{FIRST}", f"催办:{SECOND}"]


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for this machine that signs itself, and a server's context with it."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    path = tmp_path / "server.pem"
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(made.public_bytes(pem) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return path, context


def log_in(server, session, envelope, mechanism, data) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (b"dcs", b"geheim"), handled=False)


@pytest.mark.parametrize(("password", "letters"), [("geheim", 2), ("falsch", 0)])
def test_the_way_is_encrypted_before_the_password_goes_over_it(
    settle, serve, box: Box, certificate, password: str, letters: int
) -> None:
    path, context = certificate
    port = serve(tls_context=context, require_starttls=True, authenticator=log_in, auth_required=True)
    (path.parent / "secret").write_text(password, encoding="utf-8")
    settle(port, "starttls", user="dcs", ca_file=path, password_file=path.parent / "secret")
    result = post()
    assert (result.exit_code, len(box.taken)) == (4, letters)
    assert ("不接受用户名或密码" in result.stdout) is (letters == 0)
    assert password not in result.output


def test_a_certificate_that_nobody_vouches_for_is_refused(settle, serve, box: Box, certificate) -> None:
    settle(serve(tls_context=certificate[1]), "starttls")
    result = post()
    assert "证书不能验证" in result.stdout
    assert box.taken == []


def test_a_server_without_encryption_is_refused_if_it_was_asked_for(settle, serve, box: Box) -> None:
    settle(serve(), "starttls")
    assert "不支持所要的加密" in post().stdout
    assert box.taken == []
