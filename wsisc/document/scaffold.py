"""A call, a locale and the submitter -> a new submission, or the files of a whole repository for it.

The wording for authors is in `templates/starter/<language>/`: to add a language, add a folder. What only programs read
is in that of English alone.
"""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from typing import Any, NamedTuple

from wsisc.calls import call as calls
from wsisc.calls import editor_schema, reporting, vocabularies
from wsisc.calls import locale as locales
from wsisc.calls.call import Call, CallPart, Catalogue
from wsisc.calls.locale import Locale
from wsisc.document import form, outline, templates
from wsisc.messages import resources, t
from wsisc.messages.addresses import INSTALLATION_EXAMPLE
from wsisc.source import yaml_parser
from wsisc.text import portable_names, scripts
from wsisc.text.shared import group_values
from wsisc.text.slots import fill, find_slots
from wsisc.text.words import without_accents

SCHEMA_FOLDER = ".wsisc"
"""The folder of a repository for the schemas that editors need."""

FIXED_FILES = {
    "wsisc.toml": "wsisc.toml",
    "README.md": "README.md",
    "figures/README.md": "figures.md",
    ".editorconfig": "editorconfig",
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    ".vscode/settings.json": "settings.json",
    ".vscode/extensions.json": "extensions.json",
    ".github/workflows/wsisc.yml": "github.yml",
    ".gitlab-ci.yml": "gitlab.yml",
    ".pre-commit-config.yaml": "pre-commit.yaml",
}
"""The files that have the same name in every repository, and their templates."""

INSTALLING_FILES = (".github/workflows/wsisc.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml")
"""The files of `FIXED_FILES` that install wsisc."""

_COMING_CALL = "cstd-next"
_WIDTH = 96
_MAX_TITLE_LENGTH = 500  # as in schemas/submission.schema.json
_MAX_NAME_LENGTH = 32  # a guess: short enough for lists of files
_PLAIN_SCALAR = r"[^\W\d_](?:[\w ,.()/'’&–—-]|:(?! ))*(?<![:\s])"
_YAML_1_1_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
_UNPRINTABLE = "[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"


class Submitter(NamedTuple):
    """The entity that submits; `acronym` and `type` are "" where they are unknown."""

    entity: str
    acronym: str = ""
    type: str = ""


def create_submission(call: Call, locale: Locale, submitter: Submitter, schema_path: str) -> str:
    """Return a new submission with empty parts. `schema_path` leads from its folder to the schema of the call."""
    return _render(
        locale.language,
        "submission.yaml",
        schema=schema_path,
        call=call.id,
        language=locale.language,
        title=yaml_scalar(_title(call, locale, submitter)),
        entity=yaml_scalar(submitter.entity),
        acronym=yaml_scalar(submitter.acronym) if submitter.acronym else "",
        type=submitter.type,
        types=", ".join(entity_types(call)),
        parts=create_parts(call, locale.language),
        deadline=call.deadline,
        send_to=call.send_to,
    )


def create_parts(call: Call, language: str) -> str:
    """Return the parts of a call with empty texts, as the lines below `parts:` in a new submission."""
    values = [_part_values(part, "  " * len(ids), language) for ids, part in calls.parts(call)]
    first = next((part["id"] for part in values if part["sections"]), "")
    tags = [f"{each.id}: [{', '.join(each.yaml_examples())}]" for each in call.vocabularies.tags]
    parts = [part | {"tags": tags if part["id"] == first else []} for part in values]
    return _render(language, "parts.yaml", parts=parts)


def schema_text(call: Call) -> str:
    """Return the content of the schema file of a call, for editors."""
    return json.dumps(editor_schema.compose(call), ensure_ascii=False, indent=2) + "\n"


def schema_file_name(call: Call) -> str:
    """Return the name of the schema file of a call."""
    return f"{call.id}.schema.json"


def create_repository(call: Call, locale: Locale, submitter: Submitter, requirement: str = "") -> dict[str, str]:
    """Return the files of a repository for a new submission by path, the submission first."""
    name, path = suggest_file_name(call, submitter), f"{SCHEMA_FOLDER}/{schema_file_name(call)}"
    files = repository_files({name: call}, locale.language, requirement, draft=True)
    return {name: create_submission(call, locale, submitter, f"./{path}"), **files}


def repository_files(
    submissions: Mapping[str, Call], language: str, requirement: str = "", draft: bool = False
) -> dict[str, str]:
    """Return the files of a repository by path, apart from its submissions, which are a call by name.

    `requirement` is what its CI checks install with pip; where it is "", they fail with a message. A `draft` is checked
    as one until its author changes the settings.
    """
    schemas: dict[str, list[str]] = {}
    for name, call in submissions.items():
        schemas.setdefault(f"./{SCHEMA_FOLDER}/{schema_file_name(call)}", []).append(name)
    names = [re.sub(_UNPRINTABLE, "\ufffd", name) for name in submissions]
    values = {"files": names, "file": portable_names.quote_path(names[0]), "schemas": schemas, "draft": draft}
    # Where the Python of pre-commit is too old, pip passes over this, and the hook runs the wsisc on the path.
    values["hook_requirement"] = json.dumps(f"{requirement} ; python_version >= '3.12'")
    values["requirement"] = json.dumps(requirement) if requirement else ""
    values["example"] = f'"wsisc @ {INSTALLATION_EXAMPLE}"'
    return {
        **{file: _render(language, template, **values) for file, template in FIXED_FILES.items()},
        ".github/actions/wsisc/action.yml": resources.text("templates/ci/action.yml"),
        **{f"{SCHEMA_FOLDER}/{schema_file_name(call)}": schema_text(call) for call in submissions.values()},
    }


def describe_file(path: str, language: str) -> str:
    """Return what a new file is for, by its path in the folder of the submission."""
    purposes: dict[str, str] = _wording(language)["files"]
    kind = "schema" if path.endswith(".schema.json") else "submission"
    return next((text for start, text in purposes.items() if path.startswith(start)), purposes[kind])


def suggest_file_name(call: Call, submitter: Submitter) -> str:
    """Return a name for the file of a submission: the submitter, and the last year reported on where it is known."""
    letters = without_accents(submitter.acronym or submitter.entity)
    name = "-".join(_shorten_name(re.findall(r"[a-z0-9]+", letters.lower())))[:_MAX_NAME_LENGTH]
    if name and call.reporting:
        name += f"_{_last_year(call)}"
    if len(name) < len("lpt1x"):  # avoids the names that Windows reserves, such as con and lpt1
        name = f"{name}_submission".strip("_")
    return f"{name}.yaml"


def _shorten_name(words: list[str]) -> list[str]:
    """Return the first words that fit into a name; a shortened name does not end in a short word such as "of"."""
    remaining = list(words)
    while len(remaining) > 1 and (
        len("-".join(remaining)) > _MAX_NAME_LENGTH or (remaining != words and len(remaining[-1]) < len("that"))
    ):
        remaining.pop()
    return remaining


def describe_calls(catalogue: Catalogue) -> dict[str, str]:
    """Return the valid calls, each with its subject: the most likely first, then the newest.

    Calls of the repository come first, then those of the body of the coming session, that of this session first.
    """
    calls_by_id = {id: catalogue.load(id) for id in catalogue.ids() if id not in catalogue.invalid}
    pieces = {
        id: outline.subject(each, locales.load(each.languages[0])).split(", ") for id, each in calls_by_id.items()
    }
    body = pieces.get(_COMING_CALL, [""])[0]

    year = {id: getattr(each.session, "year", 0) for id, each in calls_by_id.items()}
    ids = sorted(year, key=lambda id: (id not in catalogue.own, id != _COMING_CALL, pieces[id][0] != body, -year[id]))
    by_body = group_values((subject[0], subject) for subject in pieces.values())
    return {id: ", ".join(pieces[id][_count_shared(by_body[pieces[id][0]]) :]) or t("the coming session") for id in ids}


def _count_shared(subjects: Sequence[Sequence[str]]) -> int:
    """Return how many pieces all subjects of a body begin with, 0 for a single one."""
    equal = takewhile(lambda pieces: len(set(pieces)) == 1, zip(*subjects, strict=False))
    return len(list(equal)) if len(subjects) > 1 else 0


def _last_year(call: Call) -> int:
    """Return the last year that a call reports on, 0 where it does not say."""
    return call.reporting.last.year if call.reporting else 0


def entity_types(call: Call | None = None) -> list[str]:
    """Return the types of entities that a call allows, by default those of a call that names no vocabularies."""
    types = (call.vocabularies if call else vocabularies.choose(None)).types
    return list(types.terms) if types else []


def guess_entity_type(entity: str, call: Call | None = None) -> str:
    """Return the type that a name in a language of the call suggests, otherwise the last one; "" if it has none."""
    types = entity_types(call)
    languages = call.languages if call else ("en",)
    for entity_type, words in (each for code in languages for each in _wording(code)["types"].items()):
        if entity_type in types and any(re.search(_word_pattern(word), entity) for word in words.split(", ")):
            return str(entity_type)
    return types[-1] if types else ""


def _word_pattern(word: str) -> str:
    """Return a pattern that finds a word; Chinese ones may be within others, as there are no spaces."""
    return word if _is_wide(word) else rf"(?<!\w){re.escape(word)}(?!\w)"


def _wrap(text: str, width: int) -> list[str]:
    """Return the lines of a text; one without spaces is broken anywhere, but not before a closing mark."""
    if _is_wide(text):
        return re.findall(rf".{{1,{width // 2 - 2}}}[，。；：、)》”]*", text)
    return textwrap.wrap(text, width, break_on_hyphens=False)


def _is_wide(text: str) -> bool:
    """Return whether most characters of a text have the width of two, as those of Chinese have."""
    return 2 * scripts.count(scripts.EAST_ASIAN, text) > len(text)


def yaml_scalar(text: str) -> str:
    """Return a text as a YAML scalar on one line: plain where every YAML reader reads it as text, otherwise quoted."""
    is_text = isinstance(yaml_parser.resolve_plain(text), str) and text.lower() not in _YAML_1_1_WORDS
    if is_text and re.fullmatch(_PLAIN_SCALAR, text) and not re.search(_UNPRINTABLE, text):
        return text
    if not re.search(_UNPRINTABLE, text) and ('"' in text or "\\" in text):
        return "'" + text.replace("'", "''") + "'"
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub(_UNPRINTABLE, lambda match: f"\\u{ord(match[0]):04x}", quoted)


def _title(call: Call, locale: Locale, submitter: Submitter) -> str:
    slots = {"entity": submitter.entity}
    if call.reporting:
        slots["reporting-period"] = reporting.describe(call.reporting, _starter_locale(locale.language))
    templates: list[str] = _wording(locale.language)["other-titles" if call.collection else "titles"]
    usable = (text for text in templates if slots.keys() >= {slot[1] for slot in find_slots(text)})
    filled = [fill(text, slots) for text in usable]
    return next((text for text in filled if len(text) <= _MAX_TITLE_LENGTH), filled[-1])


def _part_values(part: CallPart, indent: str, language: str) -> dict[str, Any]:
    """Return the values of a part for the template."""
    label, prompt = part.label[language], part.prompt[language]
    space = "" if _is_wide(prompt) else " "
    paragraphs = [
        f"{label}{space}{prompt}" if part.is_headed else f"{calls.bare_label(label)}: {prompt}",
        _wording(language)["between"].join(_notes_for_authors(part, language)),
    ]
    lines = [""]
    for paragraph in paragraphs:
        wrapped = _wrap(paragraph, _WIDTH - len(indent) - len("# "))
        lines += [f" {line}" for line in wrapped] + [""]
    return {
        "id": part.id,
        "indent": indent,
        "lines": lines[1:-1],
        "text": part.holds in ("text", "both"),
        "sections": part.holds in ("sections", "both"),
        "is_bare": part.holds == "sections",
    }


def _notes_for_authors(part: CallPart, language: str) -> Iterator[str]:
    wording = _wording(language)
    *notes, holds = form.describe_part(part, language, wording)
    yield from notes
    if not part.is_headed:
        yield wording["unheaded"]
    yield holds


@cache
def _wording(language: str) -> dict[str, Any]:
    data: dict[str, Any] = resources.read_strings(f"templates/{_folder(language)}/wording.yaml")
    return data


def _render(language: str, template: str, /, **values: object) -> str:
    own, english = _folder(language), _folder("en")
    has_own = template in resources.names(f"templates/{own}", ".j2")
    return templates.load(own if has_own else english, f"{template}.j2").render(values)


def _folder(language: str) -> str:
    """Return the folder of templates for a language, that of English where the language has none yet."""
    return f"starter/{_starter_locale(language).language}"


def _starter_locale(language: str) -> Locale:
    """Return the locale in which authors of a language are addressed."""
    return locales.load(language if resources.names(f"templates/starter/{language}", "wording.yaml") else "en")
