"""The characters of symbol fonts -> Unicode characters with the same meaning.

Word stores such a character as U+F000 plus its code in the font, LibreOffice as the code alone. A character without an
equivalent stays unchanged, so that `missing-glyph` reports its line: nothing would report a wrong sign.
"""

from collections.abc import Mapping

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
