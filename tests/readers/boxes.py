"""Text boxes, content controls, notes and pictures of Word, as XML."""

from tests.readers.word_files import SPACES, para, run
from wsisc import importer
from wsisc.calls import call as calls
from wsisc.readers.word import reader as word

GALLERY = "<w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"


LINK = ' TargetMode="External"'


ADDRESS = "https://evil.example/x.png"


def control(inner, properties=""):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def alternatives(*choices, fallback=""):
    each = "".join(f"<mc:Choice Requires='x{number}'>{inner}</mc:Choice>" for number, inner in enumerate(choices))
    return f"<mc:AlternateContent>{each}{f'<mc:Fallback>{fallback}</mc:Fallback>' if fallback else ''}</mc:AlternateContent>"


def box(text):
    return f"<w:r><w:pict><v:textbox><w:txbxContent>{para(run(text))}</w:txbxContent></v:textbox></w:pict></w:r>"


def picture(attributes, alt="A map"):
    return (
        "<w:r><w:drawing xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"
        " xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'>"
        f"<wp:docPr id='1' name='x' descr='{alt}'/><a:blip {attributes}/></w:drawing></w:r>"
    )


def import_file(file):
    """Return the content of a file and its import; every word is accounted for."""
    found = word.read(file)
    imported = importer.import_content(found, calls.BUILT_IN, "cstd-16")
    assert imported.report.problems == ()
    assert imported.report.is_balanced
    return found, imported


def notes(kind, *others):
    furniture = "".join(f"<w:{kind} w:id='{id}' w:type='{type}'>{inner}</w:{kind}>" for id, type, inner in others)
    own = f"<w:{kind} w:id='1'>{para(run('The note'))}</w:{kind}>"
    return {f"word/{kind}s.xml": f"<w:{kind}s {SPACES}>{furniture}{own}</w:{kind}s>"}
