"""The words of a text -> the language that it is in."""

from dataclasses import replace

import pytest
import yaml

from tests.conftest import ROOT, minimal
from tests.importer.paragraphs import heading, para, read
from wsisc import importer, source
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.document import language_detection
from wsisc.document.manuscript import Manuscript
from wsisc.readers.word import reader
from wsisc.source import model
from wsisc.writers import get_writer

TEXTS = {
    "en": "The commission continued to assist its member States in the implementation of the outcomes of the Summit.",
    "fr": "La commission a poursuivi son action en faveur des États membres pour la mise en œuvre des résultats du Sommet.",
    "es": "La comisión siguió prestando asistencia a los Estados miembros en la aplicación de los resultados de la Cumbre.",
    "ar": "واصلت اللجنة مساعدة الدول الأعضاء في تنفيذ نتائج مؤتمر القمة من خلال التدريب على استخدام التكنولوجيا في هذا العام.",
    "ru": "Комиссия продолжала оказывать помощь государствам в осуществлении решений Встречи на высшем уровне и в их работе.",
    "zh": "委员会继续协助会员国执行首脑会议的成果，在十二个国家开展培训，并在一年内将合作伙伴网络扩大了三分之一。",
    "": "Die Kommission hat die Staaten im vergangenen Jahr bei der Umsetzung der Ergebnisse des Gipfels unterstützt.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_is_in_its_language(language):
    assert language_detection.detect_language([TEXTS[language]]) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Въпреки това Комисията не подпомогна държавите в изпълнението на решенията, а от и до срещата за учителите няма и на.",
        "2041.",
        "UNODC ITU UNESCO",
        "The end.",
        f"{TEXTS['en']} {TEXTS['fr']} {TEXTS['fr']}",
        "این راهنما به خوانندگان کمک می‌کند که متن را بهتر بفهمند و در زندگی خود به کار گیرند، چنان که پیش از این گفته شد.",
        "Комісія продовжувала надавати допомогу державам у виконанні рішень Зустрічі, підготувала вчителів, школи та мережу партнерів.",
    ],
)
def test_a_text_that_is_short_or_mixed_is_not_judged(text):
    assert language_detection.detect_language([text]) == ""


@pytest.mark.parametrize("path", sorted(ROOT.glob("examples/**/*.yaml")), ids=lambda path: path.stem)
def test_the_examples_are_in_their_languages(path):
    data = source.read(path.read_bytes(), path.name).data
    if not isinstance(data, dict) or "parts" not in data or "language" not in data:
        return
    submission = model.from_data(data)
    texts = [text for _, text in model.rich_texts(submission)]
    assert language_detection.detect_language(texts) == submission.language
    assert language_detection.can_be(submission.language, texts)


def test_a_text_without_words_of_a_language_is_in_another():
    words = yaml.safe_load((ROOT / "templates" / "stop-words.yaml").read_text("utf-8"))["fr"].split()
    others = [f"mot{'x' * at}" for at in range(150)]
    assert not language_detection.can_be("en", [" ".join([*words, *others])])
    assert not language_detection.can_be("en", [" ".join(others[:50])])
    assert language_detection.can_be("en", [" ".join(others[:8])])


def test_foreign_phrases_do_not_decide_the_language_of_a_word_file():
    call = calls.BUILT_IN.load("cstd-26")
    french = " ".join([TEXTS["fr"]] * 8)
    for text, language in ((french, "fr"), (f"[{french}]{{lang=fr}}", "en")):
        submission = model.from_data(minimal({"parts": {"one": {"text": f"{TEXTS['en']} {text}"}}}))
        manuscript = Manuscript(submission, call, locale.load("en"), embed=False)
        content = reader.read(get_writer("docx")(manuscript).finish())
        others = replace(content, blocks=tuple(replace(each, style="") for each in content.blocks))  # no file of wsisc
        imported = importer.import_content(others, calls.BUILT_IN)
        assert imported.submission.language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("دعمت المنظمة ست دول.", "ar"),
        ("Мы помогли шести странам.", "ru"),
        ("我们支持了六个国家。", "zh"),
        ("We helped six States.", "en"),
        ("دعمت المنظمة UNESCO ست دول في إطار WSIS.", "ar"),
    ],
)
def test_a_short_text_is_in_a_language_of_its_letters(text, language):
    found = read(heading("Part One:"), para(text))
    assert found.submission.language == language
    named = [item.text for item in found.report.items if item.kind.startswith("language, known from the letters")]
    assert named == ([] if language == "en" else [{"ar": "Arabic", "ru": "Russian", "zh": "Chinese"}[language]])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        # a Chinese text that names a Japanese company: 4 in 100 signs are kana
        (
            "联合国贸易和发展会议与日本企业トヨタ合作，在农村地区开展数字技能培训项目，帮助中小企业利用数据改善服务，"
            "并与各国政府分享经验，促进可持续发展目标的实现，为所有人创造机会。",
            "zh",
        ),
        # a Japanese one: 40 in 100
        ("国連貿易開発会議は、農村地域におけるデジタル技能の研修を、加盟国の政府と共に実施している。", ""),
        # an Arabic text that names a company in Iran: 1 in 200 letters is Persian
        (
            "نفذ مؤتمر الأمم المتحدة للتجارة والتنمية برنامجا للتدريب على المهارات الرقمية في المناطق الريفية بالتعاون مع شركة"
            " پارس في إيران ومع الحكومات من أجل تحقيق أهداف التنمية المستدامة وتبادل الخبرات بين جميع الدول الأعضاء في اللجنة",
            "ar",
        ),
        # a Persian one: 7 in 100
        ("این گزارش چگونگی پیشرفت کشورهای عضو در مناطق روستایی را بررسی می‌کند.", ""),
    ],
)
def test_a_name_in_another_language_of_the_same_script_does_not_decide(text, language):
    assert language_detection.find_language_of_script([text]) == language
