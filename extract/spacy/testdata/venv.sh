#!/usr/bin/env bash
# Prints the path of a Python with spaCy, which it first installs where it is
# missing: into a virtual environment in the user's cache.
set -euo pipefail
# thinc and blis do the arithmetic: a release of theirs may round otherwise.
packages=(spacy==3.8.18 thinc==8.3.14 blis==1.3.4)

venv=${XDG_CACHE_HOME:-$HOME/.cache}/dossier/venv/$(IFS=+; echo "${packages[*]//==/-}")
if [ ! -e "$venv/ready" ]; then
  echo "installing ${packages[*]} in $venv" >&2
  rm -rf "$venv"
  "${PYTHON:-python3}" -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: "${packages[@]}" >&2
  touch "$venv/ready"
fi
echo "$venv/bin/python"
