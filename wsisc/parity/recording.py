"""The bytes of a translation -> its bytes with the digests of its original, otherwise unchanged."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, WsiscError
from wsisc.parity import section_digests
from wsisc.parity.divergence import Divergence
from wsisc.source import model, value_at, yaml_edit
from wsisc.source.model import Submission

KEY = "translated-from"


def record(content: bytes, name: str, original: str, recorded: Mapping[str, str]) -> bytes:
    """Return the content of a translation with the file of its original and the digests of the sections of that.

    `name` is that of the translation. Raises WsiscError if its layout is too unusual to be edited.
    """
    former = value_at(yaml_edit.read(content).data, (KEY,))
    if not isinstance(former, dict) or not isinstance(former.get("sections"), dict):
        entry = {"file": original, **({"sections": dict(recorded)} if recorded else {})}
        without = yaml_edit.remove(content, (KEY,)) if former is not None else content
        edited = None if without is None else yaml_edit.insert_key(without, (KEY,), entry, lambda *_: ())
        return _require(edited, name)
    for path, value in _list_edits(former, original, recorded):
        edited = yaml_edit.remove(content, path) if value is None else _set(content, path, value)
        content = _require(edited, name)
    return content


def list_differing(original: Submission, divergences: Iterable[Divergence]) -> set[str]:
    """Return the keys of the sections of an original that a translation differs from now: they are not in step."""
    holders = model.parts_and_sections(original)
    keys = {path: section_digests.section_key(path, holder) for path, holder in holders.items()}
    differing: set[str] = set()
    for each in divergences:
        path = each.original.path
        if path[0] in ("footnotes", "figures"):
            name = str(path[1])
            differing |= {keys[at] for at, holder in holders.items() if name in section_digests.named_in(holder.text)}
        elif path[0] != "parts":
            differing.add(section_digests.COVER)
        elif each.code in ("missing-part", "missing-section"):
            around = path[:-1] if path[-1] == "title" else path
            differing |= {key for at, key in keys.items() if at[: len(around)] == around}
        else:
            around = max((at for at in keys if path[: len(at)] == at), key=len, default=())
            differing |= {keys[around]} if around else set()
    return differing


def _list_edits(
    former: Mapping[str, Any], original: str, recorded: Mapping[str, str]
) -> Iterator[tuple[DataPath, str | None]]:
    """Yield the values that differ, None for one that is not recorded any more."""
    if former.get("file") != original:
        yield (KEY, "file"), original
    for key, digest in recorded.items():
        if former["sections"].get(key) != digest:
            yield (KEY, "sections", key), digest
    for key in former["sections"]:
        if key not in recorded:
            yield (KEY, "sections", key), None


def _set(content: bytes, path: DataPath, value: str) -> bytes | None:
    if value_at(yaml_edit.read(content).data, path) is None:
        return yaml_edit.insert_key(content, path, value, lambda *_: ())
    return yaml_edit.replace(content, path, value)


def _require(edited: bytes | None, name: str) -> bytes:
    if edited is None:
        hint = t("write {key}: at the end of the file, in the usual layout", key=KEY)
        raise WsiscError(t("{name} has an unusual layout and was not changed", name=name), hint)
    return edited
