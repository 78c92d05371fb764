"""The rows of sections, and what is suggested of them -> how often each tag is given."""

from collections.abc import Sequence

from wsisc.dataset import vocabulary
from wsisc.dataset.rows import CoverageRow, SectionRow, Suggestion
from wsisc.model import Tags

_FIELDS = {"action-line": "action_lines", "sdg": "sdgs", "country": "countries", "kind": "kinds"}


def build_rows(name: str, sections: Sequence[SectionRow], suggested: Sequence[Suggestion]) -> tuple[CoverageRow, ...]:
    """Return the coverage by a vocabulary: a row for each of its tags, of countries for each that occurs."""
    having: dict[str, list[SectionRow]] = {}
    for section in sections:
        for code in add_broader_codes(name, tag_codes(section.tags, name)):
            having.setdefault(code, []).append(section)
    naming: dict[str, dict[str, SectionRow]] = {}
    tagged = {(code, row.key) for code, rows in having.items() for row in rows}
    for each in suggested:
        if each.vocabulary == name:
            for code in add_broader_codes(name, (each.code,)):
                if (code, each.section.key) not in tagged:
                    naming.setdefault(code, {})[each.section.key] = each.section
    return tuple(
        _coverage_row(name, code, called, having.get(code, []), list(naming.get(code, {}).values()))
        for code, called in vocabulary.tag_names(name).items()
        if name != "country" or code in having or code in naming
    )


def tag_codes(tags: Tags, name: str) -> tuple[str, ...]:
    """Return the tags of one vocabulary."""
    found: tuple[str, ...] = getattr(tags, _FIELDS[name])
    return found


def add_broader_codes(name: str, codes: Sequence[str]) -> list[str]:
    """Return codes with those that they belong to: the Goal of a target, C7 for its applications."""
    wider = [each.partition(".")[0] for each in codes] if name == "sdg" else []
    wider += ["C7" for each in codes if each.startswith("C7-")]
    return list(dict.fromkeys([*codes, *wider]))


def _coverage_row(
    name: str, code: str, tag_name: str, having: Sequence[SectionRow], naming: Sequence[SectionRow]
) -> CoverageRow:
    submissions = dict.fromkeys(each.submission.key for each in having)
    only_named = dict.fromkeys(each.submission.key for each in naming if each.submission.key not in submissions)
    words = sum(each.words for each in having)
    return CoverageRow(name, code, tag_name, tuple(submissions), len(having), words, tuple(only_named), len(naming))
