"""The table of scripts, and that no other module has one of its own."""

import re
import unicodedata

from wsisc.document import foreign_phrases
from wsisc.text import scripts

TABLE = {
    "Latin": scripts.LATIN,
    "Greek": scripts.GREEK,
    "Cyrillic": scripts.CYRILLIC,
    "Arabic": scripts.ARABIC,
    "Han": scripts.HAN,
    "Kana": scripts.KANA,
}


def test_letters_are_in_the_scripts_that_phrases_are_known_by():
    known = {script.name: script.letter for script in foreign_phrases.load()}
    for name, ranges in TABLE.items():
        letters = (
            letter for letter in re.findall(f"[{ranges}]", "".join(map(chr, range(0x40000)))) if letter.isalpha()
        )
        assert [unicodedata.name(letter) for letter in letters if not known[name].match(letter)] == []


def test_a_text_has_characters_of_a_script():
    assert scripts.has_any(scripts.HAN, "on the 学 campus")
    assert not scripts.has_any(scripts.HAN, "on the campus – “ё”")
    assert scripts.count(scripts.UNSPACED, "学かx") == 2
    assert scripts.is_western("“Ёлка” – جديد")
    assert not scripts.is_western("a。")
