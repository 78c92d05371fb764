"""A Word file, and the call that was assumed for it -> sentences on the whole file, for the reader of the review."""

from collections.abc import Iterator

from wsisc.calls.call import Call
from wsisc.ooxml.names import W
from wsisc.ooxml.word_package import WordPackage
from wsisc.review import labels
from wsisc.review.wording import Wording

_SIGNATURES = "/digital-signature/"


def describe_file(
    package: WordPackage, assumed_call: Call | None, wording: Wording, *, is_language_known: bool = True
) -> Iterator[str]:
    """Yield notes on a file as a whole: a call that was assumed, an unknown language, a signature, a protection."""
    if assumed_call:
        yield wording.say("assumed-call", call=labels.name_call(assumed_call, wording.language), id=assumed_call.id)
    if not is_language_known:
        yield wording.say("unknown-language")
    if _is_signed(package):
        yield wording.say("signed")
    if _is_protected(package):
        yield wording.say("protected")


def _is_signed(package: WordPackage) -> bool:
    """Return whether a file has a digital signature (ECMA-376, Part 2, 13)."""
    names = (each for each in package.archive.names if each.lower().endswith(".rels"))
    return any(_SIGNATURES in each.get("Type", "") for name in names for each in package.archive.read_xml(name))


def _is_protected(package: WordPackage) -> bool:
    """Return whether Word refuses some changes of the text (ECMA-376, Part 1, 17.15.1.29)."""
    name = package.find_part("settings")
    found = package.archive.read_xml(name).find(f"{W}documentProtection") if name else None
    if found is None or found.get(f"{W}edit", "none") == "none":
        return False
    return found.get(f"{W}enforcement", "0").lower() in ("1", "true", "on")
