"""The table of scripts, and that no other module has one of its own."""

import ast
import re
import unicodedata
from collections import Counter

from tests.conftest import ROOT
from wsisc.document import foreign_phrases
from wsisc.text import scripts

TABLE = {
    "Latin": scripts.LATIN,
    "Greek": scripts.GREEK,
    "Cyrillic": scripts.CYRILLIC,
    "Arabic": scripts.ARABIC,
    "Han": scripts.HAN,
    "Kana": scripts.KANA,
    "Hangul": scripts.HANGUL,
}


def test_letters_are_in_the_scripts_that_phrases_are_known_by():
    known = {script.name: script.letters for script in foreign_phrases.load()}
    for name, ranges in TABLE.items():
        letters = (
            letter for letter in re.findall(f"[{ranges}]", "".join(map(chr, range(0x40000)))) if letter.isalpha()
        )
        assert [unicodedata.name(letter) for letter in letters if not scripts.has_any(known[name], letter)] == []


def test_a_text_has_characters_of_a_script():
    assert scripts.has_any(scripts.HAN, "on the 学 campus")
    assert not scripts.has_any(scripts.HAN, "on the campus – “ё”")
    assert scripts.count(scripts.UNSPACED, "学かx") == 2
    assert scripts.is_western("“Ёлка” – جديد")
    assert not scripts.is_western("a。")


def typed_ranges(code):
    """Yield the ranges of letters beyond Latin-1 signs, and the comparisons with such letters, that a module types."""
    for node in ast.walk(ast.parse(code)) if not code.isascii() or "\\u" in code.lower() else ():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = re.sub(r"\\(?:u(\w{4})|U(\w{8}))", lambda escape: chr(int(escape[1] or escape[2], 16)), node.value)
            yield from (node.lineno for ends in re.findall("(?=([À-\U0010ffff])-(.))", text) if has_letters(*ends))
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE):
            compared = (each.value for each in (node.left, *node.comparators) if isinstance(each, ast.Constant))
            yield from (node.lineno for each in compared if isinstance(each, str) and has_letters(each[:1], each[:1]))


def has_letters(first, last):
    """Return whether most of the characters of a range are letters or marks of a script."""
    kinds = Counter(unicodedata.category(chr(at))[0] for at in range(ord(first), min(ord(last), ord(first) + 999) + 1))
    return first > "\x7f" and 2 * (kinds["L"] + kinds["M"]) > kinds.total() - kinds["C"]


def test_typed_ranges_are_found():
    code = r"""a = "[\u4e00-\u9fff]", r"[\u0600-\u06ff]", "[à-ÿ]", "[\u2000-\u206f]", "[ -~]"
b = "\u0400" <= letter, letter == "А", "\u2e80" < letter
"""
    assert list(typed_ranges(code)) == [1, 1, 1, 2]


def test_no_other_module_types_ranges_of_a_script():
    files = (file for file in sorted((ROOT / "wsisc").rglob("*.py")) if file.parent.name != "text")
    assert [f"{file.name}:{line}" for file in files for line in typed_ranges(file.read_text("utf-8"))] == []
