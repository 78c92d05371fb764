"""A submission -> the same with paragraphs, lists and other blocks added, removed, moved, split or joined.

Each function makes one edit in place, and returns whether it found something to change.
"""

from itertools import pairwise

from tests.redline.drafts import Items, Paragraph, Quotation

# blocks


def add_block(editor):
    blocks = editor.pick(editor.block_lists())
    blocks.insert(editor.chance.randint(0, len(blocks)), editor.maker.block(editor.draft))
    return True


def add_paragraph(editor):
    blocks = editor.pick(editor.all_block_lists())
    blocks.insert(editor.chance.randint(min(1, len(blocks)), len(blocks)), editor.maker.paragraph(editor.draft))
    return True


def remove_block(editor):
    blocks = editor.pick(each for each in editor.block_lists() if each)
    if blocks is None:
        return False
    del blocks[editor.chance.randrange(len(blocks))]
    return True


def replace_block(editor):
    blocks = editor.pick(each for each in editor.block_lists() if each)
    if blocks is None:
        return False
    blocks[editor.chance.randrange(len(blocks))] = editor.maker.block(editor.draft)
    return True


def move_block(editor):
    source = editor.pick(each for each in editor.block_lists() if each)
    if source is None:
        return False
    block = source.pop(editor.chance.randrange(len(source)))
    target = source if editor.chance.random() < 0.5 else editor.pick(editor.block_lists())
    target.insert(editor.chance.randint(0, len(target)), block)
    return True


def add_last_block(editor):
    """Add a block at the end of the document, or of its last section."""
    editor.sections()[-1][0].blocks.append(editor.maker.block(editor.draft))
    return True


def remove_last_block(editor):
    blocks = editor.sections()[-1][0].blocks
    if not blocks:
        return False
    blocks.pop()
    return True


def add_first_block(editor):
    editor.draft.parts["one"].blocks.insert(0, editor.maker.block(editor.draft))
    return True


def remove_first_block(editor):
    blocks = editor.draft.parts["one"].blocks
    if len(blocks) < 2:
        return False
    del blocks[0]
    return True


def split_paragraph(editor):
    place = editor.pick((blocks, each) for blocks, each in editor.of_kind(Paragraph) if len(each.text) > 4)
    if place is None:
        return False
    blocks, block = place
    at = editor.chance.choice(editor.words_of(block.text)[1:] or [1])
    blocks.insert(blocks.index(block) + 1, Paragraph(block.text[at:]))
    del block.text[at:]
    return True


def join_paragraphs(editor):
    pairs = [
        (blocks, one, other)
        for blocks in editor.all_block_lists()
        for one, other in pairwise(blocks)
        if isinstance(one, Paragraph) and isinstance(other, Paragraph)
    ]
    place = editor.pick(pairs)
    if place is None:
        return False
    blocks, one, other = place
    one.text += other.text
    blocks.pop(next(at for at, each in enumerate(blocks) if each is other))
    return True


def change_kind(editor):
    """Make a paragraph an item or a quotation, or the other way round."""
    blocks = editor.pick(each for each in editor.block_lists() if each)
    if blocks is None:
        return False
    at = editor.chance.randrange(len(blocks))
    block = blocks[at]
    if isinstance(block, Paragraph):
        way = editor.chance.randrange(2)
        blocks[at] = Quotation([block]) if way else Items(editor.chance.choice("-.)"), 1, [[block]])
    elif isinstance(block, Quotation):
        blocks[at : at + 1] = block.blocks
    elif isinstance(block, Items):
        blocks[at : at + 1] = [each for item in block.items for each in item]
    else:
        return False
    return True


# lists


def _lists(editor):
    return [block for _, block in editor.of_kind(Items)]


def add_item(editor):
    block = editor.pick(_lists(editor))
    if block is None:
        return False
    block.items.insert(editor.chance.randint(0, len(block.items)), editor.maker.item(editor.draft, 2))
    return True


def remove_item(editor):
    block = editor.pick(each for each in _lists(editor) if len(each.items) > 1)
    if block is None:
        return False
    del block.items[editor.chance.randrange(len(block.items))]
    return True


def move_item(editor):
    block = editor.pick(each for each in _lists(editor) if len(each.items) > 1)
    if block is None:
        return False
    item = block.items.pop(editor.chance.randrange(len(block.items)))
    block.items.insert(editor.chance.randint(0, len(block.items)), item)
    return True


def nest_item(editor):
    block = editor.pick(each for each in _lists(editor) if len(each.items) > 1)
    if block is None:
        return False
    at = editor.chance.randrange(1, len(block.items))
    item = block.items.pop(at)
    block.items[at - 1].append(Items(editor.chance.choice("-.)"), 1, [item]))
    return True


def unnest_item(editor):
    nested = [
        (block, at, blocks, inner)
        for block in _lists(editor)
        for at, blocks in enumerate(block.items)
        for inner in blocks[1:]
        if isinstance(inner, Items)
    ]
    place = editor.pick(nested)
    if place is None:
        return False
    block, at, blocks, inner = place
    blocks.remove(inner)
    block.items[at + 1 : at + 1] = inner.items
    return True


def split_list(editor):
    place = editor.pick((blocks, each) for blocks, each in editor.of_kind(Items) if len(each.items) > 1)
    if place is None:
        return False
    blocks, block = place
    at = editor.chance.randrange(1, len(block.items))
    index = next(at for at, each in enumerate(blocks) if each is block)
    rest = Items(block.sign, block.start + at if editor.chance.random() < 0.5 else 1, block.items[at:])
    blocks[index + 1 : index + 1] = [editor.maker.paragraph(editor.draft), rest]
    del block.items[at:]
    return True


def change_numbers(editor):
    block = editor.pick(_lists(editor))
    if block is None:
        return False
    if block.sign != "-" and editor.chance.random() < 0.5:
        block.start = editor.chance.choice([1, 2, 4, 7])
    else:
        block.sign = editor.chance.choice([each for each in "-.)" if each != block.sign])
    return True
