"""A diagnostic -> the same in the words of a person who has a Word file, not a file with keys and tags."""

from wsisc.messages import Message, t
from wsisc.messages.diagnostic import Diagnostic

_FULL_NAME_IS_MISSING = (
    t("the name of the organization was not found"),
    t("write the full name on the cover; it is required"),
)
_TITLE_IS_MISSING = (
    t("the title was not found"),
    t("write the title of the submission below the cover; it is required"),
)
_BY_CODE = {
    "bare-address": ("", t("select words that describe the page, and link them to the address (Insert, Link)")),
    "decorative-words": (
        t("an image that is marked as decorative has words"),
        t("delete its caption and its alternative text, or remove the mark"),
    ),
    "link-without-words": ("", t("write words for the link, or delete it")),
    "list-item-without-words": ("", t("start it with words, or delete it")),
    "list-number": ("", t("number the items in order, or let Word number them")),
    "missing-alternative": (
        t("the image has no alternative text"),
        t("right-click it, choose View Alt Text, and write what it shows, or mark it as decorative"),
    ),
    "stray-markup": ("", t("delete the signs, and format the words in Word")),
    "typed-list": (
        t("these lines begin with typed numbers or signs, which Word does not know as a list"),
        t("use the buttons Bullets or Numbering (tab Home) for these lines"),
    ),
    "untidy-spaces": ("", t("write it on one line, without extra spaces")),
    "useless-alternative": (
        "",
        t("right-click the image, choose View Alt Text, and describe what it shows, as you would over the telephone"),
    ),
    "wrong-language": (
        t("the text is not in the language in which it was checked"),
        t("have the file checked again in the language of its text; until then its wording is not checked"),
    ),
}
"""The message and the hint on a finding whose own ones name keys of the YAML or its signs; "" where they do not."""


def reword(
    diagnostic: Diagnostic, place: str, unplaced: int = 0, part: str = "", *, is_headed: bool = False
) -> Diagnostic:
    """Return a diagnostic in the words of a person who has a Word file.

    `place` is where it is, in such words, `unplaced` how many words belong to no part, `part` the label of a part.
    `is_headed` is whether the file has a heading for the part that it is about.
    """
    message, hint = _find_words(diagnostic, place, unplaced, part, is_headed)
    return diagnostic._replace(message=message or diagnostic.message, hint=hint or _without_tags(diagnostic.hint))


def _without_tags(hint: str) -> str:
    """Return a hint without what it says on tags, which a Word file has not: the advice alone, where it has both."""
    return str(hint.values["advice"]) if isinstance(hint, Message) and {"advice", "tag"} <= hint.values.keys() else hint


def _find_words(diagnostic: Diagnostic, place: str, unplaced: int, part: str, is_headed: bool) -> tuple[str, str]:
    """Return the message and the hint on a finding, "" for those that can remain."""
    match (diagnostic.code, *diagnostic.path):
        case "empty-value", "entity", "name":
            return _FULL_NAME_IS_MISSING
        case "empty-value", "title":
            return _TITLE_IS_MISSING
        case "missing-part", *_:
            return _describe_missing_part(place, has_own_heading=is_headed and unplaced > 0)
        case "too-long", *_, "sections" if isinstance(diagnostic.message, Message):
            limits = diagnostic.message.values
            return (
                t(
                    "{place}: {count:,} headings of one level; at most {most:,} can be checked",
                    place=place,
                    count=limits["count"],
                    most=limits["most"],
                ),
                t("use fewer of them; until then the text below them is not checked"),
            )
        case "too-long", *_:
            return (
                t("{place}: more than can be checked", place=place),
                t("shorten it; until then nothing in it is checked"),
            )
        case "unknown-value", "language":
            return t("the text is not in a language of the call"), ""
        case "unplaced-text", *_:
            return (
                t("words that belong to no part of the call begin here ({count:,} in all)", count=unplaced),
                t(
                    "if they are part of an answer, write the label of its part, such as “{part}”, in front of their "
                    "heading, or on a line above them if they have none",
                    part=part,
                ),
            )
    return _BY_CODE.get(diagnostic.code, ("", ""))


def _describe_missing_part(label: str, *, has_own_heading: bool) -> tuple[str, str]:
    """Return the message and the hint on a part without text; words without a part may be below its heading."""
    if has_own_heading:
        return (
            t("{label}: its heading was found, but no text that belongs to it", label=label),
            t("if its text is below another heading, write “{label}” in front of that heading", label=label),
        )
    return t("{place}: no text was found, and the call requires one", place=label), ""
