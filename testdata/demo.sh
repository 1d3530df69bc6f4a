#!/usr/bin/env bash
# `make demo`: the articles of this folder to a graph, in a real Neo4j where one
# can be had: the one that NEO4J_URI names (with NEO4J_USERNAME, NEO4J_PASSWORD),
# else one in Docker, else one on Java 17 fetched with Maven.
set -euo pipefail
cd "$(dirname "$0")/.."
dossier=${DOSSIER:-./dossier}
unset DOSSIER # not a setting of the program
export DOSSIER_WORKSPACE=.demo

queries=(
  "MATCH (:Entity {name:'ZTE'})-[:SANCTIONED_BY]->(b) RETURN b.name"
  "MATCH (:Entity {name:'Liu He'})-[:ALLY_OF]->(x) RETURN x.name"
  "MATCH (s)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o) WHERE c.status <> 'asserted' RETURN c.status, s.name, c.predicate, o.name ORDER BY c.status, s.name LIMIT 12"
)

say() { printf '\n\033[1m%s\033[0m\n' "$*" >&2; }

say "1. A Neo4j"
neo4j=no
if [ -n "${NEO4J_URI:-}" ]; then
  export DOSSIER_NEO4J_URI=$NEO4J_URI DOSSIER_NEO4J_USERNAME=${NEO4J_USERNAME:-neo4j}
  export DOSSIER_NEO4J_PASSWORD=${NEO4J_PASSWORD:-}
  neo4j=yes
  echo "uses $NEO4J_URI" >&2
elif "$dossier" neo4j start; then
  neo4j=yes
fi

say "2. Documents in: testdata/articles"
"$dossier" ingest testdata/articles

say "3. The facts, with the sentences that say them"
"$dossier" facts

if [ $neo4j = no ]; then
  say "The graph stands in the workspace $DOSSIER_WORKSPACE; for a Neo4j see the line under 1."
  exit 0
fi
say "4. The graph in Neo4j"
for q in "${queries[@]}"; do
  printf '\n%s\n' "$q"
  "$dossier" query "$q"
done
say "5. See for yourself"
[ -n "${NEO4J_URI:-}" ] || "$dossier" neo4j status
cat >&2 <<'END'
Paste one of the queries above into Neo4j Browser, or this one, which draws it all:
  MATCH (a:Entity)-[r]->(b:Entity) RETURN a, r, b
`DOSSIER_WORKSPACE=.demo ./dossier neo4j stop` ends it.
END
