"""Changes of footnotes and figures that the author has deleted meanwhile -> conflicts in the places they were."""

from collections.abc import Iterator

from wsisc.diagnostic import DataPath
from wsisc.diff import section_matching, word_tree
from wsisc.diff.change import Change, ChangeAction, ChangeKind, Verdict
from wsisc.diff.sides import Sides
from wsisc.merge import pictures, wording


def find_orphaned_footnotes(sides: Sides) -> Iterator[Change]:
    """Yield a conflict for each footnote that the reviewer changed, and that ours no longer references."""
    for name, their_name in sides.notes_to_theirs.items():
        if name in sides.notes_to_ours:
            continue
        old, new = sides.base.footnotes[name], sides.theirs.footnotes[their_name]
        base, theirs = word_tree.parse(old, sides.base_names), word_tree.parse(new, sides.their_names)
        if base.signature != theirs.signature:
            place = _nearest_place(sides, f"[^{their_name}]")
            formatted = (base.formatted_words, theirs.formatted_words) if base.words == theirs.words else ("", "")
            links = frozenset(sides.theirs.links)
            proposal = wording.extract_markdown(new, theirs, links, _rename_to_addresses(sides)).strip()
            yield Change(
                action=ChangeAction.CHANGED,
                kind=ChangeKind.FOOTNOTE,
                path=place,
                old=base.words,
                new=theirs.words,
                verdict=Verdict.CONFLICT,
                proposal=proposal,
                formatted=formatted,
            )


def find_orphaned_figures(sides: Sides) -> Iterator[Change]:
    """Yield a conflict for each changed caption, alternative text and image of a figure that ours no longer has."""
    for name, id in sides.their_names.figures.items():
        if id not in sides.base.figures or sides.figures_to_ours.get(id) in sides.ours.figures:
            continue
        base, theirs = sides.base.figures[id], sides.theirs.figures[name]
        place = _nearest_place(sides, f"![{name}]")
        for field in (ChangeKind.CAPTION, ChangeKind.ALT):
            old, new = getattr(base, field), getattr(theirs, field)
            if new and new != old:
                yield Change(
                    action=ChangeAction.CHANGED,
                    kind=field,
                    path=place,
                    old=old,
                    new=new,
                    verdict=Verdict.CONFLICT,
                    proposal=wording.escape(new),
                )
        yield from pictures.find_orphaned(sides, id, name, place)


def _nearest_place(sides: Sides, reference: str) -> DataPath:
    """Return the path of the nearest part or section to a reference of theirs to a footnote or figure, () if none."""
    return sides.nearest_to_theirs(next(iter(section_matching.find_referring(sides.theirs, reference)), ()))


def _rename_to_addresses(sides: Sides) -> wording.NameRewriter:
    """Return what replaces names in a proposal: links by their addresses, all others unchanged."""
    return lambda kind, name: f"({sides.theirs.links.get(name, name)})" if kind == "link" else name
