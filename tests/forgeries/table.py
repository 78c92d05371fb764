"""All forgeries by name: the format, what forges the document, and what a true report of it names.

A PDF or a page is rejected by its bytes, so that only those have names whose words, notes, links or images differ.
"""

from collections.abc import Callable
from types import ModuleType
from typing import NamedTuple

from tests.forgeries import packages, pages, pdf_fonts, pdfs, word_files
from tests.forgeries.documents import document
from tests.forgeries.unseen import UNSEEN


class Forgery(NamedTuple):
    """What forges a document, and words of which a true report must have one: the place, or the kind."""

    name: str
    format: str
    forge: Callable[[bytes], bytes]
    names: tuple[str, ...]

    @property
    def content(self) -> bytes:
        """The forged document."""
        forged = self.forge(document(self.format))
        assert forged != document(self.format), self.name
        return forged


_WORD_FILES: dict[str, tuple[str, ...]] = {
    "word_changed": ("Part Two",),
    "word_of_the_cover_changed": ("the cover",),
    "prompt_changed": ("Part One",),
    "footnote_changed": ("footnote 2",),
    "footnote_added": ("Part Two", "footnote 3"),
    "footnote_never_called": ("footnote",),
    "footnotes_exchanged": ("footnote 1",),
    "footnote_reference_moved": ("Part One", "Part Two"),
    "footnote_separator_with_words": ("footnote",),
    "table_cell_changed": ("Part One",),
    "table_row_added": ("Part One",),
    "paragraph_split": ("(a) Innovative",),
    "tracked_insertion": ("Part Two",),
    "tracked_deletion": ("Part Two",),
    "tracked_deletion_of_shown_words": ("tracked",),
    "tracked_deletion_of_a_row": ("Part One",),
    "tracked_deletion_of_a_cell": ("Part One",),
    "tracked_insertion_of_a_row": ("Part One",),
    "tracked_deletion_of_a_mark": ("(a) Innovative",),
    "tracked_formatting": ("Part Two",),
    "tracked_layout": ("tracked formatting",),
    "text_in_a_symbol": ("Part Two",),
    "struck_text": ("Part Two",),
    "struck_twice": ("Part Two",),
    "hidden_text": ("Part Two",),
    "hidden_text_added": ("Part Two",),
    "white_text": ("Part Two",),
    "tiny_text": ("Part Two",),
    "bold_added": ("Part Two",),
    "bold_removed": ("Part One",),
    "highlight_added": ("Part Two",),
    "capitals_added": ("Part Two",),
    "style_that_hides": ("word/styles.xml",),
    "style_changed": ("word/styles.xml",),
    "numbering_changed": ("word/numbering.xml",),
    "heading_made_text": ("Regional work",),
    "link_address_changed": ("evil.example",),
    "link_removed": ("https://example.org/report",),
    "link_added": ("evil.example",),
    "link_moved": ("https://example.org/report",),
    "link_by_field": ("evil.example",),
    "footnote_link_changed": ("evil.example",),
    "relationship_target_changed": ("footer", "other.xml"),
    "document_target_changed": ("forged.xml",),
    "image_replaced": ("chart",),
    "image_added": ("image",),
    "image_shown_twice": ("image",),
    "image_removed": ("image",),
    "image_shown_from_another_part": ("image",),
    "external_image": ("evil.example",),
    "alternative_changed": ("forged",),
    "image_by_vml": ("image",),
    "chart_added": ("chart",),
    "wordart_added": ("FORGED WORDS",),
    "text_box_added": ("In a box",),
    "equation_added": ("equation",),
    "field_added": ("field",),
    "field_that_includes_a_file": ("INCLUDETEXT",),
    "content_control_added": ("content control",),
    "alternate_content": ("drawing",),
    "embedded_object": ("embedded",),
    "alt_chunk_added": ("embedded",),
    "sub_document_added": ("evil.example",),
    "comment_added": ("comment",),
    "footer_words_changed": ("the footer",),
    "footer_figure_changed": ("the footer",),
    "header_added": ("the header",),
    "endnote_added": ("endnote",),
    "core_title_changed": ("the title",),
    "core_keywords_added": ("keywords",),
    "core_date_changed": ("the date",),
    "last_author_changed": ("lastModifiedBy",),
    "custom_property_added": ("docProps/custom.xml",),
    "macro_part": ("vbaProject",),
    "attached_template": ("evil.example",),
    "setting_changed": ("word/settings.xml",),
    "second_package_first": ("Other work", "item0.xml"),
    "second_package_last": ("item9.xml",),
    "part_twice": ("word/document.xml",),
    "unknown_part_added": ("secret.bin",),
}

_PDFS: dict[str, tuple[str, ...]] = {
    "page_removed": ("page 1", "pages"),
    "last_page_removed": ("page 4", "pages"),
    "page_removed_and_versions_edited": ("page", "words"),
    "word_painted_and_versions_edited": ("page", "words"),
    "page_reordered": ("page 2",),
    "page_repeated": ("page 4", "pages"),
    "page_added": (),
    "page_turned": ("page 2",),
    "page_cropped": ("page 2",),
    "overlay_text": ("page 2",),
    "invisible_text": ("page 2",),
    "overlay_box": (),
    "overlay_drawing": (),
    "text_made_invisible": (),
    "text_made_white": (),
    "line_of_text_removed": ("page 3",),
    "image_replaced": ("image",),
    "image_added": ("page 2",),
    "image_removed": ("image",),
    "annotation_added": ("page 2",),
    "free_text_added": ("page 2",),
    "link_annotation_changed": ("evil.example",),
    "link_annotation_removed": ("https://example.org/report",),
    "link_annotation_added": ("evil.example",),
    "link_annotation_moved": (),
    "link_starts_a_program": (),
    "link_within_changed": (),
    "script_added": (),
    "action_on_opening": (),
    "action_of_a_page": (),
    "form_field_added": (),
    "metadata_changed": ("the title",),
    "keywords_added": (),
    "outline_changed": (),
    "language_changed": (),
    "alternative_changed": ("forged",),
    "actual_text_added": ("Forged words for listeners",),
    "attachment_replaced": ("chart",),
    "second_attachment": ("more.exe",),
    "second_package": ("wsisc-source.json", "changed after"),
    "incremental_update": ("page 2",),
    "layer_added": (),
    "action_between_comments": (),
    "action_within_a_stream": (),
    "action_within_a_text": (),
    "action_in_a_stream_of_objects": (),
    "second_action_of_a_link": (),
    "unseen_action_of_a_link": (),
    "link_painted": (),
    "page_labels_added": (),
    "preferences_changed": (),
    "metadata_stream_changed": (),
    "metadata_stream_emptied": (),
    "glyphs_exchanged": (),
    "page_clipped": (),
    "glyphs_exchanged_in_a_font": ("look", "Tinos-Italic"),
    "page_moved_away": ("page 2",),
    "page_shrunk": ("page 2",),
}

_PAGES: dict[str, tuple[str, ...]] = {
    "word_changed": ("Part Two",),
    "word_of_the_cover_changed": ("the cover",),
    "footnote_changed": ("footnote 2",),
    "footnote_never_called": ("footnote",),
    "footnote_number_changed": (),
    "footnote_reference_retargeted": ("#fn",),
    "table_cell_changed": ("Part One",),
    "words_before_the_text": ("around the text",),
    "words_behind_the_text": ("around the text",),
    "second_text": ("More.",),
    "words_in_the_link_of_a_footnote": (),
    "script_in_the_link_of_a_footnote": (),
    "script_added": ("script",),
    "script_from_outside": ("script",),
    "script_behind_the_package": ("script", "cannot be read"),
    "onerror_attribute": ("onerror",),
    "onload_attribute": ("onload",),
    "address_that_runs": ("javascript:",),
    "frame_added": ("iframe",),
    "object_added": ("object",),
    "drawing_added": ("svg",),
    "drawing_with_words": ("FORGED",),
    "form_added": ("form",),
    "button_added": ("input",),
    "refresh_added": ("refresh",),
    "base_added": ("base",),
    "style_sheet_from_outside": ("evil.example",),
    "sound_added": ("audio",),
    "style_hides": ("the style sheet",),
    "style_writes_words": ("the style sheet",),
    "second_style_sheet": ("the style sheet",),
    "style_of_an_element": ("style",),
    "hidden_attribute": ("hidden",),
    "class_that_hides": ("skip",),
    "inert_attribute": ("aria-hidden",),
    "template_around_words": ("template",),
    "noscript_around_words": ("noscript",),
    "details_around_words": ("details",),
    "text_area_around_words": ("textarea",),
    "struck_text": ("del",),
    "bold_added": (),
    "bold_removed": ("strong",),
    "comment_added": (),
    "heading_level_changed": ("h4",),
    "tooltip_added": ("Forged words",),
    "label_changed": (),
    "label_added": ("Forged words",),
    "link_address_changed": ("evil.example",),
    "link_removed": ("https://example.org/report",),
    "link_added": ("evil.example",),
    "link_moved": ("https://example.org/report",),
    "link_within_changed": ("#three",),
    "link_pings": (),
    "image_replaced": ("chart", "image"),
    "image_added": ("image",),
    "image_from_outside": (),
    "image_made_tiny": (),
    "alternative_changed": ("forged",),
    "title_changed": ("the title",),
    "author_changed": ("the author",),
    "language_changed": ("language",),
    "direction_changed": ("rtl",),
    "direction_of_words_changed": ("bdo",),
    "encoding_changed": ("utf-7",),
    "second_package_first": ("Other work", "source"),
    "versions_edited_and_word_changed": ("Part Two",),
    "link_widened": (),
    "link_narrowed": (),
    "link_on_other_words": (),
    "image_moved": ("(a) Innovative",),
    "image_moved_without_its_caption": (),
    "bold_narrowed": (),
    "bold_moved": (),
    "word_moved_out_of_a_heading": ("2) Other",),
    "word_moved_between_items": (),
    "word_moved_between_cells": (),
    "paragraphs_joined": (),
    "referrer_added": ("referrer",),
    "viewport_changed": (),
    "image_of_no_width": (),
    "words_inert": ("inert",),
    "words_in_a_popover": ("popover",),
    "dialog_around_words": ("dialog",),
}

_PACKAGES: dict[str, tuple[str, ...]] = {
    "source_edited": ("Work nowhere", "nowhere"),
    "title_edited": ("forged",),
    "call_edited": ("call",),
    "another_call_of_wsisc": ("call",),
    "marked_as_draft": ("Draft", "draft"),
    "figure_digest_edited": ("chart",),
}

_ROWS = (
    ("docx", word_files.ROWS), ("pdf", pdfs.ROWS), ("pdf", pdf_fonts.ROWS), ("html", pages.ROWS),
)  # fmt: skip
LAYOUT = ("docx-style_changed", "docx-setting_changed", "pdf-link_within_changed")
"""Forgeries that concern the layout alone, which can differ in other versions."""

_VERSIONS = ("versions_edited", "versions_removed")
_MODULES: dict[str, ModuleType] = {"docx": word_files, "pdf": pdfs, "html": pages}
_TABLES = {"docx": _WORD_FILES, "pdf": _PDFS, "html": _PAGES}


def in_package(format: str, name: str) -> Callable[[bytes], bytes]:
    """Return what forges the package of documents in a format, by a function of `packages`."""
    change = getattr(packages, name)
    return lambda content: _MODULES[format].with_package(content, change)


FORGERIES = [
    *(Forgery(f"docx-{name}", "docx", forge, (named,)) for name, (forge, named, _) in UNSEEN.items()),
    *(
        Forgery(f"{format}-{name}", format, getattr(_MODULES[format], name), names)
        for format, table in _TABLES.items()
        for name, names in table.items()
    ),
    *(
        Forgery(f"{format}-package-{name}", format, in_package(format, name), names)
        for format in _TABLES
        for name, names in _PACKAGES.items()
    ),
    *(
        Forgery(f"{format}-{name}", format, forge, names)
        for format, rows in _ROWS
        for name, (forge, names) in rows.items()
    ),
]
"""Documents that are not what they were built as: each is to be told of."""

VERSIONS = [
    Forgery(f"{format}-package-{name}", format, in_package(format, name), ("versions",))
    for format in _TABLES
    for name in _VERSIONS
]
"""Documents that only claim to be from other versions."""

HARMLESS = [
    Forgery("docx-package-call_comment_added", "docx", in_package("docx", "call_comment_added"), ()),
    Forgery(
        "html-package-call_comment_added",
        "html",
        lambda content: pages.with_checksum(in_package("html", "call_comment_added")(content)),
        (),
    ),
    Forgery("docx-zipped_anew", "docx", word_files.zipped_anew, ()),
    Forgery("docx-stored", "docx", word_files.stored, ()),
    Forgery("html-line_ends_of_windows", "html", pages.line_ends_of_windows, ()),
]
"""Documents with the same content, stored in another way."""

_CLAIMS = ("wsisc_claimed", "typst_claimed", "fonts_claimed", "program_claimed", "versions_removed")
_CLAIMING = {
    "pdf": (
        "overlay_text", "page_cropped", "text_made_white", "layer_added", "glyphs_exchanged_in_a_font", "page_clipped",
        "words_spaced", "words_exchanged", "letters_exchanged", "link_annotation_changed", "image_replaced",
        "actual_text_added",
    ),
    "html": (
        "word_changed", "style_hides", "style_writes_words", "class_that_hides", "font_within", "words_in_white",
        "link_address_changed", "image_replaced", "label_changed", "script_added", "page_hidden",
    ),
}  # fmt: skip


def _claiming(forgery: Forgery, claim: str) -> Forgery:
    """Return a forgery that claims to be built by other versions, with a checksum as if it were so."""
    change = in_package(forgery.format, claim)
    finish = pages.with_checksum if forgery.format == "html" else bytes
    return Forgery(
        f"{forgery.name}-{claim}", forgery.format, lambda content: finish(change(forgery.forge(content))), ()
    )


CLAIMED = [
    _claiming(each, claim)
    for each in FORGERIES
    if each.name.removeprefix(f"{each.format}-") in _CLAIMING.get(each.format, ())
    for claim in _CLAIMS
]
"""Forgeries that claim other versions of one program, of a program that nobody knows, or none at all."""

SAVED_ANEW = [
    Forgery("pdf-written_anew", "pdf", pdfs.written_anew, ()),
    Forgery("pdf-saved_by_pdfium", "pdf", pdfs.saved_by_pdfium, ()),
]
"""PDFs that another program has written anew, and in which nothing that can be compared has changed."""
