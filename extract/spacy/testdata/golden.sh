#!/usr/bin/env bash
# `make golden`: the golden files of this folder anew. Where spaCy says what it
# said before, they do not change.
set -euo pipefail
cd "$(dirname "$0")"
model=${DOSSIER_MODEL:-${XDG_CACHE_HOME:-$HOME/.cache}/dossier/models/en_core_web_sm-3.8.0.whl}
python=$(bash venv.sh)

"$python" golden.py "$model" tricky.jsonl tricky.golden.jsonl.gz
"$python" golden.py "$model" ../../../testdata/articles articles.golden.jsonl.gz
"$python" golden.py "$model" --strings strings.golden.jsonl.gz
"$python" golden.py "$model" --patterns patterns.golden.jsonl.gz
"$python" rulers.py "$model" tricky.jsonl ../../../testdata/articles matcher.golden.jsonl.gz
"$python" rulers.py "$model" --words words.golden.jsonl.gz
"$python" rulers.py "$model" --pipelines ../../../testdata/articles pipelines.golden.jsonl.gz
