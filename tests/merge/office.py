"""A Word file and edits -> the file as LibreOffice leaves it, changes tracked: a macro makes them, in its own profile."""

import subprocess
from xml.sax.saxutils import escape

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{}
</script:module>
"""
NAME = """<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="givenname" oor:op="fuse"><value>{}</value>
</prop><prop oor:name="sn" oor:op="fuse"><value>{}</value></prop></item></oor:items>"""
MACRO = """
Function Found(document, words As String)
  Dim search
  search = document.createSearchDescriptor()
  search.SearchString = words
  search.SearchCaseSensitive = True
  Found = document.findFirst(search)
  If IsNull(Found) Then Print #1, "not found in the body: " & words
End Function

Sub Edit(document)
  Dim place, cursor
EDITS
End Sub

Sub Main
  Dim document
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim word(0) As New com.sun.star.beans.PropertyValue
  On Error Goto Done
  Open "WRONG" For Output As #1
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL("SOURCE", "_blank", 0, hidden())
  document.RecordChanges = True
  Edit(document)
  word(0).Name = "FilterName"
  word(0).Value = "MS Word 2007 XML"
  document.storeToURL("TARGET", word())
  document.close(True)
Done:
  If Err <> 0 Then
    Print #1, Error$ & " in line " & Erl
  End If
  Close #1
  StarDesktop.terminate()
End Sub
"""


def run(profile, *arguments):
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    subprocess.run([*command, *arguments], check=True, capture_output=True, timeout=200)


def edited(source, folder, by, *edits):
    """Return the path of a Word file that was edited in LibreOffice; each edit is some lines of Basic."""
    profile, target = folder / "profile", folder / "edited.docx"
    run(profile, "--terminate_after_init")  # makes a profile
    macro = MACRO.replace("SOURCE", source.as_uri()).replace("TARGET", target.as_uri())
    wrong = folder / "wrong.txt"
    macro = macro.replace("WRONG", str(wrong))
    macro = macro.replace("EDITS", "\n".join(line for edit in edits for line in edit))
    module = profile / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(MODULE.format(escape(macro)), encoding="utf-8")
    settings = profile / "user" / "registrymodifications.xcu"
    name = NAME.format(*by.split(" ", 1)).replace("\n", "")
    settings.write_text(settings.read_text("utf-8").replace("</oor:items>", name), encoding="utf-8")
    run(profile, "macro:///Standard.Module1.Main")
    assert target.is_file(), wrong.read_text("utf-8")
    return target


def saved(source, folder):
    """Return the path of a Word file as LibreOffice saves it."""
    run(folder / "profile", "--convert-to", "docx", "--outdir", folder / "saved", source)
    return folder / "saved" / source.name


def replace(old, new):
    return [f'place = Found(document, "{old}")', f'place.String = "{new}"']


def insert(after, words):
    return [f'place = Found(document, "{after}")', f'place.Text.insertString(place.End, "{words}", False)']


def paragraph(after, words):
    """Put in a paragraph after the one that ends with some words."""
    return [
        f'place = Found(document, "{after}")',
        "cursor = place.Text.createTextCursorByRange(place.End)",
        "place.Text.insertControlCharacter(cursor, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)",
        f'place.Text.insertString(cursor, "{words}", False)',
    ]


def drop(words):
    """Take out the paragraph that holds some words, with its mark."""
    return [
        f'place = Found(document, "{words}")',
        "cursor = place.Text.createTextCursorByRange(place)",
        "cursor.gotoStartOfParagraph(False)",
        "cursor.gotoNextParagraph(True)",
        'cursor.String = ""',
    ]


def note(number, words):
    """Put other words into a footnote, counted from 0."""
    return [f'document.Footnotes.getByIndex({number}).setString("{words}")']


def track(is_on):
    return [f"document.RecordChanges = {is_on}"]
