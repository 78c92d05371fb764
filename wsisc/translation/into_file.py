"""A translated submission, and the file of an earlier translation -> that file with the new texts alone."""

from collections.abc import Iterator
from typing import Any

from wsisc import model
from wsisc.diagnostic import DataPath, WsiscError, excerpt
from wsisc.document import canonical
from wsisc.markup import marked_text, richtext
from wsisc.messages import t
from wsisc.model import Submission
from wsisc.parity import recording
from wsisc.source import value_at, yaml_edit
from wsisc.translation import additions
from wsisc.writers import yaml_style

_WIDTH = 100


def update(content: bytes, name: str, translation: Submission) -> bytes:
    """Return the content of a translation with the texts of another one; those that mean the same are not touched.

    Sections, footnotes, links and figures that only the other one has are added.

    Raises WsiscError if the two have other sections or names, or if the layout of the file is too unusual.
    """
    data = yaml_edit.read(content).data
    check_language(data.get("language") if isinstance(data, dict) else None, translation.language, name)
    before = model.from_data(data)
    new = canonical.to_data(translation)
    links = frozenset(translation.links)
    content, failed = additions.add(content, before, translation)
    if failed is not None:
        raise _unusual_layout(name, failed)
    _refuse_other_structure(model.from_data(yaml_edit.read(content).data), translation, name)
    for path in _list_texts(translation):
        text, former = value_at(new, path), value_at(yaml_edit.read(content).data, path)
        if not isinstance(former, str) or not isinstance(text, str):
            raise _other_structure(name, path)
        if former == text or (_is_rich(path) and _meaning(former, links) == _meaning(text, links)):
            continue
        value = _wrap(text, former, links) if _is_rich(path) else text
        edited = yaml_edit.replace(content, path, value)
        if edited is None:
            raise _unusual_layout(name, path)
        content = edited
    origin = translation.translated_from
    return recording.record(content, name, origin.file, origin.sections) if origin else content


def check_language(found: object, expected: str, name: str) -> None:
    """Raise WsiscError if the file of a translation is in another language than expected."""
    if found != expected:
        values = {"name": name, "found": excerpt(str(found or "")), "expected": expected}
        message = t("{name} is no translation into {expected!r}: its language is {found!r}", **values)
        raise WsiscError(message, t("name the file of the translation"), exit_code=2)


def _wrap(text: str, former: str, links: frozenset[str]) -> str:
    """Return a rich text in lines of the usual length, which ends as the former one."""
    return yaml_style.wrap(text.rstrip("\n"), links, _WIDTH) + "\n" * former.endswith("\n")


def _list_texts(submission: Submission) -> Iterator[DataPath]:
    """Yield the paths of the texts of a submission that are translated."""
    for path, value in (*model.plain_texts(submission), *model.rich_texts(submission)):
        if value and path[0] not in ("contact", "unplaced") and path != ("entity", "acronym"):
            yield path


def _is_rich(path: DataPath) -> bool:
    return path[-1] == "text" or path[0] == "footnotes"


def _meaning(text: str, links: frozenset[str]) -> Any:
    return marked_text.canonical(richtext.parse(text, links).blocks)


def _refuse_other_structure(before: Submission, after: Submission, name: str) -> None:
    one, other = (model.parts_and_sections(each) for each in (before, after))
    for path in {**one, **other}:
        ids = [getattr(each.get(path), "id", None) for each in (one, other)]
        if ids[0] != ids[1]:
            raise _other_structure(name, path)
    if set(before.footnotes) != set(after.footnotes):
        raise _other_structure(name, ("footnotes",))


def _unusual_layout(name: str, path: DataPath) -> WsiscError:
    hint = t("write the translation to a new file with -o instead")
    place = excerpt(".".join(map(str, path)))
    return WsiscError(t("{name} has an unusual layout at {place}", name=name, place=place), hint)


def _other_structure(name: str, path: DataPath) -> WsiscError:
    hint = t("run wsisc parity to list what differs, or write the translation to a new file with -o")
    values = {"name": name, "place": excerpt(".".join(map(str, path)))}
    message = t("{name} has other sections or footnotes than the translation: {place}", **values)
    return WsiscError(message, hint, exit_code=1)
