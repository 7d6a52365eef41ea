"""The server that mail goes through, as [mail] in duban.toml has it. Without one nothing is ever sent."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from taskgraph.errors import ConfigError

PASSWORD = "DUBAN_MAIL_PASSWORD"  # noqa: S105 - the name of a variable
_KEYS = ("host", "port", "from", "security", "user", "password_file", "ca_file")
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


class Security(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


PORTS: Mapping[Security, int] = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """`sender` as mail shows it: 督查室 <dcs@example.gov.cn>. A password is read only when mail is sent."""

    host: str
    port: int
    sender: str
    security: Security = Security.STARTTLS
    user: str | None = None
    password_file: Path | None = None
    ca_file: Path | None = None

    def __post_init__(self) -> None:
        if not 0 < self.port < 65536:
            raise ConfigError(f"[mail] port 应为 1 到 65535 之间的整数,现为 {self.port}")
        if self.user and self.security is Security.NONE and self.host not in _LOCAL:
            raise ConfigError('[mail] 不加密就不能用密码登录;请把 security 设为 "starttls" 或 "tls"')


def read_mail_server(table: object) -> MailServer:
    """Return the server that [mail] names; raise ConfigError for what cannot be."""
    if not isinstance(table, dict):
        raise ConfigError(f"[mail] 应为一节设置,现为 {table!r}")
    if unknown := sorted(table.keys() - set(_KEYS)):
        raise ConfigError(f"[mail] 中有不认识的设置:{'、'.join(unknown)};可用的设置:{'、'.join(_KEYS)}")
    security = _read_security(table.get("security", Security.STARTTLS))
    port = table.get("port", PORTS[security])
    if not isinstance(port, int) or isinstance(port, bool):
        raise ConfigError(f"[mail] port 应为 1 到 65535 之间的整数,现为 {port!r}")
    user, password_file, ca_file = (_read_text(table, name) for name in ("user", "password_file", "ca_file"))
    return MailServer(
        host=_need_text(table, "host"),
        port=port,
        sender=_need_text(table, "from"),
        security=security,
        user=user,
        password_file=Path(password_file).expanduser() if password_file else None,
        ca_file=Path(ca_file).expanduser() if ca_file else None,
    )


def _read_security(value: object) -> Security:
    if value not in list(Security):
        raise ConfigError(f"[mail] security 应为 {'、'.join(Security)} 之一,现为 {value!r}")
    return Security(str(value))


def _read_text(table: Mapping[str, object], name: str) -> str | None:
    value = table.get(name)
    if value is not None and not (isinstance(value, str) and value.strip() and value.isprintable()):
        raise ConfigError(f"[mail] {name} 应为一行文字,现为 {value!r}")
    return value


def _need_text(table: Mapping[str, object], name: str) -> str:
    value = _read_text(table, name)
    if value is None:
        raise ConfigError(f"[mail] 缺少 {name}")
    return value


def read_password(server: MailServer, env: Mapping[str, str] = os.environ) -> str:
    """Return the password of the server's user: from the environment, else from the file; ConfigError without any."""
    if given := env.get(PASSWORD):
        return given
    if server.password_file is None:
        raise ConfigError(f"[mail] 写了 user,还要密码:用环境变量 {PASSWORD},或用 password_file 写明存放密码的文件")
    try:
        return server.password_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"[mail] password_file {server.password_file} 不能读取({error})") from error
