"""A submission -> the same with other cells, rows, columns or figures.

Each function makes one edit in place, and returns whether it found something to change.
"""

from tests.redline.drafts import IMAGES, FigurePlace, Note, Table

# tables


def _tables(editor):
    return [block for _, block in editor.of_kind(Table)]


def change_cell(editor):
    table = editor.pick(_tables(editor))
    if table is None:
        return False
    row = editor.chance.choice(table.rows)
    at = editor.chance.randrange(len(row))
    row[at] = [editor.maker.word()] if row is table.rows[0] else editor.maker.cell(editor.draft)
    return True


def add_row(editor):
    table = editor.pick(_tables(editor))
    if table is None:
        return False
    row = [editor.maker.cell(editor.draft) for _ in table.aligns]
    table.rows.insert(editor.chance.randint(1, len(table.rows)), row)
    return True


def remove_row(editor):
    table = editor.pick(each for each in _tables(editor) if len(each.rows) > 2)
    if table is None:
        return False
    del table.rows[editor.chance.randrange(1, len(table.rows))]
    return True


def move_row(editor):
    table = editor.pick(each for each in _tables(editor) if len(each.rows) > 2)
    if table is None:
        return False
    row = table.rows.pop(editor.chance.randrange(1, len(table.rows)))
    table.rows.insert(editor.chance.randint(1, len(table.rows)), row)
    return True


def change_header(editor):
    table = editor.pick(_tables(editor))
    if table is None:
        return False
    table.rows[0] = [[editor.maker.word()] for _ in table.aligns]
    return True


def add_column(editor):
    table = editor.pick(each for each in _tables(editor) if len(each.aligns) < 16)
    if table is None:
        return False
    at = editor.chance.randint(0, len(table.aligns))
    table.aligns.insert(at, editor.chance.choice(["", "l", "r"]))
    for row in table.rows:
        row.insert(at, [editor.maker.word()] if row is table.rows[0] else editor.maker.cell())
    return True


def remove_column(editor):
    table = editor.pick(each for each in _tables(editor) if len(each.aligns) > 1)
    if table is None:
        return False
    at = editor.chance.randrange(len(table.aligns))
    for row in [table.aligns, *table.rows]:
        del row[at]
    return True


def change_alignment(editor):
    table = editor.pick(_tables(editor))
    if table is None:
        return False
    table.aligns[editor.chance.randrange(len(table.aligns))] = editor.chance.choice(["", "l", "c", "r"])
    return True


def replace_table(editor):
    place = editor.pick(editor.of_kind(Table))
    if place is None:
        return False
    blocks, block = place
    blocks[next(at for at, each in enumerate(blocks) if each is block)] = editor.maker.table(editor.draft)
    return True


def add_table(editor):
    blocks = editor.pick(editor.block_lists())
    blocks.insert(editor.chance.randint(0, len(blocks)), editor.maker.table(editor.draft))
    return True


def widen_table(editor):
    """Make a table so wide that it goes on a turned page, or so narrow that it comes back."""
    place = editor.pick(editor.of_kind(Table))
    if place is None:
        return False
    blocks, block = place
    columns = 13 if len(block.aligns) < 8 else 2
    index = next(at for at, each in enumerate(blocks) if each is block)
    wide = editor.maker.table(editor.draft, columns, len(block.rows))
    for row, former in zip(wide.rows, block.rows, strict=False):
        kept = [[each for each in cell if not isinstance(each, Note)] for cell in former[:columns]]
        row[: len(kept)] = kept
    wide.rows[0] = [cell or [editor.maker.word()] for cell in wide.rows[0]]
    blocks[index] = wide
    return True


# figures


def add_figure(editor):
    blocks = editor.pick(editor.block_lists())
    blocks.insert(editor.chance.randint(0, len(blocks)), editor.maker.figure(editor.draft))
    return True


def remove_figure(editor):
    place = editor.pick(editor.of_kind(FigurePlace))
    if place is None:
        return False
    place[0].remove(place[1])
    return True


def change_figure(editor):
    place = editor.pick(editor.of_kind(FigurePlace))
    if place is None:
        return False
    values = dict(editor.draft.figures[place[1].name])
    way = editor.chance.randrange(4)
    if way == 0:
        values["file"] = f"figures/{editor.chance.choice(IMAGES)}"
    elif way == 1:
        values = editor.maker.image()
    elif values.get("decorative"):
        values = {"file": values["file"], "alt": editor.maker.phrase(2, 5)}
    else:
        values["alt" if way == 2 else "caption"] = editor.maker.phrase(2, 6)
    editor.draft.figures[place[1].name] = values
    return True
