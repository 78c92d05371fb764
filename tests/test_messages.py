"""One golden holds every text that wsisc shows to a person, so that all of them are read in one pass."""

from release import message_catalogues
from tests import messages
from tests.conftest import ROOT

_DATA = (
    "templates/faults.yaml",
    "templates/site/en.yaml",
    "templates/starter/en/wording.yaml",
    "templates/ci/action.yml",
    "schemas/editor.yaml",
    "schemas/submission.schema.json",
    "schemas/call.schema.json",
    "schemas/theme.schema.json",
)


def _pages():
    return sorted(page for each in ("site",) for page in (ROOT / "templates" / each).glob("*.j2"))


def test_the_golden_holds_every_message(golden):
    sections = {
        f"wsisc/{package}".rstrip("/"): sorted(texts) for package, texts in messages.of_code(ROOT / "wsisc").items()
    }
    for path in _DATA:
        sections[path] = list(dict.fromkeys(messages.of_data(ROOT / path)))
    for file, msgid, plural, _ in message_catalogues.of_pages():
        sections.setdefault(file, []).extend(filter(None, (msgid, plural)))
    for path in _pages():
        sections[path.relative_to(ROOT).as_posix()] = list(dict.fromkeys(messages.of_page(path)))
    for path in sorted((ROOT / "templates/starter/en").glob("*.j2")):
        sections[path.relative_to(ROOT).as_posix()] = list(messages.of_plain_text(path))
    texts = [f"## {name}\n\n" + "\n".join(lines) for name, lines in sections.items() if lines]
    helps = "\n\n".join(messages.of_commands())
    golden("messages.txt", "\n\n".join([*texts, f"## the help of commands\n\n{helps}"]) + "\n")
