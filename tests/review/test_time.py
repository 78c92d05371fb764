"""A review takes at most twice as long as the imports that are parts of it."""

import os

import pytest

from tests.conftest import SAMPLE, build
from tests.importer.alike import stripped
from wsisc import api, source

pytestmark = [pytest.mark.slow, pytest.mark.alone]


def seconds_of(run):
    """Return the seconds of the processor that a function takes, also in child processes: others do not change it."""
    start = sum(os.times()[:4])
    run()
    return sum(os.times()[:4]) - start


def test_a_review_takes_at_most_twice_as_long_as_the_imports_in_it(tmp_path):
    """An own file has its source and its words, and the review imports both; the import command only the source."""
    own, foreign = tmp_path / "own.docx", tmp_path / "foreign.docx"
    own.write_bytes(build(source.read(SAMPLE.read_bytes(), "a.yaml").data))
    foreign.write_bytes(stripped(own.read_bytes()))
    imports, reviews = (
        {path: min(seconds_of(lambda path=path, run=run: run(path)) for _ in range(4)) for path in (own, foreign)}
        for run in (
            lambda path: api.import_document(path, write=False),
            lambda path: list(api.review_files(path, write=False)),
        )
    )
    assert reviews[foreign] <= 2 * imports[foreign]
    assert reviews[own] <= 2 * (imports[own] + imports[foreign])
