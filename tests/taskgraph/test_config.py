from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs
import pytest

from taskgraph.config import find_data_dir, load_settings
from taskgraph.errors import ConfigError


def test_the_flag_wins_over_the_environment(tmp_path: Path) -> None:
    assert find_data_dir("a", {"DUBAN_DATA_DIR": "b"}) == Path("a")
    assert find_data_dir(None, {"DUBAN_DATA_DIR": "b"}) == Path("b")
    assert find_data_dir(None, {}).name == "duban"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself is asked")
@pytest.mark.parametrize("home", ["/srv/data", "", None])
def test_the_default_is_the_directory_that_platformdirs_names(home: str | None, monkeypatch) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    if home is not None:
        monkeypatch.setenv("XDG_DATA_HOME", home)
    assert find_data_dir(None, os.environ) == Path(platformdirs.user_data_dir("duban", appauthor=False))


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    assert load_settings(str(tmp_path), {}).alarm_workdays == (3, 1)
    (tmp_path / "duban.toml").write_text("alarm_workdays = [7]\n", encoding="utf-8")
    assert load_settings(str(tmp_path), {}).alarm_workdays == (7,)
    assert load_settings(str(tmp_path), {"DUBAN_ALARM_WORKDAYS": "5,1"}).alarm_workdays == (5, 1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("alarm_day = 7", "不认识的设置:alarm_day"),
        ("alarm_workdays = ['x']", "应为整数"),
        ("alarm_workdays = true", "应为整数"),
        ("alarm_workdays = [400]", "0 到 250"),
        ("alarm_workdays = ", "不是正确的 TOML"),
        ("allowed_hosts = 7", "一组文字"),
        ("allowed_hosts = [7]", "一组文字"),
    ],
)
def test_a_wrong_setting_is_an_error(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "duban.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        load_settings(str(tmp_path), {})


def test_hosts_are_a_list_in_the_file_and_have_commas_between_in_the_environment(tmp_path: Path) -> None:
    (tmp_path / "duban.toml").write_text('allowed_hosts = ["duban.example"]\n', encoding="utf-8")
    assert load_settings(str(tmp_path), {}).allowed_hosts == ("duban.example",)
    assert load_settings(str(tmp_path), {"DUBAN_ALLOWED_HOSTS": "a.example, b.example"}).allowed_hosts == (
        "a.example",
        "b.example",
    )
