"""How to read a workbook, and what its columns mean: the words of its sheet About, and of its column of notes."""

from collections.abc import Mapping
from typing import NamedTuple

from wsisc.messages import t
from wsisc.source.markup import word_count

_WORDS_PER_PAGE = word_count.describe_words_per_page()
_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "overview": {
        "entity": t("Who submits."),
        "acronym": t("The acronym of the entity."),
        "type": t("The kind of stakeholder; nothing where the file does not say."),
        "language": t("The language of the submission."),
        "state": t(
            "“yes”, or why the file is left out. Those have no words and pages here, and nothing of them stands in "
            "any other sheet but “Left out”."
        ),
        "words": t(
            "The words of its parts as the United Nations counts them: headings, captions and footnotes in, the "
            "prompts of the call out."
        ),
        "part-pages": t(
            "The pages of a part, estimated in the same way, and the pages that the call allows. “over” where they "
            "are more than a tenth over."
        ),
        "part-limit": t(
            "The pages that the call allows. The column is there only where the files answer calls that allow "
            "different lengths; otherwise the limit stands in the heading."
        ),
        "pages": t(
            "Estimated from its letters, paragraphs, headings, list items and table rows; a page has about "
            "{words_per_page} words; no page was set. “<0.1” where they are fewer than half a tenth of a page. In "
            "Chinese each character is a word.",
            words_per_page=_WORDS_PER_PAGE,
        ),
        "call": t("The call that the submission answers."),
        "title": t("The title of the submission."),
        "date": t(
            "The date that its authors gave it. It is a real date, which can be filtered by year and month; one "
            "before March 1900 stays a text."
        ),
        "file": t("The file that it was read from."),
        "note": t(
            "Other files that name the same entity, capital and small letters alike: perhaps two versions of one "
            "submission. All of them are counted. Translations of a submission are named too: they are not counted."
        ),
    },
    "sections": {
        "entity": t("Who submits."),
        "type": t("The kind of stakeholder; nothing where the file does not say."),
        "part": t("What the call calls the part, in English if the call is in English too."),
        "number": t("The number before the heading."),
        "heading": t("The heading; none where a text stands in a part outside its sections."),
        "text": t(
            "The text as it is read, a line for every paragraph, item, row of a table and caption; without the "
            "sections within it. A text that is too long for one cell goes on in the next column. Rows are kept low: "
            "the whole text is in the cell."
        ),
        "notes": t("The footnotes called in the text, a line each."),
        "alternatives": t("What the images show, for those who cannot see them."),
        "action-lines": t(
            "The tags that hold here, as the authors gave them: its own, and those of the part and the sections that "
            "it stands in."
        ),
        "sdgs": t("As for action lines: Goals and targets."),
        "countries": t("As for action lines: the country, and its code in ISO 3166-1."),
        "kinds": t("As for action lines: what the text reports."),
        "own-tags": t("Those of the tags that were given to this very section or text."),
        "figures": t("Numbers in the text with what they count, as far as figures tell it."),
        "words": t("The words of heading, text and footnotes."),
        "level": t("1 for a section, 2 for one within it, 3 for one within that; 0 for a text outside sections."),
        "acronym": t("The acronym of the entity."),
        "language": t("The language of the submission."),
        "call": t("The call that the submission answers."),
        "title": t("The title of the submission."),
        "file": t("The file that it was read from."),
        "key": t("What no other row has."),
    },
    "tags": {
        "entity": t("Who submits."),
        "part": t("What the call calls the part, in English if the call is in English too."),
        "number": t("The number before the heading."),
        "heading": t("The heading; none where a text stands in a part outside its sections."),
        "vocabulary": t("Which tags."),
        "tag": t("One tag, alone in its cell: a filter for C1 finds neither C10 nor C11."),
        "name": t("What the tag stands for; of a target, its Goal."),
        "how": t(
            "What its authors gave it to: this very section, or the part or a section around it. “its target or "
            "application” where they gave a target of the Goal, or an application of C7."
        ),
        "words": t(
            "The words of heading, text and footnotes, as in Sections. A section has a row for each of its tags: the "
            "words of several tags must not be added up."
        ),
        "type": t("The kind of stakeholder; nothing where the file does not say."),
        "file": t("The file that it was read from."),
        "key": t("The row of the sheet Sections."),
    },
    "coverage": {
        "vocabulary": t("Which tags."),
        "code": t("The tag. An application of C7 counts for C7 too, and a target for its Goal."),
        "name": t("What the tag stands for."),
        "words": t("The words of those rows."),
        "suggested-submissions": t(
            "Suggested, not tagged: how many further submissions name it in their text, without the tag anywhere."
        ),
        "suggested-sections": t(
            "Suggested, not tagged: how many further sections name it in their text, in whichever submission: also in "
            "one that has it as a tag elsewhere."
        ),
        "who": t(
            "The submissions that have it among their tags, by the acronyms of their entities; by the whole name "
            "where an acronym is not given or several entities share it, with the file where an entity has several."
        ),
    },
    "suggestions": {
        "entity": t("Who submits."),
        "file": t("The file that it was read from."),
        "part": t("What the call calls the part, in English if the call is in English too."),
        "heading": t("The heading of the section."),
        "key": t("The row of the sheet Sections."),
        "vocabulary": t("Which tags."),
        "tag": t(
            "A suggestion: the text names it, and its authors did not give it as a tag. No other sheet counts it "
            "among the tags."
        ),
        "name": t("What the tag stands for."),
        "words": t("The words that name it."),
        "count": t("How often the section names it, with its footnotes and captions."),
        "place": t("Where the words stand first in the file: a path of keys, and numbers from 0 in lists."),
    },
    "pairs": {
        "matrix": t(
            "A table of tags that belong together, such as the WSIS-SDG Matrix. It is for information: its source is "
            "in the documentation."
        ),
        "first": t("The first tag of a pair."),
        "first-name": t("What it stands for."),
        "second": t("The second tag of the pair."),
        "second-name": t("What that stands for; of a target, its Goal."),
        "submissions": t(
            "How many submissions have both tags on one section, given by their authors; 0 is a gap. A Goal includes "
            "its targets, C7 its applications."
        ),
        "sections": t("How many sections have both tags."),
        "who": t("Those submissions, by the acronyms of their entities."),
        "doubtful": t("“yes” where the source of the matrix files the pair in an unclear place."),
    },
    "left-out": {
        "file": t("The file."),
        "entity": t("Who submits, as far as it could be read."),
        "title": t("The title, as far as it could be read."),
        "why": t("Why it is in no other sheet."),
    },
}
"""What columns mean, by their sheets, apart from those whose meaning depends on the workbook."""


class ReadingNote(NamedTuple):
    """What there is to know of a sheet, "" for all: on what it is, and the text."""

    sheet: str
    on: str
    says: str


READING = (
    ReadingNote(
        "overview",
        t("Who is missing"),
        t(
            "Every file has a row, also a draft or one with errors: those are in grey letters at the end. The "
            "sheet “Left out” has the reasons."
        ),
    ),
    ReadingNote(
        "overview",
        t("Several calls"),
        t(
            "Parts that have the same label share their columns, whichever call they belong to; the column “Call” "
            "says which it is. Where the limits of the calls differ, a column of its own has them."
        ),
    ),
    ReadingNote(
        "overview",
        t("Estimated pages"),
        t(
            "No page was set: pages are estimated from letters, paragraphs, headings, list items and table rows "
            "(a page has about {words_per_page} words), and a part is “over” where it is more than a tenth longer "
            "than the call allows.",
            words_per_page=_WORDS_PER_PAGE,
        ),
    ),
    ReadingNote(
        "tags",
        t("Filter by a tag here"),
        t(
            "In “Sections” several tags share a cell, and a filter for what contains C1 finds C10 and C11 too. "
            "“Tags” has one row for each section and tag. The rows of a tag are those that “Coverage” counts."
        ),
    ),
    ReadingNote(
        "suggestions",
        t("What counts as naming a tag"),
        t(
            "Goals by “SDG 16”, “Goals 3 and 5”, “target 16.5” and the like; action lines by “action line C5”, "
            "“C5 action line”, “C7 e-health”, “action line on e-health”; countries by their names. A bare “C5” "
            "counts only behind such words in the same text. “e-health” alone names no action line, nor do words "
            "such as “cybersecurity”: no subject is guessed. What may mean something else is passed over."
        ),
    ),
    ReadingNote(
        "",
        t("Languages"),
        t(
            "Labels of parts, types and tags are in English in every row, whatever language the submission is in, "
            "so that rows can be compared; only a call without English has its own labels. The authors' words are "
            "never translated. A submission in several languages counts once, with the words, tags and figures of "
            "its original; the note in “Overview” names its translations, which have no rows."
        ),
    ),
    ReadingNote(
        "",
        t("Printing"),
        t(
            "On A4. “Overview” is two pages wide, all others one. Of “Sections”, “Tags” and “Suggestions” the "
            "first columns are printed, with the beginning of long texts; a filter that is set holds for print "
            "too. Whole texts are best printed as a compendium (.docx or .pdf)."
        ),
    ),
)
"""How to read the sheets."""


def explain_column(sheet: str, column: str, title: str, values: Mapping[str, str]) -> str:
    """Return what a column means; `values` are the numbers and names that some meanings contain.

    `title` is that of the column of a vocabulary that a call brings.
    """
    match sheet, column:
        case "overview", "part-words":
            return t(
                "The words of a part. “{missing}” where the call requires the part and nothing stands there, “{none}” "
                "where it may be left empty; nothing where the call does not ask for it.",
                missing=values["missing"],
                none=values["none"],
            )
        case "coverage", "submissions":
            return t(
                "How many of the {submissions} submissions in the dataset have it among the tags that their authors "
                "gave.",
                submissions=values["submissions"],
            )
        case "coverage", "sections":
            return t(
                "How many of the {sections} rows of the sheet Sections have it: those that the sheet Tags shows when "
                "it is filtered for this tag.",
                sections=values["sections"],
            )
    if sheet == "sections" and column not in _COLUMNS[sheet]:
        return t("As for other tags: {title}.", title=title)
    return _COLUMNS[sheet][column]
