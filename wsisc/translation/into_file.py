"""A translated submission, and the file of an earlier translation -> that file with the new texts alone."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from wsisc.document import canonical
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, WsiscError, excerpt
from wsisc.parity import section_digests
from wsisc.source import model, value_at, yaml_edit
from wsisc.source.markup import marked_text, richtext
from wsisc.source.model import Submission
from wsisc.writers import yaml

_NAMED = ("links", "footnotes", "figures")
_KEPT = ("title", "id", "tags", "comments")  # of a part or section that the file has already

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
    content, failed = _add(content, before, translation)
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
    return section_digests.record(content, name, origin.file, origin.sections) if origin else content


def check_language(found: object, expected: str, name: str) -> None:
    """Raise WsiscError if the file of a translation is in another language than expected."""
    if found != expected:
        values = {"name": name, "found": excerpt(str(found or "")), "expected": expected}
        message = t("{name} is no translation into {expected!r}: its language is {found!r}", **values)
        raise WsiscError(message, t("name the file of the translation"), exit_code=2)


def _wrap(text: str, former: str, links: frozenset[str]) -> str:
    """Return a rich text in lines of the usual length, which ends as the former one."""
    return yaml.wrap(text.rstrip("\n"), links, _WIDTH) + "\n" * former.endswith("\n")


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
    one, other = (model.parts_and_sections(submission) for submission in (before, after))
    for path in {**one, **other}:
        ids = [getattr(holders.get(path), "id", None) for holders in (one, other)]
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


def _add(content: bytes, before: Submission, translation: Submission) -> tuple[bytes, DataPath | None]:
    """Return the content of a translation with what only the newer one has, and None.

    Where the layout of the file is too unusual for it, return the path of what could not be added instead of None.
    """
    new, links = canonical.to_data(translation), frozenset(translation.links)

    def later_keys(path: DataPath, _: Mapping[str, Any]) -> Collection[str]:
        keys = list(value_at(new, path[:-1]))
        return keys[keys.index(path[-1]) + 1 :]

    for path, value in _find_new(canonical.to_data(before), new):
        laid_out = _lay_out(value, links, path)
        if isinstance(path[-1], int):
            edited = yaml_edit.insert_item(content, path[:-1], laid_out, later_keys, path[-1])
        else:
            replaced = yaml_edit.replace(content, path, laid_out)  # of a key without a value
            edited = replaced or yaml_edit.insert_key(content, path, laid_out, later_keys)
        if edited is None:
            return content, path
        content = edited
    return content, None


def _find_new(before: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[DataPath, Any]]:
    """Yield the paths of what is new, each with its value, in an order in which they can be inserted."""
    yield from _in_holder(before["parts"], new["parts"], ("parts",))
    for key in _NAMED:
        for name, value in new.get(key, {}).items():
            if name not in before.get(key, {}):
                yield (key, name), value


def _in_holder(before: Mapping[str, Any], new: Mapping[str, Any], path: DataPath) -> Iterator[tuple[DataPath, Any]]:
    for key, value in new.items():
        if key in _KEPT:
            continue
        if key not in before:
            yield (*path, key), value
        elif isinstance(value, dict):
            yield from _in_holder(before[key], value, (*path, key))
        elif isinstance(value, list):
            yield from _in_sections(before[key], value, (*path, key))


def _in_sections(before: Sequence[Any], new: Sequence[Any], path: DataPath) -> Iterator[tuple[DataPath, Any]]:
    """Yield the new sections of a list, if all others are those that the file has, in the same order."""
    known = [section.get("id", "") for section in before]
    ids = [section.get("id", "") for section in new]
    if [id for id in ids if id in known] != known:
        return
    rest = iter(before)
    for index, (id, section) in enumerate(zip(ids, new, strict=True)):
        if id in known:
            yield from _in_holder(next(rest), section, (*path, index))
        else:
            yield (*path, index), section


def _lay_out(value: Any, links: frozenset[str], path: DataPath) -> Any:
    """Return a value with its rich texts in lines of the usual length."""
    if isinstance(value, dict):
        return {key: _lay_out(inner, links, (*path, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [_lay_out(inner, links, (*path, at)) for at, inner in enumerate(value)]
    if isinstance(value, str) and _is_rich(path):
        text = yaml.wrap(value.rstrip("\n"), links, _WIDTH)
        return f"{text}\n" if "\n" in text else text
    return value
