from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from taskgraph.cli import main
from taskgraph.commands.serve import find_allowed, is_loopback


@pytest.mark.parametrize("name", ["127.0.0.1", "127.0.0.5", "localhost", "::1"])
def test_a_name_of_this_machine_alone_is_told(name: str) -> None:
    assert is_loopback(name)


@pytest.mark.parametrize("name", ["0.0.0.0", "::", "192.168.1.5", "duban.example", "127.0.0.1.example.org", ""])
def test_any_other_name_may_be_reached_from_elsewhere(name: str) -> None:
    assert not is_loopback(name)


def test_requests_may_name_the_address_listened_on_and_what_is_allowed() -> None:
    assert find_allowed("192.168.1.5", ()) == {"192.168.1.5"}
    assert find_allowed("0.0.0.0", ("Duban.example",)) == {"duban.example"}


@pytest.mark.parametrize("args", ["--host 0.0.0.0", "--host 192.168.1.5", "--allowed-host duban.example"])
def test_no_other_machine_is_served_before_there_is_an_admin(data_dir: Path, args: str) -> None:
    done = CliRunner().invoke(main, ["serve", *args.split()])
    assert done.exit_code == 5
    assert "duban user add" in done.output


def test_the_names_by_which_others_open_the_desk_may_stand_in_the_settings(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "duban.toml").write_text('allowed_hosts = ["duban.example"]\n', encoding="utf-8")
    done = CliRunner().invoke(main, ["serve"])
    assert done.exit_code == 5
    assert "duban.example" in done.output
