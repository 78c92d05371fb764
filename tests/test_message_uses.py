"""No code of wsisc reads a message: it is for people, and code has codes, places and values."""

import pytest

from tests.conftest import ROOT
from tests.message_uses import Finder

# Places that read a message nevertheless, by file and function, each with its reason.
EXCEPTIONS = {
    ("wsisc/api/sites.py", "_hide_folders"): "texts of other programs name folders, which a page must not",
    ("wsisc/review/comment_text.py", "describe"): "words that the message quotes are not quoted again",
    ("wsisc/review/comment_text.py", "_sentence"): "the mark that ends a sentence is that of the language it is in",
    ("wsisc/review/summary.py", "_quote"): "words that the message quotes are not quoted again",
}
# Reports lay out what is translated already: lines, cells, a capital at the beginning.
LAYOUT = "wsisc/report/"


@pytest.mark.slow
def test_no_code_reads_a_message():
    uses = [each for each in Finder(ROOT / "wsisc").find() if not each.file.startswith(LAYOUT)]
    others = [f"{each.file}:{each.line}: {each.code}" for each in uses if (each.file, each.function) not in EXCEPTIONS]
    assert others == []
    assert {(each.file, each.function) for each in uses} == set(EXCEPTIONS)  # none is out of date


def test_the_search_finds_messages_that_are_read(tmp_path):
    (tmp_path / "wsisc" / "inner").mkdir(parents=True)
    (tmp_path / "wsisc" / "inner" / "names.py").write_text(NAMES)
    (tmp_path / "wsisc" / "uses.py").write_text(USES)
    found = [each.code for each in Finder(tmp_path / "wsisc").find()]
    assert found == [line.partition("  # ")[2] for line in USES.splitlines() if "  # " in line]


NAMES = """
from wsisc.messages import t
LOST = t("lost")
KINDS = (t("one"), t("two"))
def describe(name): return t("about {name}", name=name)
"""
USES = """
import re
from wsisc.inner import names
from wsisc.inner.names import KINDS, LOST, describe
from wsisc.messages.diagnostic import WsiscError
def read(item, problem, text):
    if item.kind.startswith("lost"):  # item.kind.startswith('lost')
        return problem.hint == LOST  # problem.hint == LOST
    if item.kind in KINDS or item.kind == names.LOST:  # item.kind in KINDS
        pass  # item.kind == names.LOST
    name = describe(text)
    short = name.removeprefix("about ")  # name.removeprefix('about ')
    found = re.search("a", problem.message)  # re.search('a', problem.message)
    codes = {item.code} & {LOST}  # {item.code} & {LOST}
    try:
        pass
    except WsiscError as error:
        if "gone" in str(error):  # 'gone' in str(error)
            return text.split(), problem.hint == "", item.code == "lost"
    except OSError as fault:
        return str(fault).lower()
    return lambda kind: kind.endswith("it")  # lambda kind: kind.endswith('it')
"""
