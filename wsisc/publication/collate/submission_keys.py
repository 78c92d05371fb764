"""A submission -> its key, of which its address on a site is made: from its entity and its call alone.

No file name, no order and no other submission has a part in it, so it stays when others are added (docs/addresses.md).
"""

import hashlib
import re
from collections.abc import Sequence

from wsisc.source.model import Entity, Submission
from wsisc.text.shared import group_values
from wsisc.text.words import fold_without_accents, without_accents
from wsisc.writers import yaml

_MAX_READABLE_LENGTH = 24  # with the digest and the call, names of files stay far below the limits of file systems
_DIGITS = 8  # of a digest: of 1,000 entities with one acronym, two are equal in 1 of 8,600 cases


def submission_key(submission: Submission) -> str:
    """Return the key of a submission, which only other submissions of its entity to its call have too."""
    return f"{entity_key(submission.entity)}-{submission.call}"


def entity_key(entity: Entity) -> str:
    """Return the key of an entity: its acronym, or else its name, in Latin letters, and a digest of both.

    The digest distinguishes entities of one acronym, and those whose names have no Latin letter.
    """
    words = ("-".join(re.findall("[a-z0-9]+", fold_name(name))) for name in (entity.acronym, entity.name))
    readable = _shorten(next(filter(None, words), "entity"))
    return f"{readable}-{_digest(fold_without_accents(entity.name), fold_without_accents(entity.acronym))}"


def unique_keys(submissions: Sequence[Submission]) -> list[str]:
    """Return the keys of submissions, each with an addition where several have the same one.

    That is a digest of the title, otherwise of the contents; equal ones are numbered. Each of several has an addition:
    the first to come is not preferred to those that come later.
    """
    keys = [submission_key(submission) for submission in submissions]
    for describe in (_title_digest, content_digest):
        shared = {key for key, same in group_values((key, key) for key in keys).items() if len(same) > 1}
        keys = [
            f"{key}-{describe(submission)}" if key in shared else key
            for key, submission in zip(keys, submissions, strict=True)
        ]
    return [f"{key}-{number}" if (number := keys[:at].count(key) + 1) > 1 else key for at, key in enumerate(keys)]


def possible_keys(submission: Submission) -> tuple[str, str, str]:
    """Return the keys that a submission can have, whatever others there are, the shortest first."""
    key = submission_key(submission)
    titled = f"{key}-{_title_digest(submission)}"
    return key, titled, f"{titled}-{content_digest(submission)}"


def content_digest(submission: Submission) -> str:
    """Return a digest of what a submission publishes."""
    return _digest(yaml.dump_canonical(submission))


def fold_name(text: str) -> str:
    """Return a name for sorting and comparison: without accents, case and repeated spaces."""
    return without_accents(" ".join(text.split())).casefold()


def _title_digest(submission: Submission) -> str:
    entity = submission.entity
    return _digest(entity.name, entity.acronym, fold_without_accents(submission.title))


def _shorten(words: str) -> str:
    """Return the first words that fit, at least the beginning of the first one."""
    if len(words) <= _MAX_READABLE_LENGTH:
        return words
    return words[: _MAX_READABLE_LENGTH + 1].rpartition("-")[0] or words[:_MAX_READABLE_LENGTH]


def _digest(*values: str) -> str:
    return hashlib.sha256("\0".join(values).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
