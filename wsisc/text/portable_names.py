"""The name of a file or folder -> why it is not portable between systems and programs; "" for a portable name.

Names reserved by Windows: learn.microsoft.com/windows/win32/fileio/naming-a-file; older versions reserve CLOCK$ too.
"""

import re
from pathlib import PurePath

from wsisc.messages import t
from wsisc.text.sanitize import find_invisible


def is_reserved(name: str) -> bool:
    """Return whether a name, with any extension, is that of a device on Windows."""
    pattern = r"(?i:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$|clock\$) *(\.|$)"
    return re.match(pattern, name) is not None


def find_problem(name: str) -> str:
    """Return why a name is not portable, as words that follow the name in a sentence; "" for a portable name."""
    if match := re.search(r"""[<>:"|?*]""", name):
        return t("contains a character that is not allowed on Windows: {found}", found=match[0])
    if match := find_invisible(name):
        return t("contains an invisible character (U+{code:04X})", code=ord(match[0]))
    # characters that become a full stop or a slash when a name is converted to another encoding
    if match := re.search("[\u2024\u2025\u2044\u2215\u29f5\u29f8\ufe52\ufe68\uff0e\uff0f\uff3c]", name):
        return t(
            "contains a character that looks like a full stop or a slash: {found} (U+{code:04X})",
            found=match[0],
            code=ord(match[0]),
        )
    if is_reserved(name):
        return t("is a reserved name on Windows")
    if name.endswith((".", " ")) and name not in (".", ".."):
        return t("ends with a full stop or a space, which Windows removes")
    return t("begins with a hyphen, so programs read it as an option") if name.startswith("-") else ""


def quote_path(path: str | PurePath) -> str:
    """Return a path as it is typed in a shell: in quotation marks where it contains spaces or special characters.

    No shell expands it, runs a part of it or reads it as an option: the file may be a stranger's.
    """
    text = f"./{path}" if str(path).startswith("-") else str(path)
    if re.fullmatch(r"[\w./\\:~-]+", text):
        return text
    if not re.search(r'["$`!]', text):
        return f'"{text}"'
    import shlex  # only where a name needs it

    return shlex.quote(text)
