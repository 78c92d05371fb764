"""A document, and the file of its source -> whether the document is the one of that source."""

from pathlib import Path

from wsisc.verification import verify_document as verification
from wsisc.verification.verify_document import Verification
from wsisc.workspace import repository
from wsisc.workspace.input_files import read_document, read_submission


def verify_document(document: str | Path, source: str | Path | None = None) -> Verification:
    """Return whether a document matches its source, with the differences.

    `document` is a Word file, a PDF or an HTML page. `source` is the file of the submission that it was built from;
    without it the document is compared with the source that it carries, which proves less: whoever can write a file can
    write another source into it.

    Raises WsiscError if a file cannot be read, or if there is no source to compare the document with.

    Example::

        from wsisc.api import verify_document

        found = verify_document("submission.docx", "submission.yaml")
        print(found.is_match, found.call.id, found.differences)
    """
    content = read_document(str(document))
    if source is None:
        return verification.verify_document(content, str(document))
    path = Path(source)
    repository.refresh()
    known = repository.load_catalogue(path.parent)
    return verification.verify_document(content, str(document), read_submission(str(path)), known)
