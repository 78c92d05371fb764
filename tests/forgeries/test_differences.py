"""What is found of each forgery, item by item, as the goldens show it: a reader that misses something is seen."""

import pytest

from tests.forgeries.documents import document
from tests.forgeries.table import FORGERIES, HARMLESS, SAVED_ANEW, VERSIONS
from wsisc.diagnostic import WsiscError
from wsisc.verification import item_differences

ALL = (*FORGERIES, *VERSIONS, *HARMLESS, *SAVED_ANEW)


def differences(forgery):
    try:
        found = item_differences.compare_items(document(forgery.format), forgery.content, forgery.format, False)
    except WsiscError as error:
        return [f"refused: {error}"]
    return ["".join(f"\n  {part}" for part in map(str, each)) for each in found]


CASES = [
    pytest.param(format, some, marks=pytest.mark.slow if some or format != "html" else ())
    for format in ("docx", "html", "pdf")
    for some in range(3)
]
"""A third of the forgeries of each format at a time; the words and items of PDFs are compared in test_verify, too."""


@pytest.mark.parametrize(("format", "some"), CASES)
def test_what_differs_is_found_item_by_item(format, some, golden):
    forgeries = [each for each in ALL if each.format == format][some::3]
    lines = [f"{each.name}{''.join(differences(each))}" for each in forgeries]
    assert len(lines) > 10
    golden(f"forgeries-{some}.{format}.txt", "\n".join(lines) + "\n")
