"""An acronym is never written in full.

Readers who do not know it cannot find out what it means: write the name in full at the first mention, with the
acronym in parentheses.

Fails::

    parts:
      one:
        text: |
          The REVMOD platform helps reviewers, as REVMOD is online.

Passes::

    parts:
      one:
        text: |
          The least developed countries (LDCs) recover from COVID-19. LDCs get help from UNICEF, under A/RES/70/1, and
          by chapter IV. They need 5 GB a month, ISO 9001 and software of level AA, as in Report ITU-R M.2083. WHEREAS
          they agree, this is NOT law, and MUST be changed. The water company "Blue River" (BRV) has rules of OH&S. The
          class MCE (that is, Markup Compatibility and Extensibility) runs on DOS. BRV and MCE agreed; DELETE the old
          files in PHP. PLEASE READ this. The LICENSOR informs the LICENSOR of WW Norton & Company, by a column named
          'BTH', and pins RX and TX of a VM.

          LEGS - strongly boned.

          Browning SR, Schenck AP, et al. Cancer mortality.

Reference: United Nations Editorial Manual, Abbreviations and acronyms: written in full at the first mention; in
French, Russian and Spanish, the practice of United Nations documents. Arabic and Chinese have short names of
organizations instead of acronyms.
"""

import re
from collections.abc import Iterator, Sequence

from wsisc.document.prose import Reading
from wsisc.lint import acronyms, cited_text, wrong_forms
from wsisc.lint.acronyms import AcronymUse, letters, lists, mistaken
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.text.scripts import RUSSIAN_CAPITALS, RUSSIAN_SMALL

SEVERITY = Severity.WARNING
LANGUAGES = ("en", "es", "fr", "ru")

_INITIALS = rf"(?![IVXL]+$)[A-Z]{{2,10}}|[A-Z]&[A-Z]|[{RUSSIAN_CAPITALS}]{{2,10}}"
_GRADED = r"(?i)\b(?:level|class|grade|group|type|category|series|band|form|version|option|model|annex) $"
_CITY = r"\b[A-Z][a-z]+, $"
_NAMED = r"\b([A-Z]{3,}) $"
_ON_COVER = rf"\(([A-Z{RUSSIAN_CAPITALS}]{{2,}})\)"
_INTRODUCED = r"[\w\"”“»’]\s?\($"
_EXPLANATION = r"\s?\(([^\W\d_][^\d()\n]* [^\d()\n]+)\)"
_AFTER_LABEL = r"\s*[-–—:]\s"
_CAPITALS_BEFORE = rf"(?<!\w)[A-Z{RUSSIAN_CAPITALS}]{{4,}} $"
_CAPITALS_AFTER = rf" [A-Z{RUSSIAN_CAPITALS}]{{4,}}(?!\w)"
_COMPANY = r" (?:[A-Z&][\w.&]* ){0,3}(?:Co|Company|Corp|Corporation|Group|Inc|Limited|Ltd|Publishers|Press)\b"
# a guess: words that end like this are English ones in capitals, such as the parties of a contract
_ENGLISH = r"[A-Z]{2,}(?:ER|OR|EE|ION|ING|MENT|NESS|ITY|[AE]NCE|[AI]BLE|ED|LY|URE|[AO]RY|AGE|ISM|IVE|OUS|[AE]NT|PLE)S?"
_KINDS = ("paragraph", "item", "footnote", "title", "caption", "heading")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the first use of every acronym that is expanded nowhere, neither by the author nor on the cover."""
    found, known = acronyms.find_acronyms(reading), lists.load()
    cover = (each.text.get(reading.submission.language, "") for each in (reading.call.cover if reading.call else ()))
    on_cover = {name for text in cover for name in re.findall(_ON_COVER, text)}
    language = reading.submission.language
    expanded = found.expanded_acronyms | lists.known_to_readers(language) | on_cover | known.mistaken.keys() | {"UN"}
    expanded |= {name for name, uses in found.plain_uses.items() if any(map(_is_explained, uses))}
    expanded |= mistaken.find_intended(reading, found).keys() | _wrong_names(language) | reading.unplaced_words
    # an "acronym" that the submission also has in small letters is a word in capitals
    small = {word for each in reading.passages for word in re.findall(rf"\b[a-z{RUSSIAN_SMALL}]{{2,10}}\b", each.text)}
    for name, uses in found.plain_uses.items():
        full = (known.full_forms if language == "en" else lists.official_names(language)).get(name, "")
        # a guess: a longer unknown acronym that is used once is most likely a name in capitals
        is_acronym = full or (name.lower() not in small | known.emphasized and (len(name) < 5 or len(uses) > 1))
        if (
            name not in expanded
            and re.fullmatch(_INITIALS, name)
            and is_acronym
            and (first := _find_first(uses, bool(full)))
        ):
            hint = (
                t('at the first mention, write "{full} ({name})"', full=full, name=name)
                if full
                else t("write it in full at the first mention")
            )
            message = t('"{name}" is never written in full', name=name)
            yield first.passage.finding(first.start, first.end, message, hint)


def _wrong_names(language: str) -> frozenset[str]:
    """Return the acronyms of another language, which the rule official-name reports."""
    return frozenset(form.key for form in wrong_forms.load("official-name", language) if form.key.isupper())


def _find_first(uses: Sequence[AcronymUse], is_known: bool) -> AcronymUse | None:
    """Return the first use in running text, otherwise the first at all that is the author's; None without one."""
    own = [use for use in uses if use.passage.kind in _KINDS and not use.passage.is_quoted(use.start)]
    own = [use for use in own if not cited_text.is_reference(use.passage.display_text)]
    own = [use for use in own if is_known or not _is_label(use)]
    own = [use for use in own if not _is_joined(use) and (is_known or not (_is_designation(use) or _is_word(use.key)))]
    return min(own, key=lambda use: _KINDS.index(use.passage.kind) > 2, default=None)


def _is_explained(use: AcronymUse) -> bool:
    """Return whether an acronym is alone in parentheses after a name, or has its words there: "Name" (A); A (words).

    Other words in parentheses, such as "based in Geneva, Switzerland", explain no acronym.
    """
    text = use.passage.text
    if text[use.end : use.end + 1] == ")":
        return re.search(_INTRODUCED, text[max(0, use.start - 4) : use.start]) is not None
    explanation = re.compile(_EXPLANATION).match(text, use.end, use.end + 200)
    if explanation is None or len(explanation[1].split()) < len(use.key):
        return False
    if explanation[1][0].isupper():  # a name, in whatever language
        return True
    fit = letters.match_before(use.key, explanation[1])
    return fit is not None and fit.kind == "fits"


def _is_label(use: AcronymUse) -> bool:
    """Return whether a word in capitals is a label of its paragraph, or among other words in capitals."""
    text, start, end = use.passage.text, use.start, use.end
    is_first = not text[:start].strip() and re.compile(_AFTER_LABEL).match(text, end) is not None
    before, after = text[max(0, start - 20) : start], text[end : end + 20]
    return is_first or re.search(_CAPITALS_BEFORE, before) is not None or re.match(_CAPITALS_AFTER, after) is not None


def _is_word(name: str) -> bool:
    """Return whether a long "acronym" is most likely a word in capitals."""
    return len(name) > 4 and re.fullmatch(_ENGLISH, name) is not None


def _is_joined(use: AcronymUse) -> bool:
    """Return whether an acronym is a piece of a longer one or of a word, or of code: ITU-R, OH&S, YEAR(S), 'VAT'."""
    text = use.passage.text
    before, after = text[max(0, use.start - 2) : use.start], text[use.end : use.end + 2]
    is_last = re.fullmatch("[A-Z0-9][-;&\u2010\u2011]|.?[<>=]|[a-z]:|[ (][.]|\\W?['‘]", before)
    is_quoted = is_last and before[-1:] in ("'", "‘")
    if is_quoted:
        return after[:1] in ("'", "’")
    return bool(is_last or re.match(r"[-;&\u2010\u2011][A-Z0-9]|[<>=]|\([sS]", after))


def _is_designation(use: AcronymUse) -> bool:
    """Return whether an acronym belongs to something longer: RFC 2460, level AA, RIPE NCC, Durham, NC, CN Group."""
    text = use.passage.text
    before = text[max(0, use.start - 20) : use.start]
    owner = re.search(_NAMED, before)
    is_owned = owner is not None and owner[1] in lists.load().no_expansion
    is_numbered = re.match(r"[ -]?\d", text[use.end - (text[use.end - 1].isdigit()) :]) is not None
    is_state = use.end - use.start == 2 and re.search(_CITY, before) is not None
    is_company = re.compile(_COMPANY).match(text, use.end, use.end + 60) is not None
    is_graded = use.end - use.start == 2 and re.search(_GRADED, before) is not None
    return is_numbered or is_owned or is_state or is_company or is_graded
