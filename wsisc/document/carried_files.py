"""The call and the theme that a document carries, and the known ones -> which are used, and what is reported.

A call defines what is printed on every cover and above every answer. So one that the document of a stranger carries
is written only if the user requests it, and never under the id of a call of wsisc. A theme that is not built in
is data: it is parsed, and used only if `theme.theme_check` finds no fault in it; otherwise the default theme is used.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from wsisc import source, theme
from wsisc.calls import call as calls
from wsisc.calls import call_check
from wsisc.calls.call import Catalogue
from wsisc.document import figures
from wsisc.document.provenance import SourcePackage
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import Severity, WsiscError, excerpt
from wsisc.theme import Theme, theme_check

_FORMER = "schemas/calls/former"  # <id>-1.yaml is the first version of a call that changed later


class CarriedCall(NamedTuple):
    """The treatment of the call that a document carries.

    `known` are the calls by which its source is checked, `files` those to write next to it, `remark` is what to report
    ("" for nothing), and `is_missing` whether something that was requested, or is needed, is not written.
    """

    known: Catalogue
    files: Mapping[str, bytes] = {}
    remark: str = ""
    is_missing: bool = False


def resolve_call(
    package: SourcePackage | None, known: Catalogue, is_requested: bool, hidden_calls: Path | None = None
) -> CarriedCall:
    """Return what to do with the call of a document.

    `is_requested` is whether to write it; `hidden_calls` is a folder of calls that a folder `calls` next to the source
    would hide, None if there is none.
    """
    if package is None:
        return CarriedCall(known, {}, t("the document has no embedded call") if is_requested else "", is_requested)
    try:
        id, answered = calls.read_id(package.call), source.read(package.source.encode(), "").value(("call",))
    except WsiscError as error:
        return CarriedCall(known, {}, str(error), True)
    if answered != id:
        remark = t("the embedded call {id} is not used, because the embedded source does not answer it", id=id)
        return CarriedCall(known, {}, remark, is_requested or answered not in known.ids())
    if id in known.ids():
        return _resolve_known(package.call, id, known, is_requested)
    return _resolve_unknown(package.call, id, known, is_requested, hidden_calls)


def _resolve_known(text: str, id: str, known: Catalogue, is_requested: bool) -> CarriedCall:
    if known.text(id) == text:
        return CarriedCall(known)
    place = f"calls/{id}.yaml" if id in known.own else t("the built-in call")
    remark = t("the embedded call {id} differs from {place}, which is used instead", id=id, place=place)
    return CarriedCall(
        known,
        {},
        t("{remark}; known calls are never replaced", remark=remark) if is_requested else remark,
        is_requested,
    )


def _resolve_unknown(
    text: str, id: str, known: Catalogue, is_requested: bool, hidden_calls: Path | None
) -> CarriedCall:
    if not is_requested:
        remark = t("the embedded call {id} is unknown here; use --with-call to write it to calls/{id}.yaml", id=id)
        return CarriedCall(
            known,
            {},
            t("{remark}, and read it before you use it: it defines the wording of every document", remark=remark),
            True,
        )
    if refusal := _find_refusal(text, id, hidden_calls):
        return CarriedCall(known, {}, t("the call {id} was not written: {refusal}", id=id, refusal=refusal), True)
    own = replace(known, own={**known.own, id: text})
    return CarriedCall(own, {f"calls/{id}.yaml": text.encode()})


def _find_refusal(text: str, id: str, hidden_calls: Path | None) -> str:
    """Return why a call must not be written to calls/ next to a source, "" if it can be."""
    if error := find_call_error(text, id):
        return t("it cannot be used: {error}", error=error)
    if hidden_calls:
        above = t(
            "the calls in {hidden_calls}; write the source to {parent}",
            hidden_calls=hidden_calls,
            parent=hidden_calls.parent,
        )
        return t("a folder calls/ next to the source would hide {above}", above=above)
    try:
        figures.check_path(f"calls/{id}.yaml")
    except figures.FigureError as unfit:
        return unfit.message
    return ""


def is_former_call(text: str, id: str) -> bool:
    """Return whether a text is an earlier version of a built-in call: a document of that time carries it."""
    names = (name for name in resources.names(_FORMER, ".yaml") if name.rpartition("-")[0] == id)
    return any(resources.text(f"{_FORMER}/{name}.yaml") == text for name in names)


def create_catalogue(text: str) -> Catalogue:
    """Return a catalogue with one more call, which a document carries, marked as invalid if it is.

    Raises WsiscError if the text has no id.
    """
    id = calls.read_id(text)
    if id in calls.BUILT_IN.ids() and calls.BUILT_IN.text(id) == text:
        return calls.BUILT_IN
    error = find_call_error(text, id)
    return Catalogue({id: text}, {id: error} if error else {})


def find_call_error(text: str, id: str) -> str:
    """Return what is wrong with the text of a call, "" if it can be used."""
    diagnostics = call_check.check(source.read(text.encode("utf-8", "surrogateescape"), id), id)
    return next((excerpt(each.message) for each in diagnostics if each.severity == Severity.ERROR), "")


class CarriedTheme(NamedTuple):
    """The theme to build a document with; `fault` says why it is not the one that the document names."""

    look: Theme
    fault: str = ""


def read_theme(package: SourcePackage) -> CarriedTheme:
    """Return the theme that a document carries."""
    name, text = package.theme, package.theme_text
    if not text and name in theme.names():
        return CarriedTheme(theme.load(name))
    fault = theme_check.find_fault(text, name) if text else t("it is not built in, and its text is missing")
    if fault:
        return CarriedTheme(
            theme.load(), t("the embedded theme {name} cannot be used: {fault}", name=excerpt(name), fault=fault)
        )
    return CarriedTheme(theme.from_text(name, text))
