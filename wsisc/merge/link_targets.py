"""A merged file in which links lead elsewhere -> it with other addresses for their names, instead of new names.

A reviewer who corrects an address means the link that there is: a new name beside it would leave the old one unused.
"""

from collections.abc import Iterator

from wsisc import model, source
from wsisc.diff.versions import Sides
from wsisc.document import comments
from wsisc.merge.components import count_link_letters
from wsisc.model import Submission
from wsisc.source import block_text, yaml_edit


def restore_link_names(content: bytes, sides: Sides) -> bytes:
    """Return a file in which every new name stands for another that nothing uses since, where that is sure."""
    for new in _read(content).links:
        names = list(_replaced_names(_read(content), sides, new)) if new not in sides.ours.links else []
        if len(names) == 1:
            content = _rename_link(content, new, names[0]) or content
    return content


def _replaced_names(merged: Submission, sides: Sides, new_name: str) -> Iterator[str]:
    """Yield the names that a new one may stand for: on as many letters, and nobody uses them any longer."""
    before, after, theirs = count_link_letters(sides.ours), count_link_letters(merged), count_link_letters(sides.theirs)
    proposals = [comment.proposal or "" for _, comment in comments.find_all(merged)]
    for name, address in sides.ours.links.items():
        is_unused = not after[address] and not theirs[address] and not any(f"[{name}]" in each for each in proposals)
        if is_unused and before[address] and before[address] == after[merged.links[new_name]]:
            yield name


def _rename_link(content: bytes, new_name: str, name: str) -> bytes | None:
    """Return a file that says one name instead of a new one, None where that cannot be written."""
    now = _read(content)
    made: bytes | None = content
    for path, text in model.rich_texts(now):
        if made and f"][{new_name}]" in text:
            made = block_text.set_text(made, path, text.replace(f"][{new_name}]", f"][{name}]"))
    made = block_text.set_text(made, ("links", name), now.links[new_name]) if made else None
    made = yaml_edit.remove(made, ("links", new_name)) if made else None
    return made if made and count_link_letters(_read(made)) == count_link_letters(now) else None


def _read(content: bytes) -> Submission:
    return model.from_data(source.read(content, "").data)
