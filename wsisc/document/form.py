"""A call and a language -> the wording of a Word form to fill in: its fields, its help, and a line below each question.

A writer prints it (`writers.docx.fillable_form`), and an import knows it again (`importer.forms.form_reading`). The
wording is in `templates/form/<language>.yaml`. What authors must know about a part, such as its limit, is said here for
all files.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from wsisc.calls import call as calls
from wsisc.calls.call import Call, CallPart
from wsisc.messages import resources
from wsisc.source.markup.word_count import words_on
from wsisc.text.slots import fill

_NO_NAMES: Mapping[str, str] = {}
"""The author writes the codes of types, as in a YAML file."""

_TAG_PREFIX, _TAG_SEPARATOR = "wsisc.", "@"

ON_COVER = ("entity", "title")
"""The fields that are where documents have them, not among the details."""


class FormField(NamedTuple):
    """A field of a form: `label` is before it, and `placeholder` in its place until a person types.

    `choices` are the values that it can have, by the words that a person sees; empty if any words are allowed.
    """

    name: str
    label: str
    placeholder: str
    choices: Mapping[str, str]


class FormWording(NamedTuple):
    """The words of a form. `lines` are those of a part by the ids that lead to it, below its question.

    `earlier_lines` are those of forms that were sent before their wording changed.
    """

    language: str
    name: str
    heading: str
    help: tuple[str, ...]
    details: str
    fields: Mapping[str, FormField]
    lines: Mapping[tuple[str, ...], str]
    earlier_lines: Mapping[tuple[str, ...], str]


def languages() -> tuple[str, ...]:
    """Return the languages in which there are forms."""
    return tuple(each for each in resources.names("templates/form", ".yaml") if each != "styles")


def find_languages(call: Call) -> tuple[str, ...]:
    """Return the languages in which there can be a form for a call, in the order of the call."""
    return tuple(language for language in call.languages if language in languages())


def create_wording(call: Call, language: str) -> FormWording:
    """Return the wording of a form for a call, in a language that it has."""
    data = _load(language)
    earlier = {**data, "other-words": data["earlier-other-words"]}
    names = _name_types(call, language, data["types"])
    lines = {ids: _line(part, language, data, names) for ids, part in calls.parts(call)}
    return FormWording(
        language,
        data["name"],
        data["heading"],
        tuple(data["help"]),
        data["details"],
        {each.name: each for each in create_fields(language, call)},
        {ids: line for ids, line in lines.items() if line},
        {ids: _line(part, language, earlier, {}) for ids, part in calls.parts(call) if part.words_by_type},
    )


def lines_of_help(language: str) -> tuple[str, ...]:
    """Return the lines of a form that are the same for all calls."""
    data = _load(language)
    return (data["heading"], *data["help"], data["details"])


def last_sentence(language: str) -> str:
    """Return the sentence in which the line below a question ends, if an answer to it is asked for."""
    return str(_load(language)["answer"])


def hints_of_word(language: str) -> tuple[str, ...]:
    """Return what Word, or an earlier form, has in the place of a hint."""
    data = _load(language)
    return (*data["of-word"], *data["earlier"])


def create_fields(language: str, call: Call | None = None) -> Iterator[FormField]:
    """Yield the fields of a form in a language, for one call, or with the choices that all forms have."""
    data = _load(language)
    languages = call.languages if call else data["languages"]
    choices = {
        "type": {words: value for value, words in _name_types(call, language, data["types"]).items()},
        "language": {data["languages"][value]: value for value in languages},
    }
    for name, each in data["fields"].items():
        if name != "type" or choices[name]:
            yield FormField(name, each["label"], each["hint"], choices.get(name, {}))


def _name_types(call: Call | None, language: str, wording: Mapping[str, str]) -> Mapping[str, str]:
    """Return the types of entities that a call allows, each with its name in a form."""
    if call is None:
        return wording
    types = call.vocabularies.types
    names = {code: wording.get(code) or term.name(language) for code, term in types.terms.items()} if types else {}
    return names


def _line(part: CallPart, language: str, data: Mapping[str, Any], type_names: Mapping[str, str]) -> str:
    """Return the line below the question of a part: whether it is required, its limit, and what it can contain."""
    question = []
    if not part.is_headed:
        label, prompt = calls.bare_label(part.label[language]), part.prompt[language]
        question = [fill(data["unheaded"], {"label": label, "prompt": prompt})]
    answer = [data["answer"]] if part.holds else []
    return str(data["between"]).join([*question, *describe_part(part, language, data, type_names), *answer])


def _load(language: str) -> Any:
    return resources.read_language_file("form", language)


def describe_part(
    part: CallPart, language: str, wording: Mapping[str, Any], type_names: Mapping[str, str] = _NO_NAMES
) -> Iterator[str]:
    """Yield the notes for authors on a part: whether it is required, its limit, and what it can contain.

    `type_names` are the names of types of entities by their codes, for authors who do not see the codes.
    """
    if part.holds:
        yield wording["required" if part.required else "optional"]
    if part.words:
        others = [
            fill(wording["other-words"], {"type": type_names.get(type, type), "words": _format_count(count, wording)})
            for type, count in part.words_by_type
        ]
        yield fill(wording["limit-in-words"], {"words": _format_count(part.words, wording), "others": "".join(others)})
    if part.pages:
        words = _format_count(words_on(part.pages, language), wording)
        number = f"{part.pages:g}"
        pages = fill(wording["pages"].get(number, wording["pages"][""]), {"number": number})
        yield fill(wording["limit" if part.holds else "limit-within"], {"pages": pages, "words": words})
    yield wording["holds"]["numbered" if part.holds == "both" and part.numbering else part.holds]


def _format_count(number: int, wording: Mapping[str, Any]) -> str:
    return f"{number:,}".replace(",", wording["thousands"])


def format_tag(field: str, call: str) -> str:
    """Return the tag of the content control for a field, which survives every program that keeps these controls."""
    return f"{_TAG_PREFIX}{field}{_TAG_SEPARATOR}{call}"


def parse_tag(tag: str) -> tuple[str, str] | None:
    """Return the field and the call of a tag, None if the tag is not from a form of wsisc."""
    if not tag.startswith(_TAG_PREFIX):
        return None
    field, _, call = tag.removeprefix(_TAG_PREFIX).partition(_TAG_SEPARATOR)
    return field, call
