"""The sections of originals -> those of the versions in the site's language, which its pages show and lead to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from wsisc.collate.collection import Member
from wsisc.dataset.rows import SectionRow, Suggestion
from wsisc.parity import outline, section_matching
from wsisc.site.view_model import SiteRows


class ShownPassage(NamedTuple):
    """A section of an original, which has the tags; the one that is shown; and words of that one."""

    section: SectionRow
    shown: SectionRow
    words: str


@dataclass(frozen=True)
class Counterparts:
    """The sections to show, by the keys of those of originals; without an entry, the original is shown.

    `mentions` are the words by which the shown sections name a tag, by their key, the vocabulary and the code.
    """

    sections: dict[str, SectionRow]
    mentions: dict[tuple[str, str, str], str]

    def show_text(self, section: SectionRow) -> ShownPassage:
        """Return a section with the text of the one to show."""
        shown = self.sections.get(section.key, section)
        return ShownPassage(section, shown, shown.text)

    def show_mention(self, suggestion: Suggestion) -> ShownPassage:
        """Return a section that names a tag with these words; the original if the one to show does not name it."""
        section = suggestion.section
        shown = self.sections.get(section.key, section)
        words = self.mentions.get((shown.key, suggestion.vocabulary, suggestion.code))
        return ShownPassage(section, shown, words) if words else ShownPassage(section, section, suggestion.words)


def find_counterparts(members: Iterable[Member], all_rows: SiteRows, language: str) -> Counterparts:
    """Return the sections of the versions in a language that correspond to those of their originals."""
    found = Counterparts({}, {})
    for member in members:
        version = member.version(language)
        if version is member:
            continue
        outlines = (outline.read(each.manuscript.submission) for each in (member, version))
        paths = section_matching.match_outlines(*outlines)
        by_path = {row.path: row for row in all_rows[version.key].sections}
        for row in all_rows[member.key].sections:
            if counterpart := by_path.get(paths.get(row.path, ())):
                found.sections[row.key] = counterpart
        for each in all_rows[version.key].suggestions:
            found.mentions[each.section.key, each.vocabulary, each.code] = each.words
    return found
