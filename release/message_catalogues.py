"""The code and data of wsisc -> `templates/messages/messages.pot`, and the catalogues of all languages, updated.

`make messages` runs it. A message is the first text of a call of `t`, the two of a call of `plural`, or the second of a
call of `t_in`, whose first is its context, in the code and in the templates of the program's own pages; the help of the
command line (`_of_help`) and the texts of some data files (`_of_data`) are messages too. New messages are added to each
catalogue without a translation, and are shown in English until a person has written one; those that are gone are
deleted. A catalogue with the header `X-Partial` has its translated messages alone: translators take others from the
template.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click
import polib
import yaml
from babel.messages.extract import extract_from_dir

from wsisc.cli import COMMANDS, group, help_text
from wsisc.messages import escape, name_subject_in
from wsisc.readers.perception.items import Aspect
from wsisc.source.json_schema import first_clause

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "templates/messages"
TEMPLATE = FOLDER / "messages.pot"
PAGES = ("diff", "preview")
"""The folders of `templates/` whose pages are in the language of a reader: what they say is in the catalogues."""

_KEYWORDS = {"t": None, "plural": (1, 2), "t_in": ((1, "c"), 2)}
_WIDTH = 118
_PARTIAL = "X-Partial"


class _FoundMessage(NamedTuple):
    """A message that is to be translated, and where it was found; `plural` and `context` are "" for none."""

    file: str
    msgid: str
    plural: str = ""
    context: str = ""


def extract() -> polib.POFile:
    """Return all messages without translations, in the order of the files."""
    template = polib.POFile(wrapwidth=_WIDTH)
    template.header = "The messages of wsisc; `make messages` writes this file."
    template.metadata = {
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    entries: dict[tuple[str, str], polib.POEntry] = {}
    for file, msgid, plural, context in [*_of_code(), *of_pages(), *_of_help(), *_of_data()]:
        entry = entries.setdefault((context, msgid), polib.POEntry(msgid=msgid, msgctxt=context or None))
        if plural:
            entry.msgid_plural, entry.msgstr_plural = plural, {0: "", 1: ""}
        if (file, "") not in entry.occurrences:
            entry.occurrences.append((file, ""))
        entry.flags = ["python-brace-format"] if "{" in msgid + plural else []
    template.extend(entries.values())
    return template


def _of_code() -> Iterator[_FoundMessage]:
    """Yield the messages of the code."""
    for found in _extract_from("wsisc", [("**.py", "python")]):
        yield found
        if named := name_subject_in(found.msgid):
            yield found._replace(msgid=named)


def of_pages() -> Iterator[_FoundMessage]:
    """Yield the messages of the templates of pages."""
    return _extract_from("templates", [(f"{folder}/*.j2", "jinja2") for folder in PAGES])


def _extract_from(folder: str, methods: list[tuple[str, str]]) -> Iterator[_FoundMessage]:
    found = extract_from_dir(ROOT / folder, methods, keywords=_KEYWORDS) if methods else ()
    for file, _, message, _, context in sorted(found, key=lambda each: (each[0].count("/") > 0, each[0], each[1])):
        msgid, plural = (message, "") if isinstance(message, str) else message[:2]
        yield _FoundMessage(f"{folder}/{Path(file).as_posix()}", msgid, plural, context or "")


def _of_help() -> Iterator[_FoundMessage]:
    """Yield the texts of the help of all commands, and the sentences of Click on wrong usage."""
    texts = [("wsisc/cli/__init__.py", each) for each in COMMANDS.values()]
    for command in _commands(group):
        file = f"{getattr(command.callback, '__module__', '').replace('.', '/')}.py"
        texts += [(file, each) for each in help_text.texts_to_translate(command)]
    for file, text in texts:
        yield _FoundMessage(file.replace("wsisc/cli.py", "wsisc/cli/__init__.py"), escape(text))
    for heading in ("Options", "Commands"):
        yield _FoundMessage("wsisc/cli/help_text.py", heading)
    for sentence in help_text.SENTENCES:
        yield _FoundMessage("wsisc/cli/help_text.py", sentence)


def _commands(command: click.Command) -> Iterator[click.Command]:
    """Yield a command with those in it."""
    yield command
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            yield from _commands(command.get_command(ctx, name) or click.Command(name))


def _of_data() -> Iterator[_FoundMessage]:
    """Yield the texts of data files, and the names of aspects, that become messages by `messages.from_data_file`."""
    yield from (_FoundMessage("wsisc/readers/perception/items.py", each.value) for each in Aspect)
    path = "schemas/submission.schema.json"
    whole = json.loads((ROOT / path).read_text("utf-8"))
    texts = [(path, each) for schema in _nodes(whole) for each in _of_schema(schema, whole["$defs"])]
    path = "templates/style/en/answers.yaml"
    for each in yaml.safe_load((ROOT / path).read_text("utf-8"))["obligations"]:
        texts += [(path, each["what"]), (path, each["hint"])]
    for table in sorted((ROOT / "templates" / "importer").glob("*.yaml")):
        texts.append((table.relative_to(ROOT).as_posix(), yaml.safe_load(table.read_text("utf-8"))["name"]))
    for vocabulary in sorted((ROOT / "schemas" / "vocabularies").glob("*.yaml")):
        data, file = yaml.safe_load(vocabulary.read_text("utf-8")), vocabulary.relative_to(ROOT).as_posix()
        if data["use"] == "tags":  # the words of labels
            texts += [(file, data["title"]["en"]), (file, data["singular"]["en"].lower())]
        if about := data.get("about-one"):
            texts.append((file, about["en"]))  # the hint on a wrong value
    for file, text in texts:
        yield _FoundMessage(file, escape(text))


def _of_schema(schema: dict[str, Any], definitions: dict[str, Any]) -> Iterator[str]:
    """Yield the words of labels, and the clause that says what a required value is."""
    if isinstance(title := schema.get("title"), str):
        yield title
    if isinstance(items := schema.get("items"), dict):
        item = definitions[items["$ref"].rpartition("/")[2]] if "$ref" in items else items
        yield item.get("title", "item").lower()
    if isinstance(description := schema.get("description"), str):
        yield first_clause(description)


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects in JSON data."""
    if isinstance(data, dict):
        yield data
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _nodes(each)


def update(path: Path, template: polib.POFile) -> polib.POFile:
    """Return the catalogue of a language with the messages of today, in the order of the template."""
    catalogue = polib.pofile(str(path), wrapwidth=_WIDTH)
    translated = {(each.msgctxt, each.msgid): each for each in catalogue}
    count = int(re.search(r"nplurals=(\d)", catalogue.metadata["Plural-Forms"])[1])
    catalogue.clear()
    for each in template:
        known = translated.get((each.msgctxt, each.msgid))
        entry = polib.POEntry(msgid=each.msgid, msgctxt=each.msgctxt, occurrences=each.occurrences, flags=each.flags)
        if each.msgid_plural:
            entry.msgid_plural, entry.msgstr_plural = each.msgid_plural, dict.fromkeys(range(count), "")
        if known and known.msgid_plural == each.msgid_plural:
            entry.msgstr, entry.msgstr_plural = known.msgstr, known.msgstr_plural
        if entry.translated() or _PARTIAL not in catalogue.metadata:
            catalogue.append(entry)
    return catalogue


def main() -> None:
    """Write the template and the catalogues, and print which share of the messages is translated."""
    template = extract()
    template.save(str(TEMPLATE))
    for path in sorted(FOLDER.glob("*.po")):
        catalogue = update(path, template)
        catalogue.save(str(path))
        print(f"{path.name}: {len(catalogue.translated_entries())} of {len(template)} messages are translated")


if __name__ == "__main__":
    main()
