"""How words are counted, and how many are a page, in each language."""

from wsisc.source.markup import word_count


def test_a_page_has_fewer_words_of_russian_and_more_characters_of_chinese():
    per_page = [word_count.words_per_page(language) for language in ("ru", "ar", "en", "zh", "xx")]
    assert per_page == [*sorted(per_page[:4]), word_count.WORDS_PER_PAGE]
    assert word_count.words_on(0.5, "en") == 265
    assert word_count.words_on(0.5, "zh") == word_count.words_per_page("zh") / 2
    assert "530 (ar " in word_count.describe_words_per_page()
