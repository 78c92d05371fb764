"""All that a document is made of, as one value: what every writer is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wsisc.calls.call import Call
from wsisc.document.figures import Image
from wsisc.locale import Locale
from wsisc.model import Submission


@dataclass(frozen=True)
class Manuscript:
    """A submission, the call it answers, the locale of its language, and the images of its figures by name.

    `embed` says whether the document shall carry its source; a `draft` is marked as one, and its empty parts with it;
    what goes to `review` holds the comments on it, where the format can. `versions` are those that its package names,
    None for those of the programs that make it here.
    """

    submission: Submission
    call: Call
    locale: Locale
    images: Mapping[str, Image] = field(default_factory=dict)
    embed: bool = True
    draft: bool = False
    review: bool = False
    versions: Mapping[str, str] | None = None
