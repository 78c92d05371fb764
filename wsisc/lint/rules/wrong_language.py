"""The text is in another language than its field `language` says.

Then the cover and the labels are in the wrong language, screen readers read the words as those of another, and rules on
wording would report right words: they are held back until this is corrected. A text of a few words, or in several
languages, is not judged.

Fails::

    language: en
    parts:
      one:
        text: |
          La Commission a poursuivi son action en faveur des États membres pour la mise en œuvre des textes du Sommet.
          Elle a formé plus de deux mille enseignants dans les pays qui en avaient fait la demande, et ces enseignants
          vont en former d'autres dans leurs écoles. Les écoles sont désormais reliées au réseau du ministère.

Passes::

    language: en
    parts:
      one:
        text: |
          The Commission continued to assist its member States in the implementation of the outcomes of the Summit. "La
          Commission a poursuivi son action en faveur des États membres pour la mise en œuvre des textes du Sommet, et
          elle a formé plus de deux mille enseignants dans les pays qui en avaient fait la demande", said the minister.

Reference: WCAG 2.2, 3.1.1.
"""

from collections.abc import Iterator

from wsisc.document import language_detection
from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.WARNING

# A shorter text can be a quotation with which an author begins. A guess; of 427 paragraphs of the examples and tests
# in six languages that have ten words or more, none is taken for one of another language.
_MIN_WORDS = 40


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the language of the text where no paragraph is in the language that it should be."""
    declared = reading.submission.language
    texts = [each.text for each in reading.body]
    if declared not in language_detection.languages() or language_detection.is_clearly(declared, texts):
        return
    if not language_detection.has_words(texts, _MIN_WORDS):
        return
    language = language_detection.detect_language(texts)
    if language in ("", declared) or any(language_detection.detect_language([text]) == declared for text in texts):
        return
    message = t('"{declared}" is not the language of the text', declared=declared)
    hint = t("write language: {code}; until then, rules on wording are held back", code=language)
    yield Finding(("language",), message, hint)
