"""Pages that are estimated from words are within a tenth of the typeset ones, in each language and at several lengths."""

from importlib.util import module_from_spec, spec_from_file_location

import pytest

from tests.conftest import ROOT

_spec = spec_from_file_location("pages", ROOT / "benchmarks" / "pages.py")
assert _spec
assert _spec.loader
pages = module_from_spec(_spec)
_spec.loader.exec_module(pages)

MAX_ERROR = 0.1


@pytest.mark.slow
@pytest.mark.parametrize("count", [12, 24, 48])
@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh"])
def test_estimated_pages_are_near_the_typeset_ones(language, count):
    found = pages.measure(language, count)
    assert found.pages > 1
    assert abs(found.error) <= MAX_ERROR, found
