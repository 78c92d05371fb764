"""Messages in the languages of the catalogues: complete, with the placeholders of the English text, never a crash."""

import ast
import pickle
import re
from string import Formatter

import polib
import pytest

from release import message_catalogues
from tests.conftest import ROOT, as_yaml, minimal
from wsisc import messages, pipeline, source
from wsisc.lint.rules import part_length
from wsisc.messages import join, join_choices, localization, plural, t, t_in
from wsisc.messages.diagnostic import WsiscError, add_name_to_errors
from wsisc.messages.localization import translate

FOLDER = ROOT / "templates/messages"
COMPLETE = ("es", "fr")
PARTLY = ("ar", "ru", "zh")
"""The languages of which some messages are translated: the comments of reviews, pages; the others are in English."""

LANGUAGES = (*COMPLETE, *PARTLY)
CATALOGUES = {language: polib.pofile(str(FOLDER / f"{language}.po")) for language in LANGUAGES}

PARTLY_TRANSLATED = ()
"""Files with messages that may lack a translation: none.

These are no messages, and so remain in English: the docstrings of rules, which `explain` announces; in `verify` and in
imports, the names of items of a document (`readers/inventory`, `readers/word`), such as "tag without content"; what a
new call lists to be checked, which is part of its file; help texts that a shell shows while it completes options; and
internal errors.
"""


NO_MESSAGES = {
    "wsisc/cli/__init__.py": r"[A-Z].*\.",  # summaries, which are messages: `message_catalogues` collects them
    "wsisc/cli/help_text.py": r"(?s).*",  # the sentences of Click, which are collected in the same way
    "wsisc/cli/messages.py": r"left out",  # the keys of a table
    "wsisc/cli/collate.py": r"left out",
    "wsisc/cli/site.py": r"left out",
    "wsisc/cli/tags.py": r"left out",
    "wsisc/cli/config.py": r"WSISC_.*",
    "wsisc/cli/init.py": r"(?:wsisc|cd) .*|\n\{\}",
    "wsisc/cli/migrate.py": r"wsisc schema .*",
    "wsisc/cli/import_folder.py": r"and \{\} more",  # a cell of a table for programs
    "wsisc/cli/recycled.py": r"\[.*",  # a pattern
    "wsisc/cli/common_options.py": r"wsisc \{\}.*",
    "wsisc/api/__init__.py": r"module \{\} has no attribute \{\}",  # for programs
    "wsisc/api/creating.py": r"the new submission|ource of wsisc is unknown",  # a name that nobody sees; words of files
    "wsisc/api/extracting.py": r"wsisc verify \{\}",
    "wsisc/api/installation.py": r"(?s)\n#set document.*|export PYTHONUTF8=1",
    "wsisc/api/sites.py": r"<meta .*",
}
"""The texts of several words in `wsisc.cli` and `wsisc.api` that are no arguments of `t` or `plural`, as patterns."""


def _placeholders(text):
    return {(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(text) if name is not None}


def _key(entry):
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def _forms(entry):
    """Return each translation with the English text whose placeholders it can have."""
    if entry.msgid_plural:
        return [(entry.msgid_plural, form) for form in entry.msgstr_plural.values()]
    return [(entry.msgid, entry.msgstr)]


def test_the_template_has_every_message_of_today():
    expected = message_catalogues.extract()
    found = polib.pofile(str(message_catalogues.TEMPLATE))
    assert [*map(_key, found)] == [*map(_key, expected)], "run make messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_the_messages_of_the_template(language):
    template = [*map(_key, polib.pofile(str(message_catalogues.TEMPLATE)))]
    own = [*map(_key, CATALOGUES[language])]
    assert own == [each for each in template if each in own or language in COMPLETE], "run make messages"
    assert localization.load_catalogue(language).is_complete is (language in COMPLETE)
    assert not [each.msgid for each in CATALOGUES[language] if each.fuzzy or each.obsolete]


@pytest.mark.parametrize("language", COMPLETE)
def test_every_message_of_an_officer_is_translated(language):
    lacking = [
        each.msgid
        for each in CATALOGUES[language]
        if not all(text for _, text in _forms(each))
        and not all(file.startswith(PARTLY_TRANSLATED) for file, _ in each.occurrences)
    ]
    assert lacking == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_placeholders_of_the_message(language):
    for each in CATALOGUES[language]:
        for english, translation in _forms(each):
            if translation and not each.msgid_plural:
                assert _placeholders(translation) == _placeholders(english), english
            elif translation:  # a form for one need not say the number
                assert _placeholders(translation) | {("count", ",", None)} == _placeholders(english) | {
                    ("count", ",", None)
                } or _placeholders(translation) <= _placeholders(english), english


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_read_as_polib_reads_it(language):
    expected = {
        (each.msgctxt or "", each.msgid): tuple(translation for _, translation in _forms(each))
        for each in CATALOGUES[language]
        if each.translated()
    }
    assert localization.load_catalogue(language).forms == expected
    assert expected


@pytest.mark.parametrize(
    ("language", "numbers"),
    [
        ("fr", [(0, 1), (2, 11)]),
        ("es", [(1,), (0, 2, 11)]),
        ("ar", [(0,), (1,), (2,), (3, 10, 103, 110), (11, 99, 111), (100, 102, 201)]),
        ("ru", [(1, 21, 101), (2, 4, 22), (0, 5, 11, 12, 14, 20, 111)]),
        ("zh", [(0, 1, 2, 11)]),
    ],
)
def test_a_language_has_its_plural_forms(language, numbers):
    choose_form = localization.load_catalogue(language).choose_form
    for form, expected in enumerate(numbers):
        assert {*map(choose_form, expected)} == {form}
    for each in CATALOGUES[language]:
        assert not each.msgid_plural or len(each.msgstr_plural) == len(numbers)
        for form, text in each.msgstr_plural.items():  # what is said of 0 or 21 as well as of 1 names the number
            assert len(numbers[form]) == 1 or "{count" in text or not re.search(r"\b1\b", text), text


def test_a_header_is_enough_for_another_language(tmp_path, monkeypatch):
    path = tmp_path / "pt.po"
    header = (FOLDER / "fr.po").read_text("utf-8").partition("\n\n")[0]
    path.write_text(header.replace("Language: fr", "Language: pt") + "\n", "utf-8")
    catalogue = message_catalogues.update(path, message_catalogues.extract())
    catalogue.find("the file is empty").msgstr = "o ficheiro está vazio"
    catalogue.save(str(path))
    monkeypatch.setattr(localization.resources, "names", lambda *_: ("pt",))
    monkeypatch.setattr(localization.resources, "text", lambda _: path.read_text("utf-8"))
    with localization.use_language("pt"):
        assert translate(t("the file is empty")) == "o ficheiro está vazio"
        assert translate(plural("1 error", "{count:,} errors", 12345)) == "12,345 errors"
        assert localization.format_number(12345.5, ",.1f") == "12\u202f345,5"
    localization.load_catalogue.cache_clear()


def test_a_context_tells_equal_texts_apart(monkeypatch):
    forms = {("a page", "Figures"): ("Images",), ("", "Figures"): ("Figures",)}
    catalogue = localization.MessageCatalogue(forms, int, True, {})
    monkeypatch.setattr(localization, "load_catalogue", lambda language: catalogue)
    message = pickle.loads(pickle.dumps(t_in("a page", "Figures")))
    for shown in (message, messages.from_data(messages.to_data(message)), message.replace_values({})):
        assert (shown, translate(shown, "fr")) == ("Figures", "Images")


def test_french_has_its_spaces_and_apostrophes():
    for each in CATALOGUES["fr"]:
        for _, text in _forms(each):
            words = re.sub(r"\{\w+(?::[^}]*)?\}", "x", text)
            assert not re.search(r"(?<=\w) (?:[;?»]|!(?!\[))|« |(?<=\w) :(?= |$)|\u00a0!\[", words), text
            assert not re.search(r"(?<=[^\W\d_])'(?=[^\W\d_])", words), text


def test_spanish_has_no_space_before_signs():
    for each in CATALOGUES["es"]:
        for _, text in _forms(each):
            assert not re.search(r"\w (?:[;?»]|!(?!\[))|« |\w :(?= |$)", re.sub(r"\{[^}]*\}", "x", text)), text


def test_a_message_is_the_english_text_everywhere():
    message = t('"{key}" is not allowed here', key="titel")
    assert message == '"titel" is not allowed here'
    assert str(message) is message
    assert translate(pickle.loads(pickle.dumps(message)), "fr") == "«\u00a0titel\u00a0» n’est pas autorisé ici"
    assert translate(str(ValueError(message)), "es") == "«titel» no está permitido aquí"
    assert translate("of an author", "fr") == "of an author"


def test_values_are_never_read_as_placeholders():
    assert t('"{key}" is missing', key="{0.__class__}{x}") == '"{0.__class__}{x}" is missing'
    assert translate(t('"{key}" is missing', key="{0}{x}"), "es") == "falta «{0}{x}»"


def test_values_that_are_messages_are_translated_too():
    message = t(
        "{subject} is empty; expected {expected}", subject='"x"', expected=join_choices([t("text"), t("a list")])
    )
    assert message == '"x" is empty; expected text or a list'
    assert translate(message, "fr") == '"x" est vide\u00a0; valeur attendue\u00a0: du texte ou une liste'
    assert translate(join(["a", t("the text")]), "es") == "a, el texto"
    assert (join([]), join_choices(["a"])) == ("", "a")


@pytest.mark.parametrize(
    ("count", "english", "french", "spanish"),
    [
        (0, "0 errors", "0 erreurs", "0 errores"),
        (1, "1 error", "1 erreur", "1 error"),
        (2, "2 errors", "2 erreurs", "2 errores"),
        (12345, "12,345 errors", "12\u202f345 erreurs", "12\u00a0345 errores"),
    ],
)
def test_numbers_are_written_as_the_language_does(count, english, french, spanish):
    message = plural("1 error", "{count:,} errors", count)
    assert message == english
    if count:
        assert translate(message, "fr") == french
    assert translate(message, "es") == spanish


def test_fractions_have_the_comma_of_the_language():
    message = part_length.add_pages("x", 1.6)
    assert message == "x, about 1.6 pages"
    assert translate(message, "fr") == "x, soit environ 1,6 page"  # a plural begins with two
    assert translate(message, "es") == "x, unas 1,6 páginas"
    assert translate(part_length.add_pages("x", 2.1), "fr") == "x, soit environ 2,1 pages"


@pytest.mark.parametrize("broken", ["{name} {gone}", "{name", "{name!x}", "{name:d}", "{name.gone}", "{0}", "}"])
def test_a_broken_translation_is_shown_in_english(monkeypatch, broken):
    catalogue = localization.MessageCatalogue({("", "{name} is unknown"): (broken,)}, int, True, {})
    monkeypatch.setattr(localization, "load_catalogue", lambda language: catalogue)
    assert translate(t("{name} is unknown", name="x"), "fr") == "x is unknown"


def test_a_message_without_translation_is_shown_in_english():
    assert translate(t("{name} is not in any catalogue", name="x"), "fr") == "x is not in any catalogue"
    assert translate(plural("{count} of none", "{count} of nones", 2), "fr") == "2 of nones"


def test_an_error_on_a_document_has_its_name_in_every_language():
    with pytest.raises(WsiscError) as found, add_name_to_errors("a.docx"):
        raise WsiscError(t("this is not a Word file"))
    assert str(found.value) == "a.docx is not a Word file"
    assert translate(str(found.value), "fr") == "a.docx n’est pas un fichier Word"
    with pytest.raises(WsiscError) as found, add_name_to_errors("a.docx"):
        raise WsiscError(t("the file is empty"))
    assert str(found.value) == "a.docx: the file is empty"
    assert translate(str(found.value), "fr") == "a.docx\u00a0: le fichier est vide"


def test_messages_survive_as_data():
    message = t("{message}: {hint}", message=t("the file is empty"), hint=plural("1 error", "{count:,} errors", 3))
    for text in (message, "plain", ""):
        assert messages.from_data(messages.to_data(text)) == text
    assert translate(messages.from_data(messages.to_data(message)), "fr") == "le fichier est vide\u00a0: 3 erreurs"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fr_CH.UTF-8", "LC_MESSAGES": "es_ES.UTF-8"}, "es"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "fr"}, "en"),
        ({"LC_ALL": "C", "LANG": "fr_FR"}, "en"),
        ({"LANG": "de_DE", "LANGUAGE": "de:es:fr"}, "es"),
        ({"LANG": "fr_FR", "LANGUAGE": "en:fr"}, "en"),
        ({"LANG": "fr_FR", "LANGUAGE": "de"}, "fr"),
        ({"LANGUAGE": "es_AR"}, "es"),
        ({"LANG": "../../x"}, "en"),
        ({"LANG": "ru_RU.UTF-8"}, "en"),  # too few of its messages are translated, unless an option names it
    ],
)
def test_the_locale_of_a_process_names_the_language(environment, language):
    assert localization.language_of(environment) == language


def test_only_a_language_with_a_catalogue_can_be_used():
    assert localization.languages() == ("en", *sorted(LANGUAGES))
    with pytest.raises(WsiscError), localization.use_language("xx"):
        pass
    with localization.use_language("fr"):
        assert localization.current_language() == "fr"
        assert translate(t("the file is empty")) == "le fichier est vide"
    assert localization.current_language() == "en"


def test_a_catalogue_that_cannot_be_read_is_english(monkeypatch):
    localization.load_catalogue.cache_clear()
    monkeypatch.setattr(localization.resources, "text", lambda path: 'msgid "a\nmsgstr')
    assert translate(t("the file is empty"), "fr") == "the file is empty"
    monkeypatch.undo()
    localization.load_catalogue.cache_clear()
    assert translate(t("the file is empty"), "fr") == "le fichier est vide"


def _texts_outside_messages(node, is_message=False):
    """Yield the texts of code, apart from documentation, help, and arguments of what makes messages."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.JoinedStr):
        yield "".join(each.value if isinstance(each, ast.Constant) else "{}" for each in node.values)
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in ast.iter_child_nodes(node):
        is_own = isinstance(child, ast.Call) and getattr(child.func, "id", "") in ("t", "t_in", "plural")
        if not is_own and not (isinstance(child, ast.keyword) and child.arg == "help"):
            yield from _texts_outside_messages(child)


def test_every_sentence_of_the_command_line_is_a_message():
    found = []
    for path in sorted(path for package in ("api", "cli") for path in (ROOT / "wsisc" / package).glob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        texts = _texts_outside_messages(ast.parse(path.read_text("utf-8")))
        sentences = (each for each in texts if re.search(r"[A-Za-z]{2,} [A-Za-z{]|\} [a-z]{2,}", each))
        found += [(name, each) for each in sentences if not re.fullmatch(NO_MESSAGES.get(name, ""), each)]
    assert found == []


def test_a_hint_of_a_vocabulary_is_in_the_language_of_messages():
    data = minimal({"parts": {"two": {"tags": {"action-lines": ["X"]}}}})
    found = pipeline.check(source.read(as_yaml(data), "a.yaml")).diagnostics
    [hint] = [diagnostic.hint for diagnostic in found if diagnostic.code == "unknown-value"]
    assert translate(hint, "fr") == "De C1 à C11, ou une application de C7, par exemple C7-e-health."


@pytest.mark.parametrize(
    ("tags", "language", "label"),
    [
        ({"sdgs": [4, 99]}, "fr", "Étiquettes, ODD, objectif ou cible 2"),
        ({"countries": ["XX"]}, "es", "Etiquetas, Países, país 1"),
    ],
)
def test_a_label_of_tags_is_in_the_language_of_messages(tags, language, label):
    found = pipeline.check(source.read(as_yaml(minimal({"parts": {"two": {"tags": tags}}})), "a.yaml")).diagnostics
    [shown] = [diagnostic.label for diagnostic in found if diagnostic.code == "unknown-value"]
    assert translate(shown, language).partition(", ")[2] == label  # after the name of the part, as the call prints it
