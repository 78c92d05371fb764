"""A heading has other capitals than the headings beside it.

United Nations style gives a capital to the first word of a heading and to names. Either way of writing headings is
readable; both in one document look like an oversight.

Fails::

    parts:
      two:
        text: We fight organized crime.
        sections:
          - title: Drug demand reduction
            text: Done.
          - title: Crime prevention
            text: Done.
          - title: Organized Crime
            text: Done.

Passes::

    parts:
      two:
        text: The Global Judicial Integrity Network fights organized crime.
        sections:
          - title: Drug demand reduction
            text: Done.
          - title: Crime prevention
            text: Done.
          - title: Global Judicial Integrity Network
            text: Done.

Reference: United Nations Editorial Manual, Instructions for the preparation of documents: headings.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from wsisc import resources
from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Passage, Reading

SEVERITY = Severity.WARNING
LANGUAGES = ("en",)

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_ODD = re.compile(r"[\d\"“”«»():/&–—]|[^\W\d_][A-Z]")
_BEFORE = re.compile(r"(?:^|\s)(\S+) $")
_AFTER = re.compile(r" [A-Z]")
_FEWEST = 2


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the headings of a level whose capitals are not those of most."""
    levels: dict[int, list[Passage]] = defaultdict(list)
    for passage in reading.passages:
        if passage.kind == "heading":
            levels[passage.path.count("sections")].append(passage)
    text = "\n".join(each.text for each in reading.body) if levels else ""
    for headings in levels.values():
        plain = [each for each in headings if _has_only_small(each.text)]
        titles = [each for each in headings if _is_title_case(each.text, text)]
        if titles and len(plain) >= max(_FEWEST, len(titles)):
            hint = "give a capital to its first word and to names only"
            yield from _findings(titles, "in title case, where most headings are not", hint)
        elif plain and len(titles) > max(_FEWEST, len(plain)):
            yield from _findings(plain, "not in title case, as most headings are", "write all headings in one way")


def _findings(headings: list[Passage], told: str, hint: str) -> Iterator[Finding]:
    for each in headings:
        yield each.finding(0, len(each.text), f'"{each.text}" is {told}', hint)


def _main(heading: str) -> list[str]:
    """Return the words after the first that have a capital in title case; none for a heading of an odd kind."""
    words = _WORD.findall(heading)
    return [] if _ODD.search(heading) else [each for each in words[1:] if each.lower() not in _words()["small"]]


def _has_only_small(heading: str) -> bool:
    main = _main(heading)
    return bool(main) and all(each.islower() for each in main)


def _is_title_case(heading: str, text: str) -> bool:
    """Tell whether a heading has capitals that the running text does not give to the same words."""
    main = _main(heading)
    if not main or any(each[0].islower() for each in main) or main[-1].lower() in _words()["names"]:
        return False
    words = heading.split()
    pairs = [f"{one} {two}" for one, two in pairwise(words) if two in main]
    is_common = any(pair in text and re.search(rf"\b{re.escape(pair)}\b", text) for pair in map(str.lower, pairs))
    return is_common and not _is_name(heading, text)


def _is_name(heading: str, text: str) -> bool:
    """Tell whether the running text has the words of a heading as a whole name."""
    for match in re.finditer(rf"\b{re.escape(heading)}\b", text) if heading in text else ():
        before = _BEFORE.search(text, max(0, match.start() - 40), match.start())
        is_within = before is not None and before[1][0].isupper() and not before[1].isupper()
        if before and not is_within and not _AFTER.match(text, match.end()):
            return True
    return False


@cache
def _words() -> dict[str, frozenset[str]]:
    path = "templates/style/en/titles.yaml"
    data = resources.read_strings(path)
    return {name: frozenset(words) for name, words in data.items()}
