"""A file that is being written is read once it has come to rest."""

import os

import pytest

from wsisc.messages.diagnostic import WsiscError
from wsisc.preview import server


def settled(path, steps, before=None):
    """Read a file that changes at each sleep, as `steps` say: None takes it away."""
    waiting = list(steps)
    slept = []

    def sleep(seconds):
        slept.append(seconds)
        if waiting and (step := waiting.pop(0)) is not Ellipsis:
            path.unlink(missing_ok=True) if step is None else path.write_bytes(step)

    return server.read_stable(path, before, sleep), sum(slept)


def test_a_file_at_rest_is_read_at_once(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"all")
    assert settled(path, [], b"before") == (b"all", pytest.approx(0.025))


@pytest.mark.parametrize(
    "steps",
    [
        [b"", b"half", b"half and the rest\n"],
        [b"", ..., ..., ..., ..., b"half and the rest\n"],
        [None, ..., ..., b"half and the rest\n"],
        [b"half and the", ..., ..., ..., b"half and the rest\n"],
        [b"another half", ..., ..., ..., b"half and the rest\n"],
        [b"x\n", b"y\n", b"half and the rest\n"],
    ],
    ids=["in place", "emptied first", "taken away first", "cut off", "amid a line", "twice"],
)
def test_what_is_half_written_is_never_seen(tmp_path, steps):
    path = tmp_path / "a.yaml"
    if steps[0] is not None:
        path.write_bytes(steps[0])
    content, _ = settled(path, steps[1:], b"half and the rest, as it was before, and more\n")
    assert content == b"half and the rest\n"


def test_a_file_that_stays_away_is_gone(tmp_path):
    content, slept = settled(tmp_path / "a.yaml", [])
    assert content is None
    assert slept < 0.5


def test_a_file_that_never_rests_is_read_in_the_end(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"0")
    content, slept = settled(path, (str(number).encode() for number in range(1000)))
    assert content
    assert slept < 3


def test_what_cannot_be_read_is_an_error(tmp_path):
    with pytest.raises(WsiscError):
        server.read_stable(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
@pytest.mark.timeout(20)
def test_a_pipe_in_its_place_is_not_waited_for(tmp_path):
    path = tmp_path / "a.yaml"
    os.mkfifo(path)
    with pytest.raises(WsiscError):
        server.read_stable(path)


def test_a_link_to_itself_is_an_error(tmp_path):
    path = tmp_path / "a.yaml"
    path.symlink_to(path)
    with pytest.raises(WsiscError):
        server.read_stable(path)
