"""The items of a Word file -> what a reader sees of each: its list, level, sign and number, as Word counts."""

from tests.redline.package import W
from tests.redline.properties import local_name, show_properties, value


class Numbering:
    """The lists of a file, counted as Word counts them: by definition, from the start that a list sets anew."""

    def __init__(self, root):
        elements = [] if root is None else list(root)
        self.definitions = {
            each.get(f"{W}abstractNumId"): each for each in elements if local_name(each) == "abstractNum"
        }
        self.lists = {each.get(f"{W}numId"): each for each in elements if local_name(each) == "num"}
        self.seen, self.counts, self.started = [], {}, set()

    def describe(self, properties):
        """Return what a reader sees of an item: which list, its level, kind, sign and place, and its number."""
        if properties is None:
            return ""
        id, level = value(properties.find(f"{W}numId")), value(properties.find(f"{W}ilvl")) or "0"
        if id == "0":
            return " no-list"
        if id not in self.lists:
            return f" list missing: {id}"
        if id not in self.seen:
            self.seen.append(id)
        definition = value(self.lists[id].find(f"{W}abstractNumId"))
        look = self._level(self.definitions[definition], "lvl", level)
        override = self._level(self.lists[id], "lvlOverride", level)
        if override is not None and override.find(f"{W}lvl") is not None:
            look = override.find(f"{W}lvl")
        kind, sign = value(look.find(f"{W}numFmt")), value(look.find(f"{W}lvlText"))
        number = "" if kind == "bullet" else f" number {self._count(id, definition, level, look, override)}"
        place = show_properties(look.find(f"{W}pPr"))
        return f" list {self.seen.index(id) + 1} level {level} {kind} {sign!r}{place}{number}"

    def _count(self, id, definition, level, look, override):
        counts = self.counts.setdefault(definition, {})
        start = int(value(look.find(f"{W}start")) or 1)
        again = None if override is None else override.find(f"{W}startOverride")
        if again is not None and (id, level) not in self.started:
            counts[level] = int(value(again)) - 1
        self.started.add((id, level))
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [each for each in counts if int(each) > int(level)]:
            del counts[deeper]
        return counts[level]

    def _level(self, holder, tag, level):
        return next((each for each in holder.iter(f"{W}{tag}") if each.get(f"{W}ilvl") == level), None)
