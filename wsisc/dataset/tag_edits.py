"""The bytes of a submission and the tags that were accepted -> its bytes with these tags, otherwise unchanged."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from wsisc import model
from wsisc.calls.call import Call
from wsisc.calls.vocabularies import in_standard_order
from wsisc.calls.vocabulary import Vocabulary, find
from wsisc.dataset import tag_table
from wsisc.dataset.tag_table import AcceptedTag
from wsisc.diagnostic import DataPath
from wsisc.messages import t
from wsisc.source import yaml_edit

_BEFORE_TAGS = ("title", "id", "text")


class TagOutcome(NamedTuple):
    """What became of an accepted tag: applied, already there, or (`reason`) why not."""

    tag: AcceptedTag
    is_applied: bool
    reason: str = ""


def apply(content: bytes, call: Call, accepted: Iterable[AcceptedTag]) -> tuple[bytes, list[TagOutcome]]:
    """Return a submission with the tags, each inserted in its place, and what became of each."""
    outcomes = []
    for tag in accepted:
        outcome, content = _apply_one(content, call, tag)
        outcomes.append(outcome)
    return content, outcomes


def _apply_one(content: bytes, call: Call, tag: AcceptedTag) -> tuple[TagOutcome, bytes]:
    vocabulary = find(call.vocabularies.tags, tag.vocabulary)
    if vocabulary is None or tag.code not in vocabulary.terms:
        return TagOutcome(
            tag,
            False,
            t("the call {id} has no tag {vocabulary} {code}", id=call.id, vocabulary=tag.vocabulary, code=tag.code),
        ), content
    path = _find_text(content, tag)
    if path is None:
        return TagOutcome(tag, False, t("its text was changed or moved since the tag was suggested")), content
    node = model.parts_and_sections(model.from_data(yaml_edit.read(content).data))[path]
    if tag.code in node.tags.codes(vocabulary.id):
        return TagOutcome(tag, False), content
    edited = _insert(content, path, vocabulary, tag.code, node.tags.values.get(vocabulary.id))
    if edited is None:
        hint = t("the file has an unusual layout there: add the tag by hand")
        return TagOutcome(tag, False, hint), content
    return TagOutcome(tag, True), edited


def _find_text(content: bytes, tag: AcceptedTag) -> DataPath | None:
    """Return the path of the text that a tag is for: where it was, or the only other place with the same words."""
    nodes = model.parts_and_sections(model.from_data(yaml_edit.read(content).data))
    same = [path for path, node in nodes.items() if tag_table.fingerprint(node) == tag.fingerprint]
    return tag.path if tag.path in same else same[0] if len(same) == 1 else None


def _insert(
    content: bytes, path: DataPath, vocabulary: Vocabulary, code: str, existing: Sequence[Any] | None
) -> bytes | None:
    value = vocabulary.value(code)
    place = (*path, "tags", vocabulary.id)
    if existing:
        return yaml_edit.insert_item(content, place, value, _later_keys)
    return yaml_edit.insert_key(content, place, [value], _later_keys)


def _later_keys(path: DataPath, existing: dict[str, Any]) -> list[str]:
    """Return the keys that come after the last one of a path: after `tags` all but title, id and text."""
    if path[-1] == "tags":
        return [key for key in existing if key not in _BEFORE_TAGS]
    order = in_standard_order({*existing, str(path[-1])})
    return order[order.index(str(path[-1])) + 1 :]
