"""What is found of each forgery of a Word file, item by item, as the goldens show it: what a reader misses is seen."""

import pytest

from tests.forgeries.documents import document
from tests.forgeries.table import FORGERIES, HARMLESS, VERSIONS
from wsisc.messages.diagnostic import WsiscError
from wsisc.verification import item_differences

ALL = [each for each in (*FORGERIES, *VERSIONS, *HARMLESS) if each.format == "docx"]


def differences(forgery):
    try:
        found = item_differences.compare_word_files(document("docx"), forgery.content, False)
    except WsiscError as error:
        return [f"refused: {error}"]
    return ["".join(f"\n  {part}" for part in (each.line, each.is_look)) for each in found]


@pytest.mark.slow
@pytest.mark.parametrize("some", range(3))
def test_what_differs_is_found_item_by_item(some, golden):
    """A third of the forgeries at a time."""
    lines = [f"{each.name}{''.join(differences(each))}" for each in ALL[some::3]]
    assert len(lines) > 10
    golden(f"forgeries-{some}.docx.txt", "\n".join(lines) + "\n")
