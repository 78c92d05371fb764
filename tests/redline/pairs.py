"""A seed -> two versions of a submission: the data of OLD and NEW, valid for a build, and what was edited."""

import random
from collections import Counter
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.conftest import ROOT, as_yaml
from tests.redline.drafts import Items, Maker, Paragraph, Quotation
from tests.redline.edits import EDITS, Editor
from tests.redline.rendering import to_data
from wsisc import pipeline
from wsisc.calls.call import Catalogue
from wsisc.diff import comparison
from wsisc.diff.comparison import Comparison
from wsisc.diff_report.compared_versions import ComparedVersion, VersionComparison
from wsisc.document import figures
from wsisc.messages import diagnostic
from wsisc.source import model
from wsisc.writers.build_job import BuildJob, BuildOptions

_LANGUAGES = ("en", "en", "ar", "zh")
_SIZES = (1, 2, 2, 3, 3, 4)
# How many edits, and how often: mostly few, since authors make few; some rewrite half of the file.
_COUNTS = ((0,), (1,) * 10, (2, 3, 4) * 4, (5, 7, 9, 12) * 2, (20, 40))
_SINGLE = 0.3  # of all pairs have one kind of edit only, so that each kind is tried alone

_NAMES = sorted(EDITS)


class Pair(NamedTuple):
    """Two versions of a submission, whether they are drafts, and the edits that led from one to the other."""

    seed: int
    language: str
    old: dict[str, Any]
    new: dict[str, Any]
    is_draft: bool
    edits: tuple[str, ...]


def pair(seed: int) -> Pair:
    """Return the pair of a seed."""
    chance = random.Random(seed)
    language = chance.choice(_LANGUAGES)
    maker = Maker(chance, language)
    old = maker.draft(chance.choice(_SIZES))
    is_draft = chance.random() < 0.15
    if chance.random() < 0.02:
        new, edits = maker.draft(chance.choice(_SIZES)), ["everything"]
    else:
        new, edits = _edit(deepcopy(old), chance)
    for each in (old, new):
        _complete(each, maker, is_draft)
    return Pair(seed, language, to_data(old), to_data(new), is_draft, tuple(edits))


def _edit(draft, chance):
    count = chance.choice([each for group in _COUNTS for each in group])
    names = [chance.choice(_NAMES)] if chance.random() < _SINGLE else _NAMES
    applied, editor = [], Editor(draft, chance)
    for _ in range(count):
        name = chance.choice(names)
        if EDITS[name](editor):
            applied.append(name)
    return draft, applied


def _complete(draft, maker, is_draft):
    """Make a draft valid: required parts have words, items and notes begin with them, and lists are not read as one."""
    for part in draft.parts.values():
        if not part.blocks and not is_draft and not part.sections:
            part.blocks.append(Paragraph([maker.word()]))
    for section, _ in Editor(draft, maker.chance).sections():
        section.blocks = _clean(section.blocks, maker)
    for name in draft.notes:
        draft.notes[name] = _clean(draft.notes[name], maker)


def _clean(blocks, maker):
    found = []
    for block in blocks:
        if isinstance(block, Paragraph) and not any(hasattr(each, "text") for each in block.text):
            continue
        if isinstance(block, Quotation):
            block.blocks = _clean(block.blocks, maker)
            if not block.blocks:
                continue
        if isinstance(block, Items):
            block.items = [_begin_with_words(_clean(item, maker), maker) for item in block.items if item]
            if not block.items:
                continue
            if found and isinstance(found[-1], Items) and found[-1].sign == block.sign:
                found[-1].items += block.items
                continue
        found.append(block)
    return found


def _begin_with_words(blocks, maker):
    return blocks if blocks and isinstance(blocks[0], Paragraph) else [Paragraph([maker.word()]), *blocks]


def build(data: dict[str, Any], is_draft: bool = False, folder: Path = ROOT / "tests") -> bytes:
    """Return the Word file of a submission with figures in a folder.

    Raises ValueError with the diagnostics if it is not valid.
    """
    seen = figures.read(model.from_data(data).figures, folder)
    options = BuildOptions(("docx",), draft=is_draft)
    result = pipeline.build(BuildJob("a.yaml", as_yaml(data), seen, _catalogue(), options))
    if "docx" not in result.documents:
        errors = diagnostic.find_errors(result.checked_file.diagnostics)
        raise ValueError("\n".join(f"{each.code}: {each.message}" for each in errors))
    return result.documents["docx"]


def compare(old: dict[str, Any], new: dict[str, Any]) -> Comparison:
    """Return what differs between two submissions."""
    return comparison.compare(model.from_data(old), model.from_data(new))


def compare_versions(pair: Pair) -> VersionComparison:
    """Return the comparison of a pair, of which reports can be written."""
    sides = (model.from_data(data) for data in (pair.old, pair.new))
    old, new = (
        ComparedVersion(name, each, _catalogue(), None, figures.read(each.figures, ROOT / "tests"))
        for name, each in zip(("old.yaml", "new.yaml"), sides, strict=True)
    )
    return VersionComparison(old, new, comparison.compare(old.submission, new.submission))


@cache
def _catalogue() -> Catalogue:
    path = ROOT / "examples" / "compendium" / "calls" / "fictional-45.yaml"
    return Catalogue({"fictional-45": path.read_text("utf-8")})


def count_edits(found: list[Pair]) -> Counter[str]:
    """Return how often each edit was applied."""
    return Counter(name for each in found for name in each.edits)
