"""A submission that strains every part of the machine: sixty pages, two hundred notes, long tables, images."""

import shutil

from tests.conftest import ROOT, as_yaml, minimal

LONG = (
    "https://example.org/" + "/".join(f"a-rather-long-step-{n}-of-the-address" for n in range(12)) + "?query=1&more=2"
)
PARAGRAPH = (
    "During the reporting period the Organization continued to support its members in bridging the digital divide, "
    "building capacity, and measuring progress against the targets of the 2030 Agenda. "
) * 6
TABLE = "| Country | Schools | Share |\n|:--|--:|:-:|\n" + "".join(
    f"| Country number {n} | {n * 17:,} | {n % 100} per cent |\n" for n in range(120)
)
LISTS = "\n".join("  " * depth + f"- level {depth + 1}" for depth in range(6))
NUMBERED = "\n".join(f"{n}) step {n}\n   1. first\n   2. second" for n in range(1, 12))


FIGURES = {
    "chart": {
        "file": "figures/chart.png",
        "alt": 'Bars & "more" <than> one',
        "caption": "A chart: *bars*, 2018-2022 ...",
    },
    "photo": {"file": "figures/photo.jpg", "alt": "A photo", "caption": "A photo. " * 40 + "The end."},
    "bare": {"file": "figures/photo.jpg", "alt": "The same photo without a caption"},
    "line": {"file": "figures/line.png", "decorative": True},
}


def write(folder):
    """Write the submission, and its figures next to it, and return its path."""
    shutil.copytree(ROOT / "tests" / "figures", folder / "figures", dirs_exist_ok=True)
    path = folder / "torture.yaml"
    path.write_bytes(as_yaml(torture()))
    return path


def torture():
    notes = {f"note-{n}": f"Note number {n}, see <{LONG}>." if n % 20 == 0 else f"Note number {n}." for n in range(200)}
    notes["note-7"] = "A note of two paragraphs.\n\nThe second, with **bold** and a [link][long].\n\n- and a list"
    called = [f"{PARAGRAPH}[^note-{n}]" for n in range(200)]
    placed = "\n\n".join(f"![{name}]" for name in FIGURES)
    text = "\n\n".join([*called[:20], placed, *called[20:40], "- an item", placed, "- another"])
    return minimal(
        {
            "title": "Everything at once: *tables*, <lists> & notes -- on sixty pages ...",
            "parts": {
                "one": {
                    "text": f"{LISTS}\n\n{NUMBERED}\n\n{TABLE}\n\n> A quotation.\n>\n> > Within another.\n\nSee [{LONG}][long] and <{LONG}>."
                },
                "two": {"text": text, "sections": [_section(0, called[40:100]), _section(1, called[100:140])]},
                "three": {"a": {"text": "\n\n".join(called[140:170])}, "b": {"text": "\n\n".join(called[170:])}},
            },
            "links": {"long": LONG},
            "footnotes": notes,
            "figures": FIGURES,
        }
    )


def _section(number, texts):
    third = len(texts) // 3
    deepest = {"title": f"Third level {number}", "text": "\n\n".join(texts[2 * third :])}
    inner = {"title": f"Second level {number}", "text": "\n\n".join(texts[third : 2 * third]), "sections": [deepest]}
    return {"title": f"First level {number}", "text": "\n\n".join(texts[:third]), "sections": [inner]}
