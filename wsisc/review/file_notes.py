"""A Word file, and the call that was assumed for it -> sentences on the whole file, for the reader of the review."""

from collections.abc import Iterator

from wsisc.calls.call import Call
from wsisc.messages import t
from wsisc.ooxml.names import W
from wsisc.ooxml.word_package import WordPackage
from wsisc.review import labels

_SIGNATURES = "/digital-signature/"


def describe_file(package: WordPackage, assumed_call: Call | None, *, is_language_known: bool = True) -> Iterator[str]:
    """Yield notes on a file as a whole: a call that was assumed, an unknown language, a signature, a protection."""
    if assumed_call:
        yield t(
            "The file does not say which call it answers; “{call}” (code {id}) is assumed. If it answers another, have "
            "the file checked again for that one.",
            call=labels.name_call(assumed_call),
            id=assumed_call.id,
        )
    if not is_language_known:
        yield t("The text is in a language that is not known here: its wording was not checked.")
    if _is_signed(package):
        yield t(
            "The file is signed. This copy has comments, so the signature is not valid in it; the file that you sent "
            "is unchanged."
        )
    if _is_protected(package):
        yield t(
            "The file is protected against changes. To act on the comments, stop the protection first: tab Review, "
            "Restrict Editing."
        )


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
