"""How words are counted, and how many are a page, in each language."""

import pytest

from wsisc.markup import word_count


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
    assert word_count.count_words(text) == words


def test_a_page_has_fewer_words_of_russian_and_more_characters_of_chinese():
    per_page = [word_count.words_per_page(language) for language in ("ru", "ar", "en", "zh", "xx")]
    assert per_page == [*sorted(per_page[:4]), word_count.WORDS_PER_PAGE]
    assert word_count.words_on(0.5, "en") == 265
    assert word_count.words_on(0.5, "zh") == word_count.words_per_page("zh") / 2
    assert "530 (ar " in word_count.describe_words_per_page()
