"""A review takes at most twice as long as the import of the same file, which is a part of it."""

import os

import pytest

from tests.conftest import SAMPLE, build
from wsisc import api, source

pytestmark = [pytest.mark.slow, pytest.mark.alone]


def test_a_review_takes_at_most_twice_as_long_as_an_import(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(build(source.read(SAMPLE.read_bytes(), "a.yaml").data))
    durations = {"import": [], "review": []}
    for _ in range(4):
        for name, run in (
            ("import", lambda: api.import_document(path, write=False)),
            ("review", lambda: list(api.review_files(path, write=False))),
        ):
            start = sum(os.times()[:4])  # of the processor, also of ended child processes: others do not change it
            run()
            durations[name].append(sum(os.times()[:4]) - start)
    assert min(durations["review"]) <= 2 * min(durations["import"])
