"""A Word file without a source, and the submission to merge it into -> an error if they are not the same document.

A merge of another document would remove all that the author wrote. A copy that was edited heavily still has its title,
the name of the entity, or some sentences; two documents on one subject share hardly three words in a row.
"""

from collections.abc import Iterable

from wsisc.diagnostic import WsiscError
from wsisc.diff import word_tree
from wsisc.messages import t
from wsisc.model import Submission
from wsisc.readers.word import content as word
from wsisc.readers.word.content import WordContent
from wsisc.text.sanitize import sanitize

_SHINGLE_WORDS = 3
_MIN_SHINGLES = 10  # a guess: a submission with fewer has too little text to decide
_MIN_SHARED = 0.1  # a guess, see above: the least share of its shingles that an edited copy has kept
_SHORT_NAME_WORDS = 2  # a guess: a name of so few words may occur in any sentence, so it must be a paragraph of its own


def refuse_unrelated(content: WordContent, ours: Submission, name: str) -> None:
    """Raise WsiscError if a Word file shares neither title, nor name, nor text with a submission."""
    texts = [_normalize(each.text) for each in word.all_paragraphs(content.blocks, content.notes)]
    own = _shingles(_normalize(text.words) for _, text in word_tree.parse_texts(ours))
    if len(own) < _MIN_SHINGLES or any(_has_name(_normalize(each), texts) for each in (ours.title, ours.entity.name)):
        return
    if len(own & _shingles(texts)) < _MIN_SHARED * len(own):
        values = {
            "name": " ".join(name.split()),
            "title": sanitize(" ".join(ours.title.split())),
            "entity": sanitize(" ".join(ours.entity.name.split())),
        }
        message = t(
            "the Word file seems to be built from another submission: it has no embedded source, and its title,"
            ' entity and text differ from those of {name}, "{title}" by {entity}',
            **values,
        )
        hint = t(
            "if it is the right file, use --base to name the version that was sent out, or use --base {name} if it"
            " has not changed since; to create a new YAML file from the Word file, omit --into",
            name=values["name"],
        )
        raise WsiscError(message, hint, exit_code=2)


def _has_name(name: str, texts: Iterable[str]) -> bool:
    """Return whether a name is one of the texts, or if it is long part of one."""
    is_long = len(name.split()) > _SHORT_NAME_WORDS
    return bool(name) and any(name == each or (is_long and f" {name} " in f" {each} ") for each in texts)


def _shingles(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Return the shingles of texts: all their runs of some words."""
    split = [text.split() for text in texts]
    return {tuple(each[at : at + _SHINGLE_WORDS]) for each in split for at in range(len(each) - _SHINGLE_WORDS + 1)}


def _normalize(text: str) -> str:
    return " ".join(text.casefold().split())
