"""The input of every writer as one value: submission, call, locale, images and build options."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wsisc.calls.call import Call
from wsisc.document.figures import Image
from wsisc.locale import Locale
from wsisc.model import Submission


@dataclass(frozen=True)
class Manuscript:
    """A submission, the call it answers, the locale of its language, and the images of its figures by name.

    With `embed` the document carries its source. A `draft` is marked as such, and so are its empty parts. With `review`
    the document contains the comments, where the format can. `versions` are the program versions that its source
    package names; None means the installed versions.
    """

    submission: Submission
    call: Call
    locale: Locale
    images: Mapping[str, Image] = field(default_factory=dict)
    embed: bool = True
    draft: bool = False
    review: bool = False
    versions: Mapping[str, str] | None = None
