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

Reference: United Nations Editorial Manual, Italics; Instructions for the preparation of documents.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import Mark, Passage, Reading
from wsisc.lint import word_lists
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt
from wsisc.text.scripts import ARABIC, CYRILLIC, HAN, LATIN, has_any

SEVERITY = Severity.WARNING

_BEFORE = r"\s*(?:\d+(?:\.\d+)*[).）:：]?\s+|[(（]?(?:\w{1,4}|\d+(?:\.\d+)*)[).）:：]\s*|[(（])?"
_SENTENCE = r"(?s)[\"“«(]?[^\W\d_a-z].*[.!?…。؟][\"”»)]?|\[[^]]*\]\.?"
_IDENTIFIER = r"\S*(?:[a-z][A-Z]|[^\W\d_]\.[^\W\d_]|_|\w:\w)\S*|@\w+"
_CODE = r"(?s).*(?:\w\(.*|= .*|\w<\w.*)[;{]\s*|.*</?[a-z]+:[A-Za-z]+.*|.*<(\w+)>.*</\1>.*|[\w.]+"
_SCRIPTS = {"en": LATIN, "es": LATIN, "fr": LATIN, "ru": CYRILLIC, "ar": ARABIC, "zh": HAN}
_PARTICLE = r" (?:de|des|du|pour|la|le|les|del|do|da|dos|das|para|en|et|y|e)\b| d['’]"
_ACRONYM = r" ?\([A-Z]{2}[\w-]*\)"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield words in bold or italics that are only emphasized, and names of organizations in italics."""
    script = _SCRIPTS.get(reading.submission.language, LATIN)
    for passage in reading.body:
        for mark in _join_bold(passage):
            words = passage.text[mark.start : mark.end]
            if mark.kind == "strong" and _is_stress(passage, mark, words) and not _is_foreign(passage, mark, script):
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


def _join_bold(passage: Passage) -> Iterator[Mark]:
    """Yield the marks of a passage, those in bold that only a sign parts as one: a special hyphen has no format."""
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
    return iter(sorted(joined, key=lambda mark: mark.start))


def _is_stress(passage: Passage, mark: Mark, words: str) -> bool:
    """Return whether words in bold are neither a run-in heading, nor the whole passage, nor a whole sentence."""
    lead = re.match(_BEFORE, passage.text)
    is_lead_in = mark.start <= (lead.end() if lead else 0) or passage.text[mark.start - 1] == "\n"
    letters = [character for character in words if character.isalpha()]
    # figures of a result, lines to write on, and the symbol of a vector are no stress
    is_word = len(letters) > 1 or has_any(HAN, words)
    is_label = words.rstrip().endswith(":") or passage.text.startswith(":", mark.end)
    return is_word and not (is_lead_in or is_label or re.fullmatch(_SENTENCE, words) or passage.is_quoted(mark.start))


def _is_foreign(passage: Passage, mark: Mark, script: str) -> bool:
    """Return whether words are a name in code, within a line of code, or in letters of another script."""
    words = passage.text[mark.start : mark.end]
    before, after = re.search(r"\w*$", passage.text[: mark.start]), re.match(r"\w*", passage.text[mark.end :])
    name = f"{before[0] if before else ''}{words.strip()}{after[0] if after else ''}"
    is_code = re.fullmatch(_IDENTIFIER, name) or re.fullmatch(_CODE, passage.text)
    return is_code is not None or not has_any(script, words)


def _is_foreign_organization(name: str) -> bool:
    is_organization = name.partition(" ")[0].lower() in word_lists.load("titles")["organizations"]
    return is_organization and re.search(_PARTICLE, name) is not None
