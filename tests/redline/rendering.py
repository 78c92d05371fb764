"""A submission as blocks and words -> the data of its YAML file."""

from itertools import groupby

from tests.redline.drafts import (
    CALLS,
    STOPS,
    Break,
    FigurePlace,
    Items,
    Note,
    Paragraph,
    Quotation,
    Table,
    Word,
)

_MARKS = {"b": ("**", "**"), "i": ("*", "*"), "bi": ("***", "***"), "pt": ("[", "]{lang=pt}"), "": ("", "")}
_ALIGNS = {"": "---", "l": ":--", "c": ":-:", "r": "--:"}


def to_data(draft):
    """Return the data of a submission; notes, links and figures that nothing refers to are left out."""
    renderer = _Renderer(draft)
    parts = {name: renderer.section(part) for name, part in draft.parts.items()}
    call, language = CALLS[draft.language]
    data = {
        "wsisc": 1,
        "call": call,
        "language": language,
        "title": draft.title,
        "entity": {"name": draft.entity},
        "parts": {
            "one": parts["one"],
            "two": parts["two"],
            "three": {"a": parts["three-a"], "b": parts["three-b"]},
        },
        "links": {name: draft.links[name] for name in renderer.links},
        "footnotes": renderer.notes,
        "figures": {name: draft.figures[name] for name in renderer.figures},
    }
    return {key: value for key, value in data.items() if value != {}}


class _Renderer:
    def __init__(self, draft):
        self.draft, self.notes, self.links, self.figures = draft, {}, [], []
        self.joint = "" if draft.language == "zh" else " "

    def section(self, section):
        data = {"title": section.title} if section.title else {}
        if section.id:
            data["id"] = section.id
        if text := self.blocks(section.blocks):
            data["text"] = text
        if section.sections:
            data["sections"] = [self.section(each) for each in section.sections]
        return data

    def blocks(self, blocks):
        return "\n\n".join(filter(None, map(self.block, blocks)))

    def block(self, block):
        if isinstance(block, Paragraph):
            return self.text(block.text)
        if isinstance(block, Quotation):
            return "\n".join(f"> {line}".rstrip() for line in self.blocks(block.blocks).split("\n"))
        if isinstance(block, Table):
            return self.table(block)
        if isinstance(block, FigurePlace):
            self.figures.append(block.name)
            return f"![{block.name}]"
        return self.items(block)

    def items(self, block: Items):
        found = []
        for number, item in enumerate(block.items, block.start):
            sign = "- " if block.sign == "-" else f"{number}{block.sign} "
            lines = self.blocks(item).split("\n")
            found.append(
                "\n".join(f"{' ' * len(sign)}{line}".rstrip() for line in lines).replace(" " * len(sign), sign, 1)
            )
        return "\n".join(found)

    def table(self, table):
        rows = [f"| {' | '.join(self.text(cell, is_cell=True) for cell in row)} |" for row in table.rows]
        rows.insert(1, f"|{'|'.join(_ALIGNS[each] for each in table.aligns)}|")
        return "\n".join(rows)

    # words

    def text(self, text, is_cell=False):
        kept = [each for each in text if not (is_cell and isinstance(each, Break))]
        while kept and isinstance(kept[-1], Break):
            kept.pop()
        while kept and isinstance(kept[0], Break | Note):  # a text begins with words
            kept.pop(0)
        result, joint = "", ""
        for link, group in groupby(kept, key=lambda each: each.link if isinstance(each, Word) else None):
            pieces = list(group)
            if link is None:
                for each in pieces:
                    result += self.sign(each)
                    joint = "" if isinstance(each, Break) else self.joint
                continue
            words = self.words(pieces)
            if pieces[0].text not in STOPS.values():
                # What follows a bracket without a space would be read with it, as the name of a link.
                result += joint or (" " if link and result.endswith(("]", ")")) else "")
            result += self.linked(words, link) if link else words
            joint = self.joint
        return result

    def sign(self, each):
        if isinstance(each, Break):
            return "\\\n"
        if each.name not in self.notes:
            self.notes[each.name] = self.blocks(self.draft.notes[each.name])
            return f"[^{each.name}]"
        return ""

    def linked(self, words, link):
        if link.startswith("https:"):
            return f"[{words}]({link})"
        if link not in self.links:
            self.links.append(link)
        return f"[{words}][{link}]"

    def words(self, words):
        pieces, before = [], ""
        for look, group in groupby(words, key=lambda each: each.look):
            # Without a space between them, the marks of two looks would be read as one mark.
            begin, end = _MARKS["" if self.joint == "" and before else look]
            pieces.append(f"{begin}{self.joint.join(each.text for each in group)}{end}")
            before = look
        return self.joint.join(pieces)
