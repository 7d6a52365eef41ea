"""Settings: flag, then environment, then `duban.toml` in the data directory, then default. Unknown keys are errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from taskgraph.errors import ConfigError

if TYPE_CHECKING:
    from taskgraph.reminders.settings import MailServer

CONFIG_FILE = "duban.toml"
KEYS = ("alarm_workdays", "allowed_hosts", "lights", "mail")


@dataclass(frozen=True, slots=True)
class Settings:
    """`alarm_workdays`: how many workdays before a deadline the calendar reminds, each once.

    `lights`: the office's set of light rules. `allowed_hosts`: by which names other machines open the desk. `mail`: the
    server that reminders go through.
    """

    data_dir: Path
    alarm_workdays: tuple[int, ...] = (3, 1)
    lights: str = "deadline"
    allowed_hosts: tuple[str, ...] = ()
    mail: MailServer | None = None

    def __post_init__(self) -> None:
        if not all(0 <= days <= 250 for days in self.alarm_workdays):
            raise ConfigError(f"alarm_workdays 应为 0 到 250 之间的整数,现为 {[*self.alarm_workdays]}")


def find_data_dir(flag: str | None, env: Mapping[str, str]) -> Path:
    if chosen := flag or env.get("DUBAN_DATA_DIR"):
        return Path(chosen).expanduser()
    if sys.platform == "linux":  # as platformdirs, which takes as long to load as all else that a look-up needs
        return Path(env.get("XDG_DATA_HOME", "").strip() or Path.home() / ".local" / "share") / "duban"
    import platformdirs  # noqa: PLC0415 - only there

    return Path(platformdirs.user_data_dir("duban", appauthor=False))


def load_settings(flag: str | None, env: Mapping[str, str] = os.environ) -> Settings:
    data_dir = find_data_dir(flag, env)
    config = _read_config(data_dir / CONFIG_FILE)
    alarms = env.get("DUBAN_ALARM_WORKDAYS", config.get("alarm_workdays", [3, 1]))
    lights = env.get("DUBAN_LIGHTS", config.get("lights", "deadline"))
    if not isinstance(lights, str):
        raise ConfigError(f"lights 应为亮灯规则的名称,现为 {lights!r}")
    hosts = env.get("DUBAN_ALLOWED_HOSTS", config.get("allowed_hosts", []))
    return Settings(
        data_dir,
        alarm_workdays=_whole_numbers("alarm_workdays", alarms),
        lights=lights,
        allowed_hosts=_words("allowed_hosts", hosts),
        mail=_read_mail(config["mail"]) if "mail" in config else None,
    )


def _read_mail(table: object) -> MailServer:
    from taskgraph.reminders.settings import read_mail_server  # noqa: PLC0415 - few offices send mail

    return read_mail_server(table)


def _read_config(path: Path) -> Mapping[str, object]:
    if not path.exists():
        return {}
    import tomllib  # noqa: PLC0415 - few have a configuration file

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} 不是正确的 TOML 文件:{error}") from error
    if unknown := sorted(table.keys() - set(KEYS)):
        raise ConfigError(f"{path} 中有不认识的设置:{'、'.join(unknown)};可用的设置:{'、'.join(KEYS)}")
    return table


def _whole_numbers(key: str, value: object) -> tuple[int, ...]:
    """Return the numbers of a list, or of a text with commas between: [3, 1], "3,1"."""
    parts = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else [value]
    return tuple(_whole_number(key, part) for part in parts if part != "")


def _whole_number(key: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str) or not str(value).strip().isdecimal():
        raise ConfigError(f"{key} 应为整数,现为 {value!r}")
    return int(value)


def _words(key: str, value: object) -> tuple[str, ...]:
    """Return the words of a list, or of a text with commas between."""
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise ConfigError(f"{key} 应为一组文字,现为 {value!r}")
    return tuple(part.strip() for part in parts if part.strip())
