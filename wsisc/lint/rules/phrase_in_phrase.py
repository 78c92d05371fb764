r"""Words in another language are within words whose language is named too.

Each word has one language: end the outer words before the inner ones, and begin them again after these.

Fails::

    parts:
      one:
        text: The theme was [le Sommet ([World Summit]{lang=en}) de 2003]{lang=fr}.

Passes::

    parts:
      one:
        text: The theme was [le Sommet]{lang=fr} (World Summit) [de 2003]{lang=fr}.

Reference: docs/format.md, Words in another language.
"""

from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Severity, excerpt

SEVERITY = Severity.ERROR

check = occurrences.report_problems(
    "phrase_within",
    lambda problem: t(
        'words in the language "{code}" are within words in another language', code=excerpt(problem.text)
    ),
    t("close the brackets of the outer words before the inner ones, and open them again after these"),
)
