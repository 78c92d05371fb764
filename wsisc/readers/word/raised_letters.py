"""Superscripts and subscripts -> Unicode characters, or plain text with the same meaning: 10³, CO₂, 26th.

If Unicode lacks a character, the text keeps its mark, so that the import reports it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from wsisc.readers.word.content import Run

_MINUS = dict.fromkeys("-−–‑", "⁻")
_PAIRS = {
    "superscript": (
        "0123456789+=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδφχ",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᵠᵡ",
    ),
    "subscript": ("0123456789+=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"),
}
_TABLES = {kind: dict(zip(*pair, strict=True)) for kind, pair in _PAIRS.items()}
_TABLES["superscript"] |= _MINUS
_TABLES["subscript"] |= dict.fromkeys(_MINUS, "₋")
_UNCHANGED = " \t\n\xa0\u202f,*†‡′″"  # characters that are allowed among superscripts unchanged
_LONG_WORD = re.compile(r"[^\W\d_]{5}")  # a guess: a raised word of five letters is a remark, not an index
_NO_INK = re.compile(r"[\W_]*|\[.*\]", re.DOTALL)

# The letters on the line, and those that may be raised after them: 1st, XXIe, no, Mme.
_ORDINAL = re.compile(
    r"(?<![\d.,])\d{1,4}\.?\s?:(?:st|nd|rd|th|ths|er|ers|re|res|ère|ères|nde?s?|[eè]|es|i?[eè]mes?|ste|de|te|ter"
    r"|ra|ro|da|do|ta|to|ma|mo|na|no|va|vo)"
    r"|\d0:s"
    r"|\b(?:[IVXLCDM]+|[ivxlcdm]{2,}):(?:st|nd|rd|th|er|re|ère|nde?|[eè]|es|i?[eè]mes?)"
    r"|\b[a-z]:th"
    r"|\b[nN]:(?:os?|°s?)"
    r"|\bM:(?:e|es|me|mes|lle|lles|gr)|\bD:(?:r|rs|re)|\bS:(?:t|te|r|ra)|\bP:r|\bC:(?:ie|o)"
)


def to_unicode(text: str, kind: str) -> str | None:
    """Return a superscript or subscript in Unicode characters, or None if one is missing or a word is long."""
    table = _TABLES[kind]
    found = "".join(table.get(character, character) for character in text)
    has_all = all(character in table or character in table.values() or character in _UNCHANGED for character in text)
    return found if has_all and not _LONG_WORD.search(text) else None


def resolve_scripts(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield runs with scripts as characters; a run that cannot be converted keeps its mark."""
    before = ""
    for index, run in enumerate(runs):
        if run.raised and run.text:
            after = runs[index + 1].text if index + 1 < len(runs) else ""
            text = _to_plain_text(run.text, before, after) if run.raised == "superscript" else None
            text = to_unicode(run.text, run.raised) if text is None else text
            run = replace(run.with_text(text), raised="") if text is not None else run
        yield run
        if not run.change or run.change.kind != "deletion":
            before = (before + run.text)[-30:] if run.text else ""


def _to_plain_text(text: str, before: str, after: str) -> str | None:
    """Return a superscript as plain text, or None if that would change the meaning."""
    core = text.strip()
    if core in ("TM", "tm"):
        return text.replace(core, "™")
    if core in ("o", "0", "O") and re.search(r"\d\s?$", before) and re.match(r"\s?[CF]\b", after):
        return text.replace(core, "°")
    if core in ("o", "a") and re.search(r"\d\.$", before):
        return text.replace(core, "º" if core == "o" else "ª")
    ends = {len(before) + 1 + len(core)} if core else set()
    if any(match.end() in ends for form in (core, core.lower()) for match in _ORDINAL.finditer(f"{before}:{form}")):
        return text
    return text if _NO_INK.fullmatch(core) and to_unicode(core, "superscript") is None else None
