"""A submission -> JSON data as schemas/export.schema.json documents it: stable keys, in the order of the page.

Words are counted as the United Nations does, with headings and footnotes (Editorial Manual, instructions for preparing
documents), and without prompts, which are the call's own words.
"""

import json
from typing import Any

from wsisc import __version__
from wsisc.calls.call import Call, CallPart
from wsisc.document import outline
from wsisc.document.manuscript import Manuscript
from wsisc.source.markup import richtext, tree, word_count
from wsisc.source.markup.tree import printed_text
from wsisc.source.model import Part, Section, Tags
from wsisc.writers import pdf

VERSION = 1


class JsonDocument:
    """The JSON data of a submission."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._submission, self._call, self._locale = manuscript.submission, manuscript.call, manuscript.locale
        self._links = frozenset(self._submission.links)
        self._footnotes = outline.referenced_footnotes(self._submission, outline.build(manuscript))
        self._draft = manuscript.draft
        self._pdf = pdf.PdfDocument(manuscript)
        self._pages: dict[str, float] = {}

    def finish(self) -> bytes:
        """Return the data as JSON text, encoded. Raises the errors of the PDF writer, which measures the pages."""
        self._pages = self._pdf.measure_parts(is_estimate=True)
        return (json.dumps(self._data(), ensure_ascii=False, indent=2) + "\n").encode()

    def cancel(self) -> None:
        """Stop Pandoc."""
        self._pdf.cancel()

    def _data(self) -> dict[str, Any]:
        submission, session = self._submission, self._call.session
        answers = {part.id: part for part in submission.parts}
        parts = [self._part(call_part, answers.get(call_part.id), call_part.id) for call_part in self._call.parts]
        entity = submission.entity
        return {
            "version": VERSION,
            "generator": f"wsisc {__version__}",
            "draft": self._draft,
            "call": self._call.id,
            "session": {**session._asdict(), "reporting-year": self._call.reporting_year} if session else None,
            **_reporting(self._call),
            "language": submission.language,
            "title": submission.title,
            "entity": {"name": entity.name, "acronym": entity.acronym or None, "type": entity.type or None},
            "date": submission.date or None,
            "words": sum(part["words"] for part in parts),
            "parts": parts,
            "footnotes": [self._footnote(number, name) for number, name in enumerate(self._footnotes, 1)],
            "links": [{"name": name, "address": address} for name, address in submission.links.items()],
            "figures": [
                {
                    "name": name,
                    "file": figure.file,
                    "alternative": figure.alt or None,
                    "caption": figure.caption or None,
                    "decorative": figure.decorative,
                }
                for name, figure in submission.figures.items()
            ],
        }

    def _part(self, call_part: CallPart, part: Part | None, place: str) -> dict[str, Any]:
        part = part or Part(call_part.id)
        answers = {child.id: child for child in part.parts}
        language = self._locale.language
        parts = [self._part(child, answers.get(child.id), f"{place}-{child.id}") for child in call_part.parts]
        sections = self._sections(part.sections, call_part, place)
        return {
            "id": call_part.id,
            "place": place,
            "label": call_part.label[language],
            "prompt": call_part.prompt[language],
            "words": word_count.count_part(part, self._submission),
            "pages": self._pages.get(place, 0.0)
            if not call_part.parts
            else round(sum(part["pages"] for part in parts), 1),
            "limit-in-pages": call_part.pages or None,
            **({"limit-in-words": limit} if (limit := call_part.word_limit(self._submission.entity.type)) else {}),
            **self._content(part.text, part.tags),
            "sections": sections,
            "parts": parts,
        }

    def _sections(self, sections: tuple[Section, ...], call_part: CallPart | None, place: str) -> list[dict[str, Any]]:
        entries = []
        for position, section in enumerate(sections, 1):
            here = f"{place}-{position}"
            inner = self._sections(section.sections, None, here)
            entries.append(
                {
                    "id": section.id or None,
                    "place": here,
                    "number": call_part.number(position).strip() or None if call_part else None,
                    "title": section.title,
                    "words": word_count.count_section(section, self._submission),
                    **self._content(section.text, section.tags),
                    "sections": inner,
                }
            )
        return entries

    def _content(self, text: str, tags: Tags) -> dict[str, Any]:
        return {
            "markdown": text,
            "text": self._plain_text(text),
            "footnotes": [self._footnotes.index(name) + 1 for name in tree.footnote_names(self._parse(text))],
            "figures": [block.name for block in self._parse(text).blocks if isinstance(block, tree.Figure)],
            "tags": {vocabulary.id: list(tags.codes(vocabulary.id)) for vocabulary in self._call.vocabularies.tags},
        }

    def _footnote(self, number: int, name: str) -> dict[str, Any]:
        text = self._submission.footnotes[name]
        return {"number": number, "name": name, "markdown": text, "text": self._plain_text(text)}

    def _parse(self, text: str) -> tree.RichText:
        return richtext.parse(text, self._links)

    def _plain_text(self, text: str) -> str:
        """Return a rich text as it is read: one line for each paragraph, item, cell and caption."""
        captions = {name: figure.caption for name, figure in self._submission.figures.items()}
        printed = printed_text(self._parse(text).blocks, with_numbers=True, captions=captions)
        return "\n".join(line for row in printed.split("\n") if (line := " ".join(row.split())))


def _reporting(call: Call) -> dict[str, Any]:
    """Return the reporting period, unless the year of the session's entry says it all."""
    period = call.reporting
    if period is None or (period.year and call.session):
        return {}
    return {"reporting": {"from": period.first.isoformat(), "to": period.last.isoformat()}}
