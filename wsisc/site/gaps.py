"""The pairs of a matrix, and the sections that address them -> its gaps, by the term that comes first."""

from collections.abc import Sequence
from itertools import groupby

from wsisc.calls.vocabulary import Vocabulary, localize
from wsisc.dataset import Tables
from wsisc.dataset.rows import PairRow
from wsisc.site.topics import SiteTopic
from wsisc.site.view_model import TemplateValues


def build_gaps(tables: Tables, topics: Sequence[SiteTopic]) -> list[TemplateValues]:
    """Return the matrices, with a line for every first term: the second terms addressed with it, or not."""
    vocabularies = {each.id: each for each in tables.vocabularies}
    found = []
    for matrix in tables.matrices:
        first, second = (vocabularies[id] for id in matrix.between)
        rows = tables.pairs[matrix.id]
        lines = [_line(first, second, code, list(of), topics) for code, of in groupby(rows, lambda row: row.first)]
        found.append(
            {
                "id": matrix.id,
                "name": localize(matrix.titles, tables.language),
                "source": matrix.source,
                "first": first.text("singulars"),
                "lines": lines,
                "pairs": len(rows),
                "addressed": sum(bool(row.sections) for row in rows),
            }
        )
    return found


def _line(
    first: Vocabulary, second: Vocabulary, code: str, rows: Sequence[PairRow], topics: Sequence[SiteTopic]
) -> TemplateValues:
    pages = {topic.code: topic.page for topic in topics if topic.vocabulary == first.one}
    return {
        "code": code,
        "name": first.name(code),
        "page": pages.get(code, ""),
        "addressed": [_mark(second, row) for row in rows if row.sections],
        "missing": [_mark(second, row) for row in rows if not row.sections],
    }


def _mark(vocabulary: Vocabulary, row: PairRow) -> TemplateValues:
    return {"code": row.second, "title": vocabulary.name(row.second), "is_doubtful": row.is_doubtful}
