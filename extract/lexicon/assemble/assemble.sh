#!/usr/bin/env bash
# `make knowledge`: the lists in ../data/assembled anew, from the packages that
# requirements.txt and npm.txt name with their checksums. The packages go to the
# user's cache. Where they say what they said before, no list changes.
set -euo pipefail
cd "$(dirname "$0")"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/dossier/knowledge/$(cat requirements.txt npm.txt | cksum | cut -d' ' -f1)
python=${PYTHON:-python3}

if [ ! -e "$cache/ready" ]; then
  echo "fetching packages to $cache" >&2
  rm -rf "$cache"
  mkdir -p "$cache/npm"
  "$python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
    --only-binary=:all: --target "$cache/python" -r requirements.txt
  while read -r package integrity; do
    file=$cache/npm/$(cd "$cache/npm" && npm pack --silent "$package")
    got=sha512-$("$python" -c 'import base64, hashlib, sys
print(base64.b64encode(hashlib.sha512(open(sys.argv[1], "rb").read()).digest()).decode())' "$file")
    [ "$got" = "$integrity" ] || { echo "$package is $got, want $integrity" >&2; exit 1; }
    mkdir "$cache/npm/${package%@*}"
    tar -xzf "$file" -C "$cache/npm/${package%@*}" --strip-components 1
  done <npm.txt
  touch "$cache/ready"
fi
PYTHONPATH=$cache/python "$python" -B assemble.py "$cache" ../data
