"""A document, and the file of its source -> whether the document is the one of that source."""

from pathlib import Path

from wsisc.verification.verify_content import Verification, verify_content
from wsisc.workspace import repository
from wsisc.workspace.input_files import read_document, read_submission


def verify_document(
    document: str | Path, source: str | Path | None = None, *, words_only: bool = False
) -> Verification:
    """Return whether a document matches its source, with the differences.

    `document` is a Word file, a PDF or an HTML page. `source` is the file of the submission that it was built from;
    without it the document is compared with the source that it carries, which proves less: whoever can write a file can
    write another source into it. A PDF or an HTML page matches if it is equal to the byte to what the source gives, a
    Word file if it has the same content. `words_only` asks only whether the words of its text are those of the source.

    Raises WsiscError if a file cannot be read, or if there is no source to compare the document with.

    Example::

        from wsisc.api import verify_document

        found = verify_document("submission.docx", "submission.yaml")
        print(found.is_match, found.call.id, found.differences)
    """
    content = read_document(str(document))
    if source is None:
        return verify_content(content, str(document), words_only=words_only)
    path = Path(source)
    repository.refresh()
    known = repository.load_catalogue(path.parent)
    submission = read_submission(str(path))
    return verify_content(content, str(document), submission, known, words_only=words_only)
