"""Words within running text are emphasized with bold or italics.

United Nations style uses neither for emphasis: bold is for headings and recommendations, italics are for titles and
foreign words, but not for the names of organizations.

Fails::

    parts:
      one:
        text: |
          The Office continued to fight **corruption** in many areas.

Passes::

    parts:
      one:
        text: |
          **Corruption.** The Office published *The Manual of Integrity*, and held courses *in situ*.

          **The Commission should continue its work.** The vector **v** has three components.

          3 **Proxies of companies**

          4.4 **Resale**. It is not allowed: see Exporter**Visitor**Delegate.

          Mix the diluent. **[Label as sample 1 and 2].** It begins as of **[Date]**, and is read by
          **org.example.Package** or **altChunk**.

          file = **new** File(input);

          A test file (**.mts**) is read.

Reference: United Nations Editorial Manual, Italics; Instructions for the preparation of documents.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import Mark, Passage, Reading
from wsisc.lint import cited_text, word_lists
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt
from wsisc.text.scripts import ARABIC, CYRILLIC, HAN, LATIN, has_any

SEVERITY = Severity.WARNING

_BEFORE = r"\s*(?:\d+(?:\.\d+)*[).）:：]?\s+|[(（]?(?:\w{1,4}|\d+(?:\.\d+)*)[).）:：]\s*|[(（])?"
_SENTENCE = r"(?s)[\"“«(]?[^\W\d_a-z].*[.!?…。؟][\"”»)]?|\[[^]]*\]\.?"
_IDENTIFIER = r"[a-z][A-Z]|[^\W\d_]\.[^\W\d_]|_|\w:\w"
_NEARBY = 100  # letters; no name, and no number at the start of a paragraph, is longer
_SCRIPTS = {"en": LATIN, "es": LATIN, "fr": LATIN, "ru": CYRILLIC, "ar": ARABIC, "zh": HAN}
_PARTICLE = r" (?:de|des|du|pour|la|le|les|del|do|da|dos|das|para|en|et|y|e)\b| d['’]"
_ACRONYM = r" ?\([A-Z]{2}[\w-]*\)"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield words in bold or italics that are only emphasized, and names of organizations in italics."""
    script = _SCRIPTS.get(reading.submission.language, LATIN)
    for passage in reading.body:
        marks = _join_bold(passage)
        is_code = bool(marks) and cited_text.is_code(passage.text)
        for mark in marks:
            words = passage.text[mark.start : mark.end]
            is_name = is_code or _is_identifier(passage, mark) or not has_any(script, words)
            if mark.kind == "strong" and not is_name and _is_stress(passage, mark, words):
                message = t('"{words}" is in bold within running text', words=excerpt(words))
                hint = t("remove the bold, or move the words to the start of the paragraph")
                yield passage.finding(mark.start, mark.end, message, hint)
            elif mark.kind == "em" and words in word_lists.load("titles")["stressed"]:
                message = t('"{words}" is in italics for emphasis', words=words)
                yield passage.finding(mark.start, mark.end, message, t("remove the italics"))
            elif (
                mark.kind == "em"
                and _is_foreign_organization(words)
                and re.compile(_ACRONYM).match(passage.text, mark.end)
            ):
                message = t('"{words}" is the name of an organization in italics', words=excerpt(words))
                yield passage.finding(mark.start, mark.end, message, t("remove the italics"))


def _join_bold(passage: Passage) -> list[Mark]:
    """Return the marks of a passage, those in bold that only a sign parts as one: a special hyphen has no format."""
    marks = sorted(passage.marks, key=lambda mark: (mark.kind, mark.start))
    joined: list[Mark] = []
    for mark in marks:
        last = joined[-1] if joined else None
        between = passage.text[last.end : mark.start] if last else ""
        is_same = last and last.kind == mark.kind == "strong" and last.end <= mark.start
        if last and is_same and between and not any(sign.isalnum() or sign.isspace() for sign in between):
            joined[-1] = last._replace(end=mark.end)
        else:
            joined.append(mark)
    return sorted(joined, key=lambda mark: mark.start)


def _is_stress(passage: Passage, mark: Mark, words: str) -> bool:
    """Return whether words in bold are neither a run-in heading, nor the whole passage, nor a whole sentence."""
    lead = re.match(_BEFORE, passage.text[:_NEARBY])
    is_lead_in = mark.start <= (lead.end() if lead else 0) or passage.text[mark.start - 1] == "\n"
    letters = [character for character in words if character.isalpha()]
    # figures of a result, lines to write on, and the symbol of a vector are no stress
    is_word = len(letters) > 1 or has_any(HAN, words)
    is_label = words.rstrip().endswith(":") or passage.text.startswith(":", mark.end)
    return is_word and not (is_lead_in or is_label or re.fullmatch(_SENTENCE, words) or passage.is_quoted(mark.start))


def _is_identifier(passage: Passage, mark: Mark) -> bool:
    """Return whether words, with the letters next to them, are a name in code."""
    words = passage.text[mark.start : mark.end].strip()
    before = re.search(r"\w*$", passage.text[max(0, mark.start - _NEARBY) : mark.start])
    after = re.match(r"\w*", passage.text[mark.end : mark.end + _NEARBY])
    name = f"{before[0] if before else ''}{words}{after[0] if after else ''}"
    is_one = not any(map(str.isspace, name))
    return is_one and (re.search(_IDENTIFIER, name) is not None or re.match(r"[@.]\w+$", words) is not None)


def _is_foreign_organization(name: str) -> bool:
    is_organization = name.partition(" ")[0].lower() in word_lists.load("titles")["organizations"]
    return is_organization and re.search(_PARTICLE, name) is not None
