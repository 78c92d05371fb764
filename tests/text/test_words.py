"""Words, by the question that is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsisc.text.words import count_words, find_running_words, find_words, join_atoms, spaced_words, split_atoms


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
