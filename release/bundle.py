"""A wheel of wsisc -> one ZIP file for each platform, with all wheels and an installer, for machines without an index.

    python -m release.bundle dist/wsisc-1.0.0-py3-none-any.whl --output dist

The libraries have the versions and hashes of requirements-run.txt; the installer checks them again. A bundle serves
all versions of Python that wsisc supports. pip, which downloads the wheels, needs an index.
"""

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import mac_platforms
from packaging.utils import parse_wheel_filename

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.12", "3.13", "3.14")
PLATFORMS = {
    "linux-x86_64": ("Linux", "linux", "posix", "x86_64"),
    "linux-arm64": ("Linux", "linux", "posix", "aarch64"),
    "macos-arm64": ("Darwin", "darwin", "posix", "arm64"),
    "macos-x86_64": ("Darwin", "darwin", "posix", "x86_64"),
    "windows-x86_64": ("Windows", "win32", "nt", "AMD64"),
}
"""Each platform, and what the markers of requirements see there (PEP 508)."""
_MARKERS = ("platform_system", "sys_platform", "os_name", "platform_machine")
_DATE = (2020, 1, 1, 0, 0, 0)  # of every file in an archive, so that the same wheels give the same bytes


def requirements_for(text: str, platform: str, python: str) -> str:
    """Return the lines of a requirements file, with hashes, that a platform and a version of Python need."""
    known = dict(zip(_MARKERS, PLATFORMS[platform], strict=True))
    known |= {"python_version": python, "python_full_version": f"{python}.0", "implementation_name": "cpython"}
    known |= {"platform_python_implementation": "CPython", "extra": ""}
    entries = re.split(r"\n(?=[^\s#])", re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE).strip())
    needed = []
    for entry in entries:
        line, _, hashes = entry.partition(" \\\n")
        requirement = Requirement(line)
        if not requirement.marker or requirement.marker.evaluate(known):
            needed.append(f"{requirement.name}{requirement.specifier} \\\n{hashes}")
    return "\n".join(needed) + "\n"


def wheel_tags(platform: str) -> list[str]:
    """Return the platforms for which the wheels of a bundle may be built, the most recent first.

    Linux with glibc 2.28 (2018: Debian 10, Ubuntu 20.04, RHEL 8) or later, macOS 14 or later.
    """
    system, _, _, machine = PLATFORMS[platform]
    if system == "Windows":
        return ["win_amd64"]
    if system == "Darwin":
        return list(mac_platforms((14, 0), machine))
    return [*(f"manylinux_2_{minor}_{machine}" for minor in range(28, 16, -1)), f"manylinux2014_{machine}"]


def download(platform: str, target: Path) -> None:
    """Download the libraries for a platform into a folder. Raises CalledProcessError if one has no wheel for it."""
    text = (ROOT / "requirements-run.txt").read_text("utf-8")
    for python in PYTHONS:
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
            file.write(requirements_for(text, platform, python))
            file.flush()
            tags = [word for tag in wheel_tags(platform) for word in ("--platform", tag)]
            command = ["download", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--dest"]
            pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", *command, target, "-r", file.name]
            subprocess.run([*pip, *tags, "--python-version", python], check=True)


def create(wheel: Path, platform: str, wheels: Path, output: Path) -> Path:
    """Write the bundle of a platform from a wheel of wsisc and the wheels of its libraries, and return its path."""
    version = parse_wheel_filename(wheel.name)[1]
    folder = f"wsisc-{version}-{platform}"
    pins = (ROOT / "requirements-run.txt").read_text("utf-8").rstrip("\n")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    files = {
        "requirements.txt": f"{pins}\nwsisc=={version} \\\n    --hash=sha256:{digest}\n".encode(),
        "README.txt": (ROOT / "release" / "bundle" / "README.txt").read_bytes(),
        "LICENSE": (ROOT / "LICENSE").read_bytes(),
        "NOTICE": (ROOT / "NOTICE").read_bytes(),
        **{f"wheels/{path.name}": path.read_bytes() for path in sorted([wheel, *wheels.glob("*.whl")])},
    }
    installer = "install.cmd" if platform.startswith("windows") else "install.sh"
    files[installer] = (ROOT / "release" / "bundle" / installer).read_bytes()
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    files["SHA256SUMS"] = sums.encode()
    path = output / f"{folder}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", _DATE)
            entry.external_attr = (0o755 if name == "install.sh" else 0o644) << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return path


def main() -> None:
    """Write the bundles."""
    parser = argparse.ArgumentParser(description="Bundle wsisc with all wheels and an installer, for each platform.")
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--output", type=Path, default=Path("dist"))
    parser.add_argument("--platform", choices=PLATFORMS, action="append", help="default: all")
    options = parser.parse_args()
    if not options.wheel.is_file() or options.wheel.suffix != ".whl":
        parser.error(f"{options.wheel} is not a wheel; make dist builds one")
    options.output.mkdir(parents=True, exist_ok=True)
    for platform in options.platform or PLATFORMS:
        with tempfile.TemporaryDirectory() as folder:
            download(platform, Path(folder))
            path = create(options.wheel, platform, Path(folder), options.output)
        print(f"{path}: {path.stat().st_size / 1_000_000:.0f} MB")


if __name__ == "__main__":
    main()
