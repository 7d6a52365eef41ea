from __future__ import annotations

from pathlib import Path

import pytest

from taskgraph import datadir
from taskgraph.datadir import find_file_system, refuse_network_share
from taskgraph.errors import NetworkShareError

MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/export /mnt/office nfs4 rw 0 0
/dev/sdb1 /mnt/office/local ext4 rw 0 0
//server/share /mnt/my\\040share cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/duban", "ext4"),
        ("/mnt/office/duban", "nfs4"),
        ("/mnt/office/local/duban", "ext4"),
        ("/mnt/my share/duban", "cifs"),
        ("/mnt/officer", "ext4"),
    ],
)
def test_the_nearest_mount_tells_the_file_system(path: str, kind: str) -> None:
    assert find_file_system(Path(path), MOUNTS) == kind


def test_a_data_directory_on_a_network_share_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datadir, "find_file_system", lambda path, mounts: "nfs4")
    with pytest.raises(NetworkShareError, match=r"网络文件系统\(nfs4\)"):
        refuse_network_share(tmp_path)
