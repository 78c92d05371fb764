"""Submissions with reviewers and authors at work on them: what each did, and what must come of it."""

import itertools
import json
import re
from copy import deepcopy
from dataclasses import dataclass, field

from hypothesis import assume
from hypothesis import strategies as st

from tests.conftest import MINIMAL
from wsisc import source
from wsisc.diff import word_tree
from wsisc.source import model

LORE = [
    "work",
    "on",
    "data",
    "and",
    "skills",
    "for",
    "all",
    "in",
    "rural",
    "places",
    "with",
    "the",
    "aim",
    "of",
    "trust",
    "été",
    "2030",
    "Agenda",
    "it's",
    "«near»",
    "AT&T",
    "5*3",
]
MARKED = ["**bold words**", "*slanted*", "[a link][home]", r"\*", "A\\\n      b".replace("      ", "")]


@dataclass
class Unit:
    """A paragraph or item that someone may change: its words, one of which only it has."""

    id: int
    words: list[str]
    kind: str = "paragraph"
    note: bool = False

    def text(self):
        return " ".join(self.words) + (f"[^n{self.id}]" if self.note else "")


@dataclass
class Piece:
    """A section: its title, and its units; `id` is kept where it has one."""

    title: str
    units: list[Unit]
    id: str = ""


@dataclass
class Case:
    """Parts with text (one, a, b) and sections (two)."""

    one: list[Unit]
    pieces: list[Piece]
    a: list[Unit]
    b: list[Unit]
    notes: dict[str, str] = field(default_factory=dict)

    def texts(self):
        return [self.one, *(piece.units for piece in self.pieces), self.a, self.b]

    def units(self):
        return [unit for text in self.texts() for unit in text]


def text_of(units):
    blocks, before = [], None
    number = 0
    for unit in units:
        if unit.kind == "item":
            number = number + 1 if before == "item" else 1
            line = f"{number}) {unit.text()}".replace("\n", "\n   ")
            if before == "item":
                blocks[-1] += f"\n{line}"
            else:
                blocks.append(line)
        else:
            blocks.append(unit.text())
        before = unit.kind
    return "\n\n".join(blocks) + "\n"


def data_of(case):
    called = {f"n{unit.id}" for unit in case.units() if unit.note}
    links = {"home": "https://example.org/home"} if any("[home]" in unit.text() for unit in case.units()) else {}
    sections = [
        {"title": piece.title, **({"id": piece.id} if piece.id else {}), "text": text_of(piece.units)}
        for piece in case.pieces
    ]
    notes = {name: text for name, text in case.notes.items() if name in called}
    return {
        **deepcopy({key: value for key, value in MINIMAL.items() if key != "parts"}),
        "parts": {
            "one": {"text": text_of(case.one)},
            "two": {"sections": sections} if sections else {"text": "An overview."},
            "three": {"a": {"text": text_of(case.a)}, "b": {"text": text_of(case.b)}},
        },
        **({"links": links} if links else {}),
        **({"footnotes": notes} if notes else {}),
    }


STYLES = ["|", "|", "|", ">", '"', "flow"]
ENDS = ["", "", "", "crlf", "mark", "bare"]


def yaml_of(data, width=60, style="|", end=""):
    """Return a submission as a person types it: texts wrapped, comments all over.

    `style` is that of texts; "flow" writes parts in braces. `end` is "crlf", "mark" (a byte order mark) or "bare".
    """
    lines = ["# at the top", "wsisc: 1", "call: cstd-26", "language: en", f"title: {data['title']}  # a title"]
    lines += ["entity:", f"  name: {data['entity']['name']}", "", "parts:", *_part_lines(data["parts"], width, style)]
    for key in ("links", "footnotes"):
        if key in data:
            lines += ["", f"{key}:  # these are all", *(f"  {name}: {each}" for name, each in data[key].items())]
    text = "\n".join(lines) + "\n# at the end" + ("" if end == "bare" else "\n")
    return {"crlf": text.replace("\n", "\r\n"), "mark": f"\ufeff{text}"}.get(end, text).encode()


def _part_lines(parts, width, style):
    lines, count = [], 0

    def remark(indent):
        nonlocal count
        count += 1
        lines.append(f"{' ' * indent}# remark {count}")

    def holder(key, value, indent):
        pad = " " * indent
        remark(indent)
        if style == "flow" and not value.keys() & {"a", "sections"}:
            lines.append(f"{pad}{key}: {{text: {json.dumps(value['text'])}}}  # in braces")
            return
        lines.append(f"{pad}{key}:")
        lines.extend(_text_lines(value["text"], indent + 2, width, style) if "text" in value else [])
        if "sections" in value:
            lines.append(f"{pad}  sections:")
        for section in value.get("sections", ()):
            lines.append("")
            remark(indent + 4)
            lines.append(f"{pad}    - title: {section['title']}")
            lines.extend([f"{pad}      id: {section['id']}"] if "id" in section else [])
            lines.extend(_text_lines(section["text"], indent + 6, width, style))
        for inner in ("a", "b"):
            if inner in value:
                holder(inner, value[inner], indent + 2)

    for part in ("one", "two", "three"):
        holder(part, parts[part], 2)
    return lines


def _text_lines(value, indent, width, style):
    pad = " " * indent
    rows = value.rstrip("\n").split("\n")
    if style in ('"', "flow") or (style == ">" and any(row[:1] == " " for row in rows)):
        return [f"{pad}text: {json.dumps(value, ensure_ascii=False)}  # quoted"]
    if style == ">":
        folded = [line for row in rows for line in (["", *_wrapped(row, width, 0)] if row else [""])]
        return [f"{pad}text: >  # folded", *(pad + "  " + line if line else "" for line in folded[1:])]
    found = [line for row in rows for line in _wrapped(row, width, 3 if row[:1].isdigit() and ") " in row[:4] else 0)]
    return [f"{pad}text: |", *(pad + "  " + line for line in found)]


def _wrapped(line, width, hanging):
    begin = len(line) - len(line.lstrip(" "))
    rows, row = [], ""
    for word in line.strip().split(" "):
        if row and len(row) + len(word) > width and not word[:1].isdigit() and word[:1] not in "-+*>#|:=":
            rows.append(row)
            row = " " * hanging + word
        else:
            row = f"{row} {word}" if row else word
    return [" " * begin + each if each else "" for each in [*rows, row]]


def untouched(content, case):
    """Return the lines of a file under "|" which no change of the reviewer's may touch; empty ones do not count."""
    base, theirs, ours = case[:3]
    renumbered = {id for one in (base, ours) for text in one.texts() for id in _in_changed_lists(text, case[5])}
    titles = {piece.title for piece in theirs.pieces}
    kept, owner, is_text = [], 0, False
    for line in content.decode().splitlines():
        bare = line.strip()
        if 'text: "' in bare:
            ids = re.findall(r"(?:The|THEIRS|OURS)(\d+)", bare)
            is_open = "{text" in bare and case[5]  # a comment on it goes into its braces
            kept += [] if is_open or {int(id) for id in ids} & (case[5] | renumbered) else [line]
        elif re.match(r"#|[\w-]+:|- title:", bare):
            is_text = bare == "text: |"
            is_title = bare.startswith("- title: ") and bare.removeprefix("- title: ") not in titles
            kept += [] if is_title or re.match(r"footnotes:|n\d+:", bare) else [line]
        elif bare:
            found = re.search(r"(?:The|THEIRS|OURS)(\d+)", bare)
            owner = int(found[1]) if found else owner
            kept += [] if not is_text or owner in case[5] or owner in renumbered else [line]
    return kept


def _in_changed_lists(units, changed):
    """Yield the ids of the items of lists in which something may have been put in or taken out."""
    run = []
    for unit in [*units, Unit(0, [])]:
        if unit.kind == "item":
            run.append(unit.id)
            continue
        if set(run) & changed:
            yield from run
        run = [unit.id] if unit.id in changed else []


words = st.lists(st.sampled_from(LORE), min_size=3, max_size=14)


@st.composite
def cases(draw):
    """A submission, the versions of the reviewer and of the author, and how often both changed the same."""
    count = 0

    def unit(kind):
        nonlocal count
        count += 1
        found = draw(words)
        found.insert(draw(st.integers(0, len(found))), f"only{count}x")
        if draw(st.integers(0, 3)) == 0:
            found.insert(draw(st.integers(1, len(found) - 1)), draw(st.sampled_from(MARKED)))
        return Unit(count, [f"The{count}", *found], kind, draw(st.integers(0, 5)) == 0)

    def text(least=1):
        kinds = draw(st.lists(st.sampled_from(["paragraph", "paragraph", "item"]), min_size=least, max_size=4))
        return [unit("paragraph"), *(unit(kind) for kind in kinds)]

    pieces = [
        Piece(f"A title number {n} {draw(st.sampled_from(LORE))}", text(0), f"id-{n}" if draw(st.booleans()) else "")
        for n in range(draw(st.integers(0, 3)))
    ]
    base = Case(text(), pieces, text(), text(0))
    base.notes = {f"n{each.id}": f"Note of {each.id} with some words." for each in base.units() if each.note}
    theirs, ours, both = deepcopy(base), deepcopy(base), deepcopy(base)
    ids = [each.id for each in base.units()]
    changed = draw(st.lists(st.sampled_from(ids), unique=True, max_size=5))
    own = draw(st.lists(st.sampled_from(ids), unique=True, max_size=5))
    overlap = set(changed) & set(own)
    drawn = {}
    for id in changed:
        edit = draw(edits(len(by_id(base, id).words)))
        if id in overlap and edit[0] == "after":
            edit = ("replace", 0)
        drawn[id] = edit
        apply(theirs, id, edit, "THEIRS")
        if id not in overlap:
            apply(both, id, edit, "THEIRS")
    for id in own:
        edit = draw(edits(len(by_id(base, id).words)))
        if id in overlap and edit[0] == "after":
            edit = ("replace", 0)
        if id in overlap and (words_of_both := combined(base, id, drawn[id], edit)):
            by_id(both, id).words = words_of_both
            overlap.discard(id)
        else:
            apply(both, id, edit, "OURS")
        apply(ours, id, edit, "OURS")
    for id in overlap:
        versions = [next((unit for unit in one.units() if unit.id == id), None) for one in (base, theirs, ours)]
        if versions[0] == versions[2]:
            _put(both, theirs, id)
    titles = draw(st.sets(st.integers(0, max(len(pieces) - 1, 0)), max_size=2)) if pieces else set()
    for each in titles:
        for case in (theirs, both):
            case.pieces[each].title += " anew"
    if pieces and draw(st.booleans()):
        at, new = (
            draw(st.integers(0, len(pieces))),
            Piece("A wholly fresh heading", [Unit(900, ["Fresh", "text", "here."])]),
        )
        theirs.pieces.insert(at, new)
        both.pieces.insert(at, deepcopy(new))
    return base, theirs, ours, both, overlap, set(changed)


def edits(length):
    return st.one_of(
        st.tuples(st.just("replace"), st.integers(0, length - 1)),
        st.tuples(st.just("insert"), st.integers(0, length)),
        st.tuples(st.just("delete"), st.integers(1, length - 1)),
        st.tuples(st.just("drop"), st.just(0)),
        st.tuples(st.just("after"), st.just(0)),
    )


def by_id(case, id):
    return next(unit for unit in case.units() if unit.id == id)


def apply(case, id, edit, by):
    kind, at = edit
    text = next(each for each in case.texts() if any(unit.id == id for unit in each))
    unit = by_id(case, id)
    if kind == "drop" and len(text) > 1 and text[0] is not unit:
        text.remove(unit)
    elif kind == "after":
        text.insert(
            text.index(unit) + 1, Unit(id * 100 + (by == "OURS"), [f"{by}{id}", "new", "and", "more."], unit.kind)
        )
    elif kind == "insert":
        unit.words.insert(at, f"{by}{id}")
    elif kind == "delete" and not unit.words[at].startswith("only"):
        del unit.words[at]
    else:
        unit.words[at] = f"{by}{id}"


def combined(case, id, theirs, ours):
    """Return the words of a unit that both changed, None where these changes overlap."""
    words, text = by_id(case, id).words, next(each for each in case.texts() if any(unit.id == id for unit in each))
    found = []
    for (kind, at), by in ((theirs, "THEIRS"), (ours, "OURS")):
        if kind == "drop" and len(text) > 1 and text[0].id != id:
            return None
        is_replaced = kind == "drop" or (kind == "delete" and words[at].startswith("only"))
        found.append(("replace" if is_replaced else kind, at, f"{by}{id}"))
    (_, start, _), (_, then, _) = sorted(found, key=lambda each: each[1])
    first = min(found, key=lambda each: (each[1], each[0] != "insert"))
    between = words[start + (first[0] != "insert") : then]
    # of equal words side by side, either may be the changed one
    assume(all(one != other for one, other in itertools.pairwise(words)))
    if found[0][1] == found[1][1] or not any(re.search(r"\w", each) for each in between):
        return None
    result = list(words)
    for kind, at, new in sorted(found, key=lambda each: -each[1]):
        result[at : at + (kind != "insert")] = [] if kind == "delete" else [new]
    return result


def _put(case, other, id):
    """Make a unit of a case what it is in another."""
    new = next((unit for unit in other.units() if unit.id == id), None)
    text = next(each for each in case.texts() if any(unit.id == id for unit in each))
    at = next(at for at, unit in enumerate(text) if unit.id == id)
    text[at : at + 1] = [deepcopy(new)] if new else []


def submission(data):
    return model.from_data(data)


def essence(found):
    """Return the content of a submission, whatever its spelling: names by what they refer to, texts as trees."""
    notes = {name: text.strip() for name, text in found.footnotes.items()}
    names = word_tree.Names(found.links, notes)
    texts = [
        (path, word_tree.parse(text, names).signature) for path, text in model.rich_texts(found) if path[0] == "parts"
    ]
    titles = [(path, section.title, section.id) for path, section in model.sections(found)]
    return sorted([*texts], key=str), titles, sorted(notes.values())


def read(content):
    return model.from_data(source.read(content, "a.yaml").data)


@st.composite
def written(draw):
    """A case whose reviewer's edits are such as can be written into a Word file, and those."""
    base, _, ours, both, _, _ = draw(cases().filter(lambda case: not case[4]))
    theirs, own = deepcopy(base), {unit.id for unit in base.units()}
    here = {unit.id: unit for unit in ours.units()}
    free = [id for id in sorted(own) if id in here and here[id].text() == by_id(base, id).text()]
    both = deepcopy(ours)
    moves = []
    for id in draw(st.lists(st.sampled_from(free), unique=True, max_size=4)) if free else []:
        kind = draw(st.sampled_from(["replace", "remove", "add"]))
        text = next(each for each in theirs.texts() if any(unit.id == id for unit in each))
        if kind == "remove" and (text[0].id == id or len(text) < 2):
            kind = "replace"
        if kind == "add" and id * 100 + 1 in here:  # which of two new ones comes first is open
            kind = "replace"
        moves.append((kind, id, f"THEIRS{id} new"))
        for case in (theirs, both):
            units = next(each for each in case.texts() if any(unit.id == id for unit in each))
            unit = by_id(case, id)
            if kind == "replace":
                unit.words = [f"THEIRS{id} new" if word == f"only{id}x" else word for word in unit.words]
            elif kind == "remove":
                units.remove(unit)
            else:
                units.insert(units.index(unit) + 1, Unit(id * 100, [f"THEIRS{id} new"], unit.kind))
    return (base, theirs, ours, both, set(), {id for _, id, _ in moves}), moves
