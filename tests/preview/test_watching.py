"""What is watched, and where the system reports no changes."""

import threading
from pathlib import Path

import pytest

from tests.conftest import some_quick
from tests.preview.client import save
from wsisc.preview import file_watching

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /home/share nfs4 rw 0 0
//server/files /mnt/with\\040space cifs rw 0 0
C:\\134 /mnt/c 9p rw 0 0
me@host:/ /home/me/far fuse.sshfs rw 0 0
/dev/sdb1 /home/me/far/near ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "remote"),
    [
        ("/home/me", False),
        ("/home/share", True),
        ("/home/share/a/b", True),
        ("/home/shared", False),
        ("/mnt/with space/a", True),
        ("/mnt/c/Users", True),
        ("/home/me/far/a", True),
        ("/home/me/far/near/a", False),
    ],
)
def test_network_folders_are_recognized_by_the_mount_table(folder, remote):
    assert file_watching.is_remote(Path(folder), MOUNTS) is remote


@pytest.mark.parametrize("mounts", ["", "\n", "nfs", "nfs /", "nfs / ext4"])
def test_a_table_without_file_systems_is_no_obstacle(mounts):
    assert file_watching.is_remote(Path("/a"), mounts) is False


def test_settings_calls_and_figures_count_up_to_the_root_of_the_repository(tmp_path):
    root = tmp_path / "repository"
    for folder in (root / ".git", root / "calls", root / "work" / "figures"):
        folder.mkdir(parents=True)
    file = root / "work" / "a.yaml"
    figure = root / "work" / "figures" / "a.png"
    assert set(file_watching.find_folders(file, [figure])) == {
        root,
        root / "calls",
        root / "work",
        root / "work" / "figures",
    }
    seen = [file_watching.dependency_stamps(file, [figure])]
    for changed in (root / "wsisc.toml", root / "calls" / "a.yaml", figure, root / "work" / "wsisc.toml"):
        changed.write_text("a")
        seen.append(file_watching.dependency_stamps(file, [figure]))
    assert len(set(seen)) == len(seen)
    (tmp_path / "wsisc.toml").write_text("a")
    (root / "work" / "other.yaml").write_text("a")
    assert file_watching.dependency_stamps(file, [figure]) == seen[-1]


@pytest.mark.parametrize("poll", some_quick([False, True], 2))
def test_every_way_of_saving_is_noticed(tmp_path, poll):
    file = tmp_path / "a.yaml"
    file.write_text("0")
    ended, changed = threading.Event(), threading.Event()
    watcher = threading.Thread(target=file_watching.watch, args=(file, tuple, changed.set, ended, poll))
    watcher.start()

    def write_in_place():
        file.write_text("1")

    def delete():
        file.unlink()

    def save_beside():
        save(file, "2")

    def settle():
        (tmp_path / "wsisc.toml").write_text("")

    def touch_no_more():
        file.write_text("3")

    try:
        changed.wait(1.5)  # until it watches
        for change in (write_in_place, delete, save_beside, settle, touch_no_more):
            changed.clear()
            change()
            assert changed.wait(5), change
    finally:
        ended.set()
        watcher.join(5)
    assert not watcher.is_alive()
