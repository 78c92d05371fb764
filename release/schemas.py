"""The built-in calls -> their schemas in schemas/built/, for editors that do not know wsisc."""

from pathlib import Path

from wsisc.calls.call import BUILT_IN
from wsisc.document import scaffold

ROOT = Path(__file__).parents[1]

if __name__ == "__main__":
    for id in BUILT_IN.ids():
        call = BUILT_IN.load(id)
        path = ROOT / "schemas" / "built" / scaffold.schema_file_name(call)
        path.write_text(scaffold.schema_text(call), "utf-8", newline="\n")
