"""A submission -> the same with sections added, removed, moved, split or renamed, or another title.

Each function makes one edit in place, and returns whether it found something to change.
"""

from tests.redline.drafts import Section

SECTION_LEVELS = 3
_MAX_TITLE = 500  # characters, as in the schema


# sections


def _places(editor):
    """Return each section with the list that has it and its level."""
    found = []

    def visit(section, level):
        for each in section.sections:
            found.append((section.sections, each, level + 1))
            visit(each, level + 1)

    for part in editor.draft.parts.values():
        visit(part, 0)
    return found


def _depth(section):
    return 1 + max(map(_depth, section.sections), default=0)


def _targets(editor, section):
    """Return the lists of sections into which a section fits."""
    depth = _depth(section) if section else 1
    return [
        each.sections
        for each, level in editor.sections()
        if level + depth <= SECTION_LEVELS and each is not editor.draft.parts["one"]
    ]


def add_section(editor):
    target = editor.pick(_targets(editor, None))
    target.insert(editor.chance.randint(0, len(target)), editor.maker.section(editor.draft, SECTION_LEVELS))
    return True


def remove_section(editor):
    place = editor.pick(_places(editor))
    if place is None:
        return False
    place[0].remove(place[1])
    return True


def rename_section(editor):
    place = editor.pick(_places(editor))
    if place is None:
        return False
    place[1].title = editor.maker.phrase()
    return True


def retitle_section(editor):
    """Change a word of a title."""
    place = editor.pick(_places(editor))
    if place is None:
        return False
    place[1].title += ("" if editor.draft.language == "zh" else " ") + editor.maker.word().text
    return True


def move_section(editor):
    place = editor.pick(_places(editor))
    if place is None:
        return False
    place[0].remove(place[1])
    target = place[0] if editor.chance.random() < 0.5 else editor.pick(_targets(editor, place[1]))
    target.insert(editor.chance.randint(0, len(target)), place[1])
    return True


def split_section(editor):
    place = editor.pick(each for each in _places(editor) if len(each[1].blocks) > 1)
    if place is None:
        return False
    sections, section, _ = place
    at = editor.chance.randrange(1, len(section.blocks))
    rest = Section(editor.maker.phrase(), section.blocks[at:])
    del section.blocks[at:]
    sections.insert(next(at for at, each in enumerate(sections) if each is section) + 1, rest)
    return True


def dissolve_section(editor):
    """Put the text of a section at the end of what is before it."""
    place = editor.pick(each for each in _places(editor) if not each[1].sections)
    if place is None:
        return False
    sections, section, _ = place
    at = next(at for at, each in enumerate(sections) if each is section)
    del sections[at]
    before = sections[at - 1] if at else next(each for each, _ in editor.sections() if each.sections is sections)
    before.blocks += section.blocks
    return True


# the whole


def change_title(editor):
    joint = "" if editor.draft.language == "zh" else " "
    added = editor.maker.phrase(1, 2)
    longer = editor.draft.title + joint + added
    editor.draft.title = longer if len(longer) <= _MAX_TITLE else added
    return True


def change_entity(editor):
    editor.draft.entity = editor.maker.phrase(1, 3)
    return True


def move_part(editor):
    """Move the text of a part to another one."""
    one, other = editor.chance.sample(sorted(editor.draft.parts), 2)
    editor.draft.parts[other].blocks += editor.draft.parts[one].blocks
    editor.draft.parts[one].blocks = []
    return True
