"""A submission -> a translation into words that do not exist, in the script of a language: what no person has to judge.

Each word becomes another one, always the same. Numbers keep their value and get the format of the language, the names
of months and "million" are its own, and all formatting, links, footnotes and figures stay.
"""

import hashlib
import re
from dataclasses import replace

from wsisc.calls import locale
from wsisc.messages import resources
from wsisc.source.markup import print_markdown, richtext, tree
from wsisc.source.markup.print_markdown import MarkdownWriter
from wsisc.source.model import Part, Section, Submission

LANGUAGES = ("ar", "es", "fr", "ru", "zh", "en")
_SYLLABLES = {
    "ar": "را جو بي دو كا لي نو مي غا زو في هو",
    "es": "ña ló mur te gós pli ra nez vo",
    "fr": "où gé bleu ça tri pê lon vra",
    "ru": "жу ры бло ня щи мо гла фы",
    "zh": "江 河 山 水 木 林 火 土 石 田 花 草 竹 梅 松 云 雨 雪 风 霜",
    "en": "blu wob gan fip tor zem",
}
_FORMATS = {
    "ar": ("٬", "٫"),
    "es": (".", ","),
    "fr": ("\u202f", ","),
    "ru": ("\u00a0", ","),
    "zh": (",", "."),
    "en": (",", "."),
}
_MILLION = {"ar": "مليون", "es": "millones", "fr": "millions", "ru": "млн", "zh": "百万", "en": "million"}
_PIECE = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+(?!\.)|\d+)|(?P<word>[^\W\d_]+(?:[’'-][^\W\d_]+)*)"
)
_KEPT = re.compile(r"https?://\S+|mailto:\S+")


def translate(submission: Submission, language: str) -> Submission:
    """Return the translation of a submission whose original is in English."""
    links = {name: f"https://name.example/{name}" for name in submission.links}
    writer = MarkdownWriter({address: name for name, address in links.items()}, lambda kind, words, needs_person: None)

    def rich(text: str) -> str:
        blocks = richtext.parse(text, frozenset(links)).blocks
        changed = tree.replace_inlines(blocks, lambda inlines: _inlines(tree.join_texts(inlines), language, links))
        return print_markdown.print_blocks(changed, writer)

    def section(each: Section) -> Section:
        return each._replace(
            title=words(each.title, language), text=rich(each.text), sections=tuple(map(section, each.sections))
        )

    def part(each: Part) -> Part:
        return each._replace(
            text=rich(each.text), sections=tuple(map(section, each.sections)), parts=tuple(map(part, each.parts))
        )

    figures = submission.figures.items()
    return submission._replace(
        language=language,
        title=words(submission.title, language),
        entity=submission.entity._replace(name=words(submission.entity.name, language)),
        parts=tuple(map(part, submission.parts)),
        footnotes={name: rich(text) for name, text in submission.footnotes.items()},
        figures={
            name: each._replace(alt=words(each.alt, language), caption=words(each.caption, language))
            for name, each in figures
        },
    )


def words(text: str, language: str) -> str:
    """Return a text in words of a language, in its format of numbers."""
    pieces, end = [], 0
    for match in _KEPT.finditer(text):
        pieces += [_translate_words(text[end : match.start()], language), match[0]]
        end = match.end()
    return "".join([*pieces, _translate_words(text[end:], language)])


def _translate_words(text: str, language: str) -> str:
    text = _PIECE.sub(lambda match: _number(match[0], language) if match["number"] else _word(match[0], language), text)
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", text) if language == "zh" else text


def _inlines(inlines, language, links):
    def change(node):
        if isinstance(node, tree.Text):
            return replace(node, text=words(node.text, language))
        if isinstance(node, tree.Link):
            address = links[node.name] if node.name else node.address
            return tree.Link(tuple(map(change, node.children)), address)
        return replace(node, children=tuple(map(change, node.children))) if node.children else node

    return tuple(map(change, inlines))


def _number(number: str, language: str) -> str:
    thousands, decimal = _FORMATS[language]
    if re.fullmatch(r"\d+\.\d+", number) or "," in number:
        whole, sign, rest = number.partition(".")
        number = whole.replace(",", thousands) + (decimal if sign else "") + rest
    return number.translate({48 + digit: 0x660 + digit for digit in range(10)}) if language == "ar" else number


def _word(word: str, language: str) -> str:
    months = locale.load("en").months
    if word in months and language in resources.names("templates/locales", ".yaml"):
        return locale.load(language).months[months.index(word)]
    if word == "million":
        return _MILLION[language]
    syllables, digest = _SYLLABLES[language].split(), hashlib.sha256(word.lower().encode()).digest()
    letters = "".join(syllables[each % len(syllables)] for each in digest[: 1 + len(word) // 3])
    return letters.capitalize() if word[0].isupper() else letters
