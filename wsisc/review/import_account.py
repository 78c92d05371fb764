"""An import -> what a review knows of a Word file besides the check of its submission."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from wsisc.importer import ImportResult, PartDecision
from wsisc.importer.account.report import ItemCode, ReportItem, name_item
from wsisc.importer.account.word_accounting import MisreadValue
from wsisc.importer.import_document import ImportedDocument
from wsisc.messages.diagnostic import DataPath
from wsisc.readers.word.content import WordContent
from wsisc.source.markup import richtext, tree
from wsisc.source.model import Submission, rich_texts


class Addresses(NamedTuple):
    """The addresses of a submission in its Word file (`readers.word.origins`).

    `content` is that of the file, whose characters have these addresses. `texts` are those of the printed letters of
    each text and value by its path, `headings` that of the first letter of the heading of each part by its path,
    `figures` those of the images by the names of figures.
    """

    content: WordContent
    texts: Mapping[DataPath, Sequence[int]]
    headings: Mapping[DataPath, int]
    figures: Mapping[str, int]


class Origin(NamedTuple):
    """What is known of a Word file besides the check of its submission.

    `decisions` say at which headings parts begin, None for a file that wsisc built: there they have the headings of the
    call. `left_out` are lines on what was not checked, `addresses` say where the words of the submission are.
    `is_assumed` is whether neither the file nor its sender names the call: it is guessed from the prompts, or assumed.
    `other_call` are lines that say that it answers another call than the one that a person named.
    `is_language_known` is whether the text is in a language whose words can be checked. `misread` is what was typed
    into the fields of a form that cannot have it.
    """

    decisions: tuple[PartDecision, ...] | None
    left_out: tuple[str, ...]
    addresses: Addresses
    is_assumed: bool = False
    other_call: tuple[str, ...] = ()
    is_language_known: bool = True
    misread: tuple[MisreadValue, ...] = ()


def _name_left_out(item: ReportItem) -> str:
    """Return what was not checked, without the name of a file within the Word file, which Word shows nowhere."""
    is_file = item.is_unread and re.fullmatch(r"\S+\.\w{1,5}", item.text) is not None
    return item.kind if is_file else name_item(item)


def describe_import(imported: ImportedDocument) -> Origin:
    """Return what an import with its words knows of its Word file."""
    items = imported.items
    left_out = tuple(_name_left_out(item) for item in items if item.is_left_out)
    codes = {item.code for item in items}
    other = tuple(name_item(item) for item in items if item.code == ItemCode.OTHER_CALL)
    assert imported.word_import
    return Origin(
        imported.report.decisions if imported.report else None,
        left_out,
        find_addresses(imported.word_import, imported.submission),
        is_assumed=not codes.isdisjoint((ItemCode.ASSUMED_CALL, ItemCode.GUESSED_CALL)),
        other_call=other,
        is_language_known=ItemCode.UNKNOWN_LANGUAGE not in codes,
        misread=imported.word_import.misread,
    )


def find_addresses(result: ImportResult, submission: Submission) -> Addresses:
    """Return the addresses of a submission: that of an import, or the source that the file carries.

    The source has the same texts in the same order, but its author chose the names of its footnotes and figures.
    """
    names = {
        "footnotes": _pair_names(result.submission, submission, tree.FootnoteReference),
        "figures": _pair_names(result.submission, submission, tree.Figure),
    }
    texts: dict[DataPath, Sequence[int]] = {}
    for path, origins in result.origins.items():
        new_names = names.get(str(path[0]), {})
        texts[(path[0], new_names.get(path[1], path[1]), *path[2:]) if new_names else path] = origins
    headings: dict[DataPath, int] = {}
    for decision in result.report.decisions:
        if decision.part:
            headings.setdefault(("parts", *decision.part), decision.origin)
    figures = {str(names["figures"].get(name, name)): origin for name, origin in result.figure_origins.items()}
    return Addresses(result.content, texts, headings, figures)


def _pair_names(
    imported: Submission, submission: Submission, kind: type[tree.FootnoteReference] | type[tree.Figure]
) -> dict[str | int, str]:
    """Return the names of the footnotes or figures of a submission by those that an import chose."""
    return dict(zip(_names_of(imported, kind), _names_of(submission, kind), strict=False))


def _names_of(submission: Submission, kind: type[tree.FootnoteReference] | type[tree.Figure]) -> Iterator[str]:
    """Yield the names of the footnotes or figures that the texts of a submission have, each once, in order."""
    links = frozenset(submission.links)
    trees = (richtext.parse(text, links) for _, text in rich_texts(submission))
    yield from dict.fromkeys(node.name for text in trees for node in tree.find(text.blocks, kind))
