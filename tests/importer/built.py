"""Submissions as Word files."""

from hypothesis import HealthCheck, Phase

from tests.conftest import ROOT
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.document import figures
from wsisc.document.manuscript import Manuscript
from wsisc.writers import get_writer

KNOWN = calls.BUILT_IN


CALL, LOCALE = KNOWN.load("cstd-26"), locale.load("en")


def built(submission):
    images = figures.read(submission.figures, ROOT / "tests").images
    return get_writer("docx")(Manuscript(submission, CALL, LOCALE, images)).finish()


SLOW = {
    "deadline": None,
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],  # to shrink one of these takes minutes, and tells little
    "report_multiple_bugs": False,
    "suppress_health_check": [
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
}
