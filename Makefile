# The two commands of the README are `make demo` and `make test`; the others
# are for those who work on Dossier. `make help` lists them.

GO      ?= go
DOSSIER := ./dossier

.PHONY: help
help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

.PHONY: build
build: ## the binary, in this folder
	CGO_ENABLED=0 $(GO) build -trimpath -o $(DOSSIER) ./cmd/dossier

.PHONY: model
model: build ## installs the language model into the user's cache
	$(DOSSIER) model install en_core_web_sm

.PHONY: demo
demo: model ## articles to a graph, in a real Neo4j where one can be had
	@DOSSIER=$(DOSSIER) bash testdata/demo.sh

.PHONY: test
test: model lint ## all tests, those against a real Neo4j included
	$(GO) test -timeout 40m ./... ./testdata/gold/goldgen ./extract/spacy/testdata/parity
	$(GO) test -timeout 20m -race -short ./config/... ./extract/source/... ./extract/pipeline/... ./graph/...

.PHONY: lint
lint: ## formatting and vet
	@test -z "$$(gofmt -l .)" || { echo "gofmt would change:"; gofmt -l .; exit 1; }
	$(GO) vet ./...

.PHONY: rules
rules: model ## the tests that stand beside the rules of the default ontology
	$(DOSSIER) rules check

.PHONY: scores
scores: model ## testdata/scores.txt anew, from testdata/articles and testdata/gold
	$(DOSSIER) eval testdata/gold -o testdata/scores.txt

.PHONY: versions
versions: model ## the record of what each step makes, once its version is raised
	$(GO) test ./extract/pipeline -run '^TestVersions$$' -update

.PHONY: golden
golden: model ## golden files of the engine anew, with Python spaCy in a virtual environment
	bash extract/spacy/testdata/golden.sh

.PHONY: parity
parity: model ## the engine against Python spaCy, token by token (PARITY="--only fr" for a part)
	bash extract/spacy/testdata/parity/run.sh parity.py $(PARITY)

.PHONY: bench-spacy
bench-spacy: model ## the engine's speed and memory against Python spaCy's
	bash extract/spacy/testdata/parity/run.sh bench.py

.PHONY: bench
bench: model ## Go benchmarks of the steps
	$(GO) test -run '^$$' -bench . -benchmem ./extract/...

.PHONY: fuzz
fuzz: ## each fuzz target for a short while
	@set -e; for t in $$(grep -rlE '^func Fuzz' --include=*_test.go .); do \
	  for f in $$(grep -ohE '^func Fuzz[A-Za-z0-9]+' $$t | cut -c6-); do \
	    $(GO) test -run '^$$' -fuzz "^$$f\$$" -fuzztime $${FUZZTIME:-20s} ./$$(dirname $$t); done; done

.PHONY: clean
clean: ## removes the binary and the demo's workspace
	rm -rf $(DOSSIER) .demo
