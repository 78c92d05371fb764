"""The pages of a PDF, read by two processes: the same texts, also where one of them dies."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import as_yaml, build, minimal, some_quick
from tests.processes import record_started
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers import pdf_text

LONG = "Some words that fill a page. " * 400


@pytest.fixture(scope="module")
def content():
    return build(minimal({"parts": {"two": {"text": LONG}}}), "pdf")


def test_two_processes_read_what_one_reads(content):
    with pdf_text.start_parallel_reader() as helped:
        assert helped.read_pages(content) == pdf_text.read_pages(content)
    assert len(pdf_text.read_pages(content)) > 3


@pytest.mark.parametrize("seconds", [0, 0.5])
def test_where_the_second_process_dies_the_first_reads_all(content, seconds, monkeypatch):
    processes = record_started(monkeypatch)
    with pdf_text.start_parallel_reader() as helped:
        time.sleep(seconds)  # before it has loaded its libraries, and when it waits
        processes[0].kill()
        assert helped.read_pages(content) == pdf_text.read_pages(content)


@pytest.mark.parametrize("answer", [b"[]", b'["one page"]', b"no JSON", b""])
def test_where_the_second_process_answers_with_other_pages_the_first_reads_all(content, tmp_path, answer):
    (tmp_path / "answer").write_bytes(answer)
    script = "import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write(open(sys.argv[1], 'rb').read())"
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-S", "-c", script, tmp_path / "answer"], stdin=pipe, stdout=pipe
    ) as process:
        assert pdf_text.ParallelReader(process).read_pages(content) == pdf_text.read_pages(content)


def test_pages_come_in_their_order_and_each_once(content):
    shown = pdf_text.read_pages(content)
    with pdf_text.start_parallel_reader() as helped:
        assert [" ".join(page.split()[-4:]) for page in helped.read_pages(content)[1:]] == [
            f"Page {number} of {len(shown)}" for number in range(2, len(shown) + 1)
        ]
    assert "\x02" not in "".join(shown)


def test_a_damaged_pdf_is_reported_by_two_processes_too():
    with pdf_text.start_parallel_reader() as helped, pytest.raises(WsiscError, match="damaged"):
        helped.read_pages(b"%PDF-1.7 no more")


@pytest.mark.parametrize(
    "command",
    some_quick([("build", "a.yaml", "--format", "pdf"), ("collate", ".", "-o", "all.pdf")], 2, lambda each: each[0]),
)
def test_no_module_of_the_folder_is_run(command, tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    for name in ("typst", "pypdfium2"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w').close()\nraise SystemExit(1)\n")
    installed = Path(sys.executable).with_name("wsisc")
    done = subprocess.run([installed, *command], cwd=tmp_path, capture_output=True, timeout=100)
    assert done.returncode == 0, done.stderr.decode()
    assert not (tmp_path / "ran").exists()
