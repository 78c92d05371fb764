"""A submission and a random number -> the submission with one edit, as authors make them: from a word to a section."""

from tests.redline import block_edits, section_edits, table_edits, word_edits
from tests.redline.drafts import Items, Maker, Note, Paragraph, Quotation, Table, Word


class Editor:
    """A draft that is edited in place, and what there is in it to edit."""

    def __init__(self, draft, chance):
        self.draft, self.chance = draft, chance
        self.maker = Maker(chance, draft.language)

    # what there is to edit

    def sections(self):
        """Return the parts and sections, and the level of each; parts have level 0."""
        found = []

        def visit(section, level):
            found.append((section, level))
            for each in section.sections:
                visit(each, level + 1)

        for part in self.draft.parts.values():
            visit(part, 0)
        return found

    def texts_of(self, blocks):
        for block in blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Quotation):
                yield from self.texts_of(block.blocks)
            elif isinstance(block, Items):
                for item in block.items:
                    yield from self.texts_of(item)
            elif isinstance(block, Table):
                for row in block.rows:
                    yield from row

    def texts(self):
        """Return all texts: of paragraphs, items, quotations, cells and notes."""
        found = [text for section, _ in self.sections() for text in self.texts_of(section.blocks)]
        return found + [text for name in self.notes() for text in self.texts_of(self.draft.notes[name])]

    def body_texts(self):
        return [text for section, _ in self.sections() for text in self.texts_of(section.blocks) if text]

    def notes(self):
        return [each.name for text in self.body_texts() for each in text if isinstance(each, Note)]

    def block_lists(self):
        return [section.blocks for section, _ in self.sections()]

    def all_block_lists(self):
        """Return the lists of blocks in sections, quotations and items."""
        found = []

        def visit(blocks):
            found.append(blocks)
            for block in blocks:
                if isinstance(block, Quotation):
                    visit(block.blocks)
                elif isinstance(block, Items):
                    for item in block.items:
                        visit(item)

        for blocks in self.block_lists():
            visit(blocks)
        return found

    def of_kind(self, kind):
        """Return the blocks of a kind, each with the list that has it."""
        return [(blocks, block) for blocks in self.all_block_lists() for block in blocks if isinstance(block, kind)]

    def pick(self, values):
        values = list(values)
        return self.chance.choice(values) if values else None

    def words_of(self, text):
        return [at for at, each in enumerate(text) if isinstance(each, Word)]


EDITS = {
    name: edit
    for module in (block_edits, section_edits, table_edits, word_edits)
    for name, edit in sorted(vars(module).items())
    if getattr(edit, "__module__", "") == module.__name__ and not name.startswith("_")
}
"""All edits by their names."""
