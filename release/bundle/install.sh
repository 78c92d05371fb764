#!/bin/sh
# Installs wsisc from the wheels next to this file: sh install.sh [FOLDER]
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
case ${1:-} in
-*)
    echo "usage: sh install.sh [FOLDER]" >&2
    exit 2
    ;;
esac
commands=${HOME:?"set it to your home folder"}/.local/bin
target=${1:-${XDG_DATA_HOME:-$HOME/.local/share}/wsisc}
case $target in
/*) ;;
*) target=$PWD/$target ;;
esac
mark=$target/wsisc-installation.txt  # only what this script has created is replaced, never another environment

python=
for name in "${PYTHON:-}" python3.14 python3.13 python3.12 python3 python; do
    if [ -n "$name" ] && "$name" -c 'import sys; sys.exit(not (3, 12) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo "error: Python 3.12, 3.13 or 3.14 was not found; install it, or run: PYTHON=/path/of/python sh install.sh" >&2
    exit 1
fi
if [ -e "$target" ] && [ ! -f "$mark" ]; then
    echo "error: $target exists and is not an installation of wsisc; choose another folder: sh install.sh FOLDER" >&2
    exit 1
fi
echo "Installing wsisc in $target, which takes about half a minute ..."
if ! "$python" -I -m venv --clear "$target"; then
    echo "error: the environment $target could not be created; on Debian and Ubuntu, install python3-venv" >&2
    exit 1
fi
echo "Created by install.sh, which replaces this folder when it is run again." > "$mark"
"$target/bin/python" -I -m pip --isolated install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" \
    --require-hashes -r "$here/requirements.txt"
"$target/bin/wsisc" --version
mkdir -p "$commands"
if [ -e "$commands/wsisc" ] && [ ! -L "$commands/wsisc" ]; then
    echo "note: $commands/wsisc exists and was left as it is; the command is $target/bin/wsisc" >&2
    exit 0
fi
ln -sf "$target/bin/wsisc" "$commands/wsisc"
echo "Installed in $target; the command is $commands/wsisc"
case ":$PATH:" in
*":$commands:"*) ;;
*) echo "Add $commands to PATH: echo 'export PATH=\"\$HOME/.local/bin:\$PATH\"' >> ~/.profile, then open a new terminal" ;;
esac
