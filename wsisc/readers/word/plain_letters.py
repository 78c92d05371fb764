"""What Word stores otherwise than as letters -> plain Unicode letters with the same meaning: 10³, CO₂, 26th, (a+b)/c.

- The characters of symbol fonts: Word stores one as U+F000 plus its code in the font, LibreOffice as the code alone.
  Without an equivalent it stays unchanged, so that `missing-glyph` reports its line: nothing would report a wrong sign.
- Superscripts and subscripts: if Unicode lacks a character, the text keeps its mark, so that the import reports it.
- Equations, on one line (ECMA-376-1, 22.1): added signs are attached to the letters without spaces, so the number of
  words stays the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from wsisc.ooxml.names import M
from wsisc.readers.word.content import Run

_SIMPLE = re.compile(r"[\w.,]*")

_MINUS = dict.fromkeys("-−–‑", "⁻")
_PAIRS = {
    "superscript": (
        "0123456789+=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδφχ",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᵠᵡ",
    ),
    "subscript": ("0123456789+=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"),
}
_TABLES = {kind: dict(zip(*pair, strict=True)) for kind, pair in _PAIRS.items()}

FONT_KINDS = {
    "symbol": "symbol",
    "symbolmt": "symbol",
    "wingdings": "wingdings",
    "wingdings 2": "dingbats",
    "wingdings 3": "dingbats",
    "webdings": "dingbats",
}
"""The kinds of symbol fonts, by font name; the signs of "dingbats" are unknown."""

# Adobe's Symbol encoding (unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt), from 0x20 and from 0xA0.
#
# Three characters are replaced by others of the same meaning that more fonts contain: "*", "~" and "·".
_SYMBOL = (
    " !∀#∃%&∋()*+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}~",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√·¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\uf0f0⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
)

_WINGDINGS = {
    0x21: "✏✂✁", 0x28: "☎✆✉", 0x36: "⌛⌨", 0x3E: "✇✍", 0x41: "✌", 0x45: "☜☞☝☟", 0x4A: "☺", 0x4C: "☹", 0x4E: "☠⚐",
    0x51: "✈☼", 0x54: "❄", 0x56: "✞", 0x58: "✠✡☪☯", 0x5D: "☸♈♉♊♋♌♍♎♏♐♑♒♓", 0x6C: "●❍■□□❑❒⬧⧫◆❖⬥⌧",
    0x7A: "⌘❀✿❝❞", 0x80: "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", 0x9E: "·•▪○○", 0xA4: "◉◎", 0xA7: "▪□", 0xAA: "✦★✶✴✹✵", 0xB5: "✪✰",
    0xD5: "⌫⌦", 0xD8: "➢", 0xDC: "➲", 0xDF: "←→↑↓↖↗↙↘", 0xE8: "➔", 0xEF: "⇦⇨⇧⇩⬄⇳", 0xFB: "✗✓☒☑",
}  # fmt: skip


def linearize(element: etree._Element) -> str:
    """Return the letters of an equation in order."""
    if element.tag == f"{M}t":
        return element.text or ""
    tag = element.tag[len(M) :] if str(element.tag).startswith(M) else ""
    parts = [(str(child.tag)[len(M) :], linearize(child)) for child in element.iterchildren(tag=etree.Element)]
    if tag == "d":
        return _format_delimited(element, [text for _, text in parts])
    text = ""
    for name, inner in parts:
        if name in ("sup", "sub", "lim"):
            is_high = name == "sup" or (name == "lim" and tag == "limUpp")
            text += _format_script(inner, "superscript" if is_high else "subscript")
        elif tag == "f" and name in ("num", "den"):
            text = _join(text, "/", _group(inner)) if name == "den" and inner.strip() else text + _group(inner)
        elif tag == "rad" and name in ("deg", "e"):
            text += _format_script(inner, "superscript", "") if name == "deg" else _prefix("√", _group(inner))
        else:
            text += inner
    return _prefix(_property_character(element, "naryPr", "chr", "∫"), text) if tag == "nary" else text


def _format_script(text: str, kind: str, sign: str = "^") -> str:
    """Return a superscript or subscript in Unicode characters, otherwise after a sign."""
    core = text.strip()
    if not any(character.isalnum() for character in core) and _to_unicode(core, kind) is None:
        return text  # such as a prime or a star
    found = _to_unicode(text, kind) if len(core.split()) < 2 else None
    if found is not None:
        return found
    return _prefix(
        sign and ("^" if kind == "superscript" else "_"), _enclose("(", text, ")") if len(core) > 1 else text
    )


def _group(text: str) -> str:
    return text if _SIMPLE.fullmatch(text.strip()) else _enclose("(", text, ")")


def _format_delimited(element: etree._Element, texts: list[str]) -> str:
    first, last = _property_character(element, "dPr", "begChr", "("), _property_character(element, "dPr", "endChr", ")")
    operands = [text for text in texts if text.strip()]
    text = operands[0] if operands else ""
    for operand in operands[1:]:
        text = _join(text, _property_character(element, "dPr", "sepChr", "|"), operand)
    return _enclose(first, text, last)


def _property_character(element: etree._Element, properties: str, name: str, default: str) -> str:
    found = element.find(f"{M}{properties}/{M}{name}")
    sign = default if found is None else found.get(f"{M}val", "")
    return "" if sign.isspace() else sign[:1]


def _prefix(sign: str, text: str) -> str:
    """Return a text with a sign directly before its first letter."""
    core = text.lstrip()
    return f"{text[: len(text) - len(core)]}{sign}{core}" if core else text


def _enclose(first: str, text: str, last: str) -> str:
    core = text.rstrip()
    return f"{_prefix(first, core)}{last}{text[len(core) :]}" if core else text


def _join(one: str, sign: str, two: str) -> str:
    """Return two texts joined by a sign, which follows the first or precedes the second without a space."""
    core = one.rstrip()
    return f"{core}{sign}{one[len(core) :]}{two}" if core else one + _prefix(sign, two)


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


def _to_unicode(text: str, kind: str) -> str | None:
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
            text = _to_unicode(run.text, run.raised) if text is None else text
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
    return text if _NO_INK.fullmatch(core) and _to_unicode(core, "superscript") is None else None


def _sign_table(rows: Mapping[int, str]) -> dict[str, str]:
    return {chr(0xF000 + start + offset): sign for start, row in rows.items() for offset, sign in enumerate(row)}


_SIGNS = {
    "": {"\uf020": " ", "\uf0b7": "•", "\uf0a7": "▪", "\uf0e0": "→", "\uf0fc": "✓", "\uf02d": "-"},
    "symbol": _sign_table({0x20: _SYMBOL[0], 0xA0: _SYMBOL[1]}),
    "wingdings": {"\uf020": " "} | _sign_table(_WINGDINGS),
    "dingbats": {"\uf020": " "},
}
_TRANSLATIONS = {
    kind: str.maketrans(
        signs | ({chr(ord(sign) - 0xF000): to for sign, to in signs.items() if sign < "\uf080"} if kind else {})
    )
    for kind, signs in _SIGNS.items()
}


def font_kind(font: str) -> str:
    """Return the kind of a symbol font, or "" for another font."""
    return FONT_KINDS.get(font.strip().casefold(), "")


def translate_text(text: str, kind: str) -> str:
    """Return the meaning of a text in a font of a kind; "" is a normal font, into which signs were pasted."""
    return text.translate(_TRANSLATIONS[kind]) if not text.isascii() or kind else text


def translate_code(code: str, kind: str) -> str:
    """Return the meaning of a character inserted by its hexadecimal code, or "" for an invalid code."""
    try:
        number = int(code, 16)
        character = chr(0xF000 + number if kind and 0x20 <= number <= 0xFF else number)
    except (ValueError, OverflowError):
        return ""
    return "" if "\ud800" <= character <= "\udfff" else _SIGNS[kind].get(character, character)
