"""Words, by the question that is asked."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsisc.text.words import (
    count_words,
    find_running_words,
    find_words,
    fold,
    fold_without_accents,
    is_sentence_end,
    join_atoms,
    one_line,
    spaced_words,
    split_atoms,
    title_line,
)


@pytest.mark.parametrize(
    ("text", "atoms"),
    [
        ("It's  2.5%.", ["It", "'", "s", "  ", "2", ".", "5", "%", "."]),
        ("“é” (e\u0301)", ["“", "é", "”", " ", "(", "e\u0301", ")"]),
        ("كِتاب", ["كِتاب"]),
        ("在2022年，ITU", ["在", "2022", "年", "，", "ITU"]),
        ("かな々", ["か", "な", "々"]),
    ],
)
def test_atoms_are_words_signs_and_spaces(text, atoms):
    assert split_atoms(text) == atoms


@given(st.text(st.sampled_from("ab1é\u0301 \n'-.,%“中か字\U00020000\u200dجِ_")))
def test_atoms_have_every_character_in_order(text):
    assert "".join(split_atoms(text)) == text
    ranges = join_atoms(split_atoms(text))
    assert [at for start, end in ranges for at in range(start, end)] == list(range(len(split_atoms(text))))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("co-operation it’s a.b@c.org", ["co-operation", "it’s", "a.b@c.org"]),
        ("2.5 1,250 10:30 a,b 1/2", ["2.5", "1,250", "10:30", "a", ",", "b", "1", "/", "2"]),
        ("end. -a- 中-文", ["end", ".", "-", "a", "-", "中", "-", "文"]),
        ("", []),
    ],
)
def test_joined_atoms_are_what_a_reader_sees_as_one_word(text, words):
    atoms = split_atoms(text)
    joined = ["".join(atoms[start:end]) for start, end in join_atoms(atoms)]
    assert [word for word in joined if not word.isspace()] == words


def test_spaced_words_keep_their_signs():
    assert spaced_words("A – dash, “so”.") == ["A", "–", "dash,", "“so”."]
    assert spaced_words("ITU，在学 2") == ["ITU，", "在", "学", "2"]


def test_words_of_an_account_are_atoms_without_signs():
    assert find_words("co-operation: 2.5 – e\u0301, 学校") == ["co", "operation", "2", "5", "e\u0301", "学", "校"]


def test_running_words_have_no_numbers():
    words = [word[0] for word in find_running_words("The Office’s co-operation, 2022: 学校，COVID-19")]
    assert words == ["The", "Office’s", "co-operation", "学校", "COVID"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Three plain words", 3),
        ("A – dash counts, as before", 6),
        ("ثلاث كلمات عربية", 3),
        ("学校已经联网。", 6),
        ("“好”，（是）！", 2),
        ("2022年，ITU 连接了 2 150 所学校", 11),
        ("学校" * 400, 800),
        ("かな", 2),
        ("", 0),
    ],
)
def test_words_are_what_spaces_separate_and_chinese_characters(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Part One:  (half a page)", "part one half a page"),
        ("“Straße” – a_b", "strasse a b"),
        ("\ufb01rst \u00a0 2nd", "first 2nd"),
        ("...", ""),
    ],
)
def test_a_text_folds_to_its_words(text, folded):
    assert fold(text) == folded


def test_accents_are_no_difference_where_the_caller_says_so():
    assert fold_without_accents("Œuvres À PROPOS") == "oeuvres a propos" == fold_without_accents("oeuvres a propos")
    assert fold("À") != fold("A")


def test_spaces_that_allow_no_line_break_stay_in_a_title_alone():
    assert title_line(" Part\n  2\u00a0000 \t of\u202f: ") == "Part 2\u00a0000 of\u202f:"
    assert one_line(" Part\n  2\u00a0000 \t of ") == "Part 2 000 of"


@pytest.mark.parametrize(
    ("text", "is_end"),
    [
        ("It ended. The", True),
        ("It ended. the", False),
        ("It ended … “The", True),
        ("so... The", True),
        ("Mr. Smith", False),
        ("by A. B. Smith", False),
        ("in 2022. The", True),
        ("1. The", False),  # the number of an item
        ("انتهى. بدأ", True),
    ],
)
def test_a_mark_ends_a_sentence(text, is_end):
    mark = list(re.finditer(r"[.…]+\s+", text))[-1]
    assert is_sentence_end(text, mark, 0, ["mr"]) is is_end
