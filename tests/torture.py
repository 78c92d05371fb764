"""A submission that strains every part of the machine: sixty pages, two hundred notes, long tables and addresses."""

from tests.conftest import minimal

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


def torture():
    notes = {f"note-{n}": f"Note number {n}, see <{LONG}>." if n % 20 == 0 else f"Note number {n}." for n in range(200)}
    notes["note-7"] = "A note of two paragraphs.\n\nThe second, with **bold** and a [link][long].\n\n- and a list"
    called = [f"{PARAGRAPH}[^note-{n}]" for n in range(200)]
    text = "\n\n".join(called[:40])
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
        }
    )


def _section(number, texts):
    third = len(texts) // 3
    deepest = {"title": f"Third level {number}", "text": "\n\n".join(texts[2 * third :])}
    inner = {"title": f"Second level {number}", "text": "\n\n".join(texts[third : 2 * third]), "sections": [deepest]}
    return {"title": f"First level {number}", "text": "\n\n".join(texts[:third]), "sections": [inner]}
