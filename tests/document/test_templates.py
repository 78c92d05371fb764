"""Resources of wsisc: templates of pages, and wording."""

import jinja2
import pytest

from wsisc.calls import locale
from wsisc.document import templates
from wsisc.messages import resources
from wsisc.messages.diagnostic import WsiscError


@pytest.mark.parametrize(("name", "shown"), [("a.html.j2", "a\n&lt;b&gt;c\n"), ("a.css.j2", "a\n<b>c\n")])
def test_a_template_has_no_lines_of_its_own_and_escapes_in_pages(monkeypatch, name, shown):
    text = "a\n  {% if true %}\n{{ value }}c\n  {% endif %}\n"
    monkeypatch.setattr(resources, "text", lambda path: text if path == f"templates/html/{name}" else "")
    found = templates.load.__wrapped__("html", name)
    assert found.render(value="<b>") == shown
    with pytest.raises(jinja2.UndefinedError):
        found.render()


def test_resources_are_found_by_their_names():
    assert resources.text("templates/locales/en.yaml").startswith("# The fixed wording of English")
    assert resources.names("templates/locales", ".yaml")[:2] == ("ar", "en")
    assert resources.read_strings("templates/locales/en.yaml")["tag"] == "en-GB"
    for wrong, message in (
        (lambda: resources.folder("nothing"), "the folder nothing of wsisc is missing"),
        (lambda: resources.text("templates/none"), "templates/none of wsisc cannot be read: No such file or directory"),
        (lambda: locale.load("xx"), "wsisc does not support the language 'xx'"),
    ):
        with pytest.raises(WsiscError) as raised:
            wrong()
        assert str(raised.value) == message


@pytest.mark.parametrize(
    ("number", "figures", "words"),
    [
        (1, "1st", "first"),
        (2, "2nd", "second"),
        (11, "11th", "eleventh"),
        (23, "23rd", "twenty-third"),
        (112, "112th", "112th"),
        (0, "0th", "0th"),
    ],
)
def test_ordinals(number, figures, words):
    english = locale.load("en")
    assert (english.ordinal(number), english.ordinal_in_words(number)) == (figures, words)
    last = len(english.ordinal_words)
    assert english.ordinal_in_words(last) == english.ordinal_words[-1]
    assert english.ordinal_in_words(last + 1) == english.ordinal(last + 1)
    assert english._replace(ordinal_forms=()).ordinal(3) == "3"
