from __future__ import annotations

from pathlib import Path, PureWindowsPath
from threading import Event, Thread

import pytest
from click.testing import CliRunner

from taskgraph import datadir
from taskgraph.cli import main
from taskgraph.datadir import find_file_system, is_on_share, lock_for_writing, make_data_dir
from taskgraph.errors import LockedError

MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/export /mnt/office nfs4 rw 0 0
/dev/sdb1 /mnt/office/local ext4 rw 0 0
//server/share /mnt/my\\040share cifs rw 0 0
C:\\134 /mnt/c 9p rw,dirsync,aname=drvfs;path=C:\\134;uid=1000 0 0
runtime /mnt/box 9p rw,trans=fd 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/duban", "ext4"),
        ("/mnt/office/duban", "nfs4"),
        ("/mnt/office/local/duban", "ext4"),
        ("/mnt/my share/duban", "cifs"),
        ("/mnt/officer", "ext4"),
        ("/mnt/c/duban", "drvfs"),
        ("/mnt/box/duban", "9p"),
    ],
)
def test_the_nearest_mount_tells_the_file_system(path: str, kind: str) -> None:
    assert find_file_system(Path(path), MOUNTS) == kind


@pytest.mark.parametrize(
    ("path", "shared"),
    [("//server/office/duban", True), ("C:/duban", False), ("\\\\?\\C:\\duban", False), ("D:duban", False)],
)
def test_a_windows_share_is_known_by_its_name(path: str, shared: bool) -> None:
    assert is_on_share(PureWindowsPath(path)) == shared


@pytest.mark.parametrize("command", ["load plan.txt", "serve --port 0", "restore backup.zip", "check --repair"])
@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "vboxsf"])
def test_a_data_directory_on_a_network_share_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, kind: str
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/office {tmp_path}/share {kind} rw 0 0\n", "utf-8")
    monkeypatch.setattr(datadir, "MOUNTS", mounts)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "backup.zip").touch()
    result = CliRunner().invoke(main, ["--data-dir", str(tmp_path / "share" / "duban"), *command.split()])
    assert result.exit_code == 5
    assert f"({kind})" in result.stderr
    assert not (tmp_path / "share").exists()


def test_who_writes_waits_a_moment_for_another_to_end(tmp_path: Path) -> None:
    make_data_dir(tmp_path)
    held, ended = Event(), Event()

    def write() -> None:
        with lock_for_writing(tmp_path):
            held.set()
            ended.wait(5)

    other = Thread(target=write)
    other.start()
    held.wait(5)
    with pytest.raises(LockedError), lock_for_writing(tmp_path):
        pass
    ended.set()
    with lock_for_writing(tmp_path, patience=5):
        pass
    other.join()
