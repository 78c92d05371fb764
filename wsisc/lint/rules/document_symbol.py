r"""The symbol of a United Nations document is malformed.

Documents are found by their symbols; a wrong space or letter finds nothing.

Fails::

    parts:
      one:
        text: |
          See A/RES/70/ 1, A/Res/70/125, E/CN16/2022/2, E/RES/77/16 and A/77/62 - E/2022/8.

Passes::

    parts:
      one:
        text: |
          See A/RES/70/125, E/RES/2022/16, A/HRC/RES/47/16, A/77/62-E/2022/8, S/RES/1325 (2000), A/RES/2200 (XXI) and
          E/CN.16/2022/2, all from [the library](https://undocs.org/en/a/res/70/1).

Reference: United Nations Editorial Manual, Document symbols; ST/CS/SER.A/45; how the other languages write the number
of a resolution, such as "第70/125号决议": A/RES/70/125.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import wrong_forms
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.WARNING

_BEGIN = r"(?<![\w/.@-])"
_END = r"(?![\w/-]|\.\w)"
_SLASH = r"(?: ?/ ?|[.-])"
_ORGANS = {"UNGA": "A", "GA": "A", "UNSC": "S", "SC": "S", "ECOSOC": "E", "UNHRC": "A/HRC", "HRC": "A/HRC"}
_ORGAN = rf"{_BEGIN}(?:{'|'.join(_ORGANS)})(?=/RES/\d)"
_RESOLUTION = (
    rf"(?i){_BEGIN}(?P<organ>[AES]|A{_SLASH}HRC){_SLASH}RES(?:{_SLASH}| ?)"
    rf"(?P<session>(?:ES-|S-)?\d+){_SLASH}(?P<number>\d+){_END}"
)
# Patterns of symbols with wrong spaces or punctuation, after letters or signs that they need; how they are written.
_LOOSE_FORMS = (
    ("RES", rf"{_BEGIN}([AES])/(\d+)/RES/(\d+){_END}", r"\1/RES/\2/\3"),
    ("CN", rf"{_BEGIN}E ?/ ?CN ?\.? ?(\d\d?) ?/ ?(\d{{4}}) ?/ ?(\d+|(?:L|CRP)\.\d+){_END}", r"E/CN.\1/\2/\3"),
    ("L", rf"{_BEGIN}A ?/ ?C ?\.? ?(\d) ?/ ?(\d\d) ?/ ?L ?\.? ?(\d+){_END}", r"A/C.\1/\2/L.\3"),
    ("HRC", rf"(?i){_BEGIN}A ?/ ?HRC ?/ ?(\d\d?) ?/ ?(\d+|L\.\d+){_END}", r"A/HRC/\1/\2"),
    ("/ ", rf"{_BEGIN}A/(?: (\d\d)/|(\d\d)/ )(\d{{1,4}}){_END}", r"A/\1\2/\3"),
    ("/ ", rf"{_BEGIN}E/(?: (20\d\d)/|(20\d\d)/ )(\d{{1,3}}){_END}", r"E/\1\2/\3"),
    ("E/", rf"{_BEGIN}(A/\d\d/\d+)(?: ?[-–—] | [-–—]|—|/)(E/\d{{4}}/\d+){_END}", r"\1-\2"),
    ("E/CN", rf"{_BEGIN}(E/CN\.\d\d?/\d{{4}})-(\d+){_END}", r"\1/\2"),
)


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every malformed symbol outside quotations."""
    for passage in reading.passages:
        if "/" in passage.text or "RES" in passage.text:
            for start, end, right, hint in _malformed(passage.text):
                if not passage.is_quoted(start):
                    message = t('"{text}" is not a valid document symbol', text=passage.text[start:end])
                    fix = right if right and passage.is_evenly_marked(start, end) else None
                    yield passage.finding(start, end, message, hint or t('write "{right}"', right=right), fix)
    numbers = wrong_forms.find_own(reading, "document-symbol", (), "em", "link")
    yield from wrong_forms.report(numbers, lambda text: t('"{text}" is not a valid document symbol', text=text))


def _malformed(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield the places of malformed symbols, each with the right one, or "" and a hint where it is unknown."""
    capitals = text.upper()  # a pattern is compiled where its letters are in the text
    for match in re.finditer(_ORGAN, text) if "/RES/" in text else ():
        yield *match.span(), _ORGANS[match[0]], ""
    for match in re.finditer(_RESOLUTION, text) if "RES" in capitals else ():
        right, hint = _resolution(match)
        if right != match[0]:
            yield *match.span(), right, hint
    for letters, pattern, template in _LOOSE_FORMS:
        for match in re.finditer(pattern, text) if letters in capitals else ():
            right = match.expand(template)
            if right != match[0]:
                yield *match.span(), right, ""


def _resolution(match: re.Match[str]) -> tuple[str, str]:
    """Return the right symbol of a resolution, or "" and a hint where it is unknown."""
    organ, session, number = match["organ"][0].upper(), match["session"].upper(), match["number"]
    if len(match["organ"]) > 1:
        return f"A/HRC/RES/{session}/{number}", ""
    is_year = len(session) == 4
    if organ == "A" and is_year:
        return "", t("write the session of the General Assembly instead of the year, as in A/RES/70/1")
    if organ == "E" and not is_year:
        return "", t("write the year instead of the session, as in E/RES/2022/16")
    if organ == "S":
        return (f"S/RES/{session} ({number})", "") if len(number) == 4 else (match[0], "")
    return f"{organ}/RES/{session}/{number}", ""
