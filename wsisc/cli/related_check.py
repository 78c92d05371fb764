"""A Word file that carries no source, and the submission it shall flow into -> whether they are one at all.

A merge of a stranger's document would take out all that the author wrote. A copy that was edited heavily still has its
title, the name of who submits, or some sentences; two documents on one subject share hardly three words in a row.
"""

from collections.abc import Iterable

from wsisc import model
from wsisc.diagnostic import WsiscError
from wsisc.diff import tree
from wsisc.model import Submission
from wsisc.readers.word import content as word
from wsisc.readers.word.content import WordContent
from wsisc.report.common import sanitize

_SHINGLE_WORDS = 3
_MIN_SHINGLES = 10
"""A submission of fewer has too little text to tell."""
_MIN_SHARED = 0.1
_SHORT_NAME_WORDS = 2
"""So many words of a name may stand in any sentence."""
_REFUSED = """the Word file seems to be made from another submission: it carries no source, and neither its title, who
submits nor its text are those of {0}, "{1}" by {2}"""
_HINT = """if it is the right one, give what was sent out with --base, or --base {0} if that is still the same; to make
a new YAML file of the Word file, leave out --into"""


def refuse_unrelated(content: WordContent, ours: Submission, name: str) -> None:
    """Raise WsiscError where a Word file shares neither title, nor name, nor text with a submission."""
    texts = [
        _normalize(each.text) for held in (content.blocks, *content.notes.values()) for each in word.paragraphs(held)
    ]
    names = tree.Names(ours.links)
    own = _shingles(_normalize(tree.parse(text, names).words) for _, text in model.rich_texts(ours))
    if len(own) < _MIN_SHINGLES or any(_has_name(_normalize(each), texts) for each in (ours.title, ours.entity.name)):
        return
    if len(own & _shingles(texts)) < _MIN_SHARED * len(own):
        message = _REFUSED.format(name, sanitize(ours.title), sanitize(ours.entity.name))
        raise WsiscError(message.replace("\n", " "), _HINT.format(name).replace("\n", " "), exit_code=2)


def _has_name(name: str, texts: Iterable[str]) -> bool:
    """Tell whether a name is one of some texts, or where it is long within one."""
    is_long = len(name.split()) > _SHORT_NAME_WORDS
    return bool(name) and any(name == each or (is_long and f" {name} " in f" {each} ") for each in texts)


def _shingles(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Return the words of texts, some in a row."""
    split = [text.split() for text in texts]
    return {tuple(each[at : at + _SHINGLE_WORDS]) for each in split for at in range(len(each) - _SHINGLE_WORDS + 1)}


def _normalize(text: str) -> str:
    return " ".join(text.casefold().split())
