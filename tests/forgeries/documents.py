"""The documents that are forged: one submission with words, links, footnotes, a list, a table and an image."""

from functools import cache

from tests.conftest import build, minimal

DATA = minimal(
    {
        "title": "A submission",
        "date": "2022-12-15",
        "parts": {
            "one": {
                "text": "A summary with **bold words**, a [named link](https://example.org/report), and a note.[^first]\n\n"
                "A second paragraph with another note.[^second]\n\n"
                "- the first item\n- the last item\n\n"
                "| Year | Schools |\n|------|---------|\n| 2021 | 205 |\n| 2022 | 312 |\n"
            },
            "two": {
                "text": "An overview.",
                "sections": [
                    {"title": "Regional work", "text": "Work in the region. " * 150},
                    {"title": "Other work", "text": "Work elsewhere."},
                ],
            },
            "three": {"a": {"text": "What was done.\n\n![chart]\n\nAfter the figure."}, "b": {"text": "What will be."}},
        },
        "footnotes": {"first": "See [the report](https://example.org/note).", "second": "The second note."},
        "figures": {"chart": {"file": "figures/chart.png", "alt": "A chart", "caption": "Schools connected"}},
    }
)


@cache
def document(format: str) -> bytes:
    """Return the document of the submission as wsisc builds it: "docx", "pdf" or "html"."""
    return build(DATA, format)
