"""What the preview shows next to the page: problems by weight, the name of the file, and how long parts are."""

import re

import pytest

from wsisc.lint.statistics import PartStatistics
from wsisc.messages import t
from wsisc.messages.diagnostic import Diagnostic, Severity, Span, WsiscError
from wsisc.preview import page_building
from wsisc.preview.page_building import MISSING_PART, PreviewState, Trouble


def shown(**fields):
    return page_building.render_state("pieces", PreviewState(**fields), "C:\\in\\my/file.yaml")


def problem(code, severity, line):
    return Diagnostic(code, severity, f"about {code}", "do this", "file.yaml", Span(line, 3, line, 9), ("title",))


def test_problems_are_in_the_order_of_their_weight_and_what_is_left_to_write_is_apart():
    found = (
        problem("emphasis", Severity.INFO, 1),
        problem(MISSING_PART, Severity.WARNING, 2),
        problem("spelling", Severity.WARNING, 3),
        problem("undefined-link", Severity.ERROR, 4),
    )
    text = shown(diagnostics=found)
    codes = [each for each in re.findall(r"about ([a-z-]+)", text) if each != MISSING_PART]
    assert codes == ["undefined-link", "spelling", "emphasis"]
    assert f"about {MISSING_PART}" in text
    assert "my/file.yaml:4:3" in text


@pytest.mark.parametrize("template", ["shell", "pieces"])
def test_only_the_last_part_of_a_path_is_a_title(template):
    text = page_building.render_state(template, PreviewState(), "C:\\in\\my/file.yaml")
    assert "in\\file.yaml" not in text
    if template == "shell":
        assert re.search(r"<title>[^<\\]*\bfile\.yaml", text)
        assert "my/file.yaml" not in re.search(r"<title>([^<]*)", text)[1]


def statistics(words, pages, limit):
    return PartStatistics("one", "Part One", words, pages, limit, sentences=1, footnotes=0, links=0, ease=None)


def bar(words, pages, limit):
    """Return the words of the limit, whether the part is over it, and where its length and the limit are shown."""
    text = shown(rows=(statistics(words, pages, limit),))
    ends = [re.search(rf'"{name}" width="([\d.]+)%', text)[1] for name in ("fill", "room")]
    *_, room = re.findall(r"([\d,]+) words", text)
    return int(room.replace(",", "")), 'class="length over"' in text, *map(float, ends)


@pytest.mark.parametrize(
    ("words", "pages", "limit", "expected"),
    [
        (265, None, 1.0, (530, False, 50.0, 100.0)),
        (530, None, 1.0, (530, False, 100.0, 100.0)),
        (1060, None, 1.0, (530, True, 50.0, 50.0)),
        (9999, 0.5, 2.0, (1060, False, 25.0, 100.0)),
        (0, 1.5, 0.5, (265, True, 33.3, 33.3)),
    ],
)
def test_a_bar_has_the_length_of_a_part_and_its_limit(words, pages, limit, expected):
    assert bar(words, pages, limit) == expected


def test_problems_are_in_the_language_of_the_page():
    message, hint = t("the file is empty"), t("add --year")
    found = Diagnostic("x", Severity.ERROR, message, hint, "a.yaml", Span(1, 1, 1, 1), ())
    french = shown(diagnostics=(found,), trouble=Trouble(t("no differences")), language="fr")
    assert "le fichier est vide" in french
    assert "ajoutez --year" in french
    assert "the file is empty" in shown(diagnostics=(found,), language="ru")
    failed = page_building.render_failure(
        WsiscError(message, hint), PreviewState(language="es"), t("The document could not be built")
    )
    assert "No se ha podido crear el documento" in failed
    assert "el archivo está vacío" in failed
