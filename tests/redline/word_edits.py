"""A submission -> the same with other words, formatting, links or notes.

Each function makes one edit in place, and returns whether it found something to change.
"""

from tests.redline.drafts import Break, Note, Paragraph, Word

# words


def replace_words(editor):
    text = editor.pick(each for each in editor.texts() if editor.words_of(each))
    if text is None:
        return False
    at = editor.chance.choice(editor.words_of(text))
    end = min(len(text), at + editor.chance.randint(1, 3))
    kept = [each for each in text[at:end] if isinstance(each, Note)]
    text[at:end] = [*(editor.maker.word() for _ in range(editor.chance.randint(1, 3))), *kept]
    return True


def insert_words(editor):
    text = editor.pick(each for each in editor.texts() if each)
    if text is None:
        return False
    at = editor.chance.randint(0, len(text))
    text[at:at] = [editor.maker.word() for _ in range(editor.chance.randint(1, 4))]
    return True


def delete_words(editor):
    text = editor.pick(each for each in editor.texts() if len(editor.words_of(each)) > 3)
    if text is None:
        return False
    at = editor.chance.choice(editor.words_of(text)[1:])
    for _ in range(editor.chance.randint(1, 3)):
        if at < len(text) and isinstance(text[at], Word):
            del text[at]
    return True


def repeat_word(editor):
    text = editor.pick(each for each in editor.texts() if editor.words_of(each))
    if text is None:
        return False
    at = editor.chance.choice(editor.words_of(text))
    text.insert(at, Word(text[at].text))
    return True


def swap_words(editor):
    text = editor.pick(each for each in editor.texts() if len(editor.words_of(each)) > 3)
    if text is None:
        return False
    one, other = editor.chance.sample(editor.words_of(text), 2)
    text[one], text[other] = text[other], text[one]
    return True


def part_of_word(editor):
    """Change letters within a word, such as its ending."""
    text = editor.pick(each for each in editor.texts() if editor.words_of(each))
    if text is None:
        return False
    word = text[editor.chance.choice(editor.words_of(text))]
    word.text = {"en": "s", "ar": "ها", "zh": "们"}[editor.draft.language].join([word.text[:1], word.text[1:]])
    return True


def change_look(editor):
    text = editor.pick(each for each in editor.texts() if editor.words_of(each))
    return text is not None and editor.maker.mark(text, look=editor.chance.choice(["", "b", "i", "bi"]))


def change_link(editor):
    text = editor.pick(each for each in editor.texts() if editor.words_of(each))
    link = "" if editor.chance.random() < 0.3 else editor.maker.link(editor.draft)
    return text is not None and editor.maker.mark(text, link=link)


def change_address(editor):
    """Change the address of a link, not its words."""
    linked = [each for text in editor.texts() for each in text if isinstance(each, Word) and each.link]
    if not linked:
        return False
    former, link = editor.chance.choice(linked).link, editor.maker.link(editor.draft)
    for each in linked:
        if each.link == former:
            each.link = link
    return True


def change_break(editor):
    text = editor.pick(block.text for _, block in editor.of_kind(Paragraph) if len(block.text) > 3)
    if text is None:
        return False
    breaks = [at for at, each in enumerate(text) if isinstance(each, Break)]
    if breaks:
        del text[editor.chance.choice(breaks)]
    else:
        text.insert(editor.chance.randint(1, len(text) - 1), Break())
    return True


# notes


def add_note(editor):
    text = editor.pick(editor.body_texts())
    if text is None:
        return False
    text.insert(editor.chance.randint(1, len(text)), editor.maker.note(editor.draft))
    return True


def _note_places(editor):
    return [(text, at) for text in editor.body_texts() for at, each in enumerate(text) if isinstance(each, Note)]


def remove_note(editor):
    place = editor.pick(_note_places(editor))
    if place is None:
        return False
    del place[0][place[1]]
    return True


def move_note(editor):
    place, target = editor.pick(_note_places(editor)), editor.pick(editor.body_texts())
    if place is None or target is None:
        return False
    note = place[0].pop(place[1])
    target.insert(editor.chance.randint(min(1, len(target)), len(target)), note)
    return True


def rewrite_note(editor):
    name = editor.pick(editor.notes())
    if name is None:
        return False
    editor.draft.notes[name] = [Paragraph(editor.maker.text(sentences=1))]
    return True


def change_note_blocks(editor):
    name = editor.pick(editor.notes())
    if name is None:
        return False
    blocks = editor.draft.notes[name]
    if len(blocks) > 1 and editor.chance.random() < 0.5:
        blocks.pop(editor.chance.randrange(1, len(blocks)))
    else:
        block = (
            editor.maker.items(None, 2) if editor.chance.random() < 0.3 else Paragraph(editor.maker.text(sentences=1))
        )
        blocks.append(block)
    return True
