"""Word files, and what a review puts into them."""

import functools

from tests.importer import foreign, wild
from wsisc import pipeline, source
from wsisc.api import checking
from wsisc.calls.call import BUILT_IN
from wsisc.document.figures import LoadedFigures
from wsisc.importer.import_document import import_bytes
from wsisc.lint import selection
from wsisc.review import import_account, review_document
from wsisc.source import model
from wsisc.writers.build_job import BuildJob, BuildOptions

ALL = selection.from_names(["all"], [], {}, False)


MAKERS = (*foreign.FILES, *wild.FILES)


OF_BUILDS = {"missing-glyph", "numbered-title", "accidental-list", "list-number", "typed-list"}
"""What a review of an imported file does not say, or not about lists that Word counts."""


@functools.cache
def reviewed(content, suggest=False, call="cstd-26", language=""):
    """Return the import of a file, its check, and its review."""
    imported = import_bytes(content, "a.docx", call_id=call, with_words=True)
    job = BuildJob("a.docx", imported.text.encode(), LoadedFigures(), BUILT_IN, BuildOptions(rules=ALL))
    checked = pipeline.check_job(job)
    fixed = model.from_data(checking.fix_all(job).checked.source.data) if suggest else None
    return (
        imported,
        checked,
        review_document.annotate(content, import_account.describe_import(imported), checked, "a.docx", fixed, language),
    )


def codes_about_word(diagnostics):
    """Return the codes of diagnostics, in order, apart from those that a review may leave out."""
    return sorted(each.code for each in diagnostics if each.code not in OF_BUILDS)


def data_of(imported):
    """Return the data of an import without its comments."""
    return without_comments(source.read(imported.text.encode(), "a.yaml").data)


def without_comments(data):
    """Return data without comments at any depth."""
    if isinstance(data, dict):
        return {key: without_comments(each) for key, each in data.items() if key != "comments"}
    return [without_comments(each) for each in data] if isinstance(data, list) else data
