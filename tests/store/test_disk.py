"""Where a data file may lie, and files written whole."""

from pathlib import Path

import pytest

from desktop_app.store import disk

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
//server/office /mnt/office\\040share cifs rw 0 0
server:/srv /srv nfs4 rw 0 0
/dev/sdb1 /srv/zhou/disk ext4 rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("folder", "share"),
    [
        ("/var/lib/guizhengtai", False),
        ("/mnt/office share/data", True),
        ("/srv/zhou/data", True),
        ("/srv/zhou/disk/data", False),
        ("/srvdata", False),
    ],
)
def test_a_share_is_known_by_the_deepest_mount(folder: str, share: bool) -> None:
    assert disk.share_among(MOUNTS, Path(folder)) is share


def test_this_temporary_folder_is_no_share(tmp_path: Path) -> None:
    assert not disk.on_share(tmp_path)


def test_a_file_is_replaced_whole_and_leaves_nothing_beside(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "keys.json"
    disk.write_whole(target, b"old")
    disk.write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert [path.name for path in target.parent.iterdir()] == ["keys.json"]
