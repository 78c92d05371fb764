"""A section of a translation is older than its original.

Readers of one language would read what is not true any more, or what readers of another language do not know.
The rule needs `translated-from:` in the translation, which names the original and has a digest of each of its sections.
`wsisc parity --record` writes the digests when a section is in step again.

Original::

    title: A submission
    parts:
      two:
        sections:
          - title: Connectivity
            id: connectivity
            text: Ten schools were connected.

Fails::

    title: A submission
    parts:
      two:
        sections:
          - title: Connectivité
            id: connectivity
            text: Neuf écoles ont été connectées.
    translated-from:
      file: submission.en.yaml
      sections:
        connectivity: 0123456789ab

Passes::

    title: A submission
    parts:
      two:
        sections:
          - title: Connectivité
            id: connectivity
            text: Dix écoles ont été connectées.
    translated-from:
      file: submission.en.yaml
      sections:
        _cover: 7a5fb3a68e57
        one: b8d8f81f6b70
        two: 6e2ef5f0159a
        three-a: e2c5c103e86f
        three-b: c6a088bb4653
        connectivity: 0380d3c1f0a2

Reference: docs/translations.md.
"""

from collections.abc import Iterator

from wsisc import source
from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt, find_errors
from wsisc.source import model

SEVERITY = Severity.WARNING


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every section whose original was changed, added or removed since it was translated."""
    origin = reading.submission.translated_from
    if reading.original is None or reading.original.circle or origin is None:
        return
    name, content = reading.original.name, reading.original.content
    place = ("translated-from", "file")
    if content is None:
        hint = t("name the file of the original, in the folder of this file or below it")
        yield Finding(place, t('the original "{name}" cannot be read', name=excerpt(name)), hint)
        return
    from wsisc.parity import compare_translation  # only where there is an original

    original = source.read(content, name)
    submission = model.from_data(original.data)
    if find_errors(original.diagnostics) or not submission.parts:
        message = t('the original "{name}" is not a submission', name=excerpt(name))
        yield Finding(place, message, t("run wsisc validate {name}", name=name))
        return
    for each in compare_translation.find_outdated(submission, reading.submission, reading.call):
        line = original.locate(each.original.path).line
        message = t("{message} ({name}:{line})", message=each.message, name=name, line=line)
        hint = t("translate what changed, then run wsisc parity --record")
        yield Finding(each.translation.path, message, hint, on_key=each.translation.path[-1] == "translated-from")
