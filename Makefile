# The two commands of the README are `make demo` and `make test`; the others
# are for those who work on Dossier. `make help` lists them.

GO        ?= go
DOSSIER   := ./dossier
VERSION    = $(shell sed -n 's/^const version = "\(.*\)"/\1/p' cmd/dossier/version.go)
PLATFORMS := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64

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
	$(GO) test -timeout 40m ./... ./testdata/gold/goldgen ./testdata/devscores ./cmd/dossier/testdata/size ./extract/spacy/testdata/parity
	$(GO) test -timeout 20m -race -short ./config/... ./extract/source/... ./extract/gazetteer ./extract/rule ./extract/pipeline/... ./graph/...
	DOSSIER_KERNEL=portable $(GO) test -timeout 20m -short ./extract/spacy/...
	@$(MAKE) --no-print-directory cross arm

.PHONY: cross
cross: ## builds for all platforms, and vets for the other systems
	@set -e; for p in $(PLATFORMS); do \
	  echo "build for $$p"; CGO_ENABLED=0 GOOS=$${p%/*} GOARCH=$${p#*/} $(GO) build -trimpath -o /dev/null ./cmd/dossier; done
	@set -e; for os in darwin windows; do \
	  echo "vet for $$os"; CGO_ENABLED=0 GOOS=$$os $(GO) vet -trimpath ./...; done

# The same bits on another processor. QEMU is slow, so only what tells most.
.PHONY: arm
arm: model ## a part of the engine's tests on arm64, where qemu-aarch64 (Debian: qemu-user) is installed
	@if command -v qemu-aarch64 >/dev/null; then \
	  CGO_ENABLED=0 GOOS=linux GOARCH=arm64 $(GO) test -timeout 20m -exec qemu-aarch64 \
	    -run 'TestBits|TestHashRows|TestGolden$$/testdata/tricky|TestMaxout|TestSlots|TestPairwiseSum' ./extract/spacy ./extract/spacy/kernel; \
	else echo "NO QEMU, NOT TESTED on arm64: install qemu-user"; fi

.PHONY: dist
dist: ## static binaries for all platforms, with checksums, in dist/
	rm -rf dist
	mkdir dist
	cp LICENSE NOTICE dist
	@set -e; for p in $(PLATFORMS); do \
	  os=$${p%/*} arch=$${p#*/} ext=; if [ $$os = windows ]; then ext=.exe; fi; \
	  name=dossier-$(VERSION)-$$os-$$arch$$ext; echo "dist/$$name"; \
	  CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch $(GO) build -trimpath -ldflags '-s -w' -o dist/$$name ./cmd/dossier; done
	cd dist && if command -v sha256sum >/dev/null; then sha256sum *; else shasum -a 256 *; fi >../SHA256SUMS
	mv SHA256SUMS dist

.PHONY: lint
lint: ## formatting and vet
	@test -z "$$(gofmt -l .)" || { echo "gofmt would change:"; gofmt -l .; exit 1; }
	$(GO) vet ./...

.PHONY: rules
rules: model ## the tests that stand beside the rules of the default ontology
	$(DOSSIER) rules check

.PHONY: scores
scores: model ## testdata/scores.txt anew, and scores-devdata.txt where DOSSIER_DEVDATA names the corpora
	$(DOSSIER) eval testdata/gold -o testdata/scores.txt

.PHONY: scores-heldout
scores-heldout: model ## testdata/scores-heldout.txt anew, from testdata/heldout
	$(DOSSIER) eval testdata/heldout/gold -o testdata/scores-heldout.txt
	@if [ -n "$$DOSSIER_DEVDATA" ]; then $(GO) run ./testdata/devscores -o testdata/scores-devdata.txt; \
	else echo "DOSSIER_DEVDATA is not set: testdata/scores-devdata.txt is left as it is"; fi

.PHONY: pairs
pairs: model ## the model of pairs anew, from the corpora that DOSSIER_DEVDATA names
	$(GO) run ./testdata/devscores -train extract/pair/model/weights.bin >extract/pair/model/training.new
	mv extract/pair/model/training.new extract/pair/model/training.txt

.PHONY: names
names: model ## the typer of names anew, from the corpora that DOSSIER_DEVDATA names
	$(GO) run ./testdata/devscores -train-names extract/mention/model/weights.bin >extract/mention/model/training.new
	mv extract/mention/model/training.new extract/mention/model/training.txt

.PHONY: versions
versions: model ## the record of what each step makes, once its version is raised
	$(GO) test ./extract/pipeline -run '^TestVersions$$' -update

.PHONY: knowledge
knowledge: ## the assembled word lists anew, from open packages at pinned checksums
	bash extract/lexicon/assemble/assemble.sh

.PHONY: golden
golden: model ## golden files of the engine anew, with Python spaCy in a virtual environment
	bash extract/spacy/testdata/golden.sh

.PHONY: parity
parity: model ## the engine against Python spaCy, token by token (PARITY="--only fr" for a part)
	bash extract/spacy/testdata/parity/run.sh parity.py $(PARITY)

.PHONY: bench-spacy
bench-spacy: model ## the engine's speed and memory against Python spaCy's
	bash extract/spacy/testdata/parity/run.sh bench.py

SIZES ?= 1000 10000
.PHONY: bench-workspace
bench-workspace: model ## what the verbs cost over generated documents (SIZES="1000 10000 100000")
	$(GO) run ./cmd/dossier/testdata/size -dossier $(DOSSIER) $(SIZES)

.PHONY: bench
bench: model ## Go benchmarks of the steps
	$(GO) test -run '^$$' -bench . -benchmem ./extract/...

.PHONY: fuzz
fuzz: ## each fuzz target for a short while
	@set -e; for t in $$(grep -rlE '^func Fuzz' --include=*_test.go .); do \
	  for f in $$(grep -ohE '^func Fuzz[A-Za-z0-9]+' $$t | cut -c6-); do \
	    $(GO) test -run '^$$' -fuzz "^$$f\$$" -fuzztime $${FUZZTIME:-20s} ./$$(dirname $$t); done; done

.PHONY: torture
torture: model ## random histories with kills against fresh runs (HISTORIES=n SEED=n CRASHES=n LOSSES=n)
	$(GO) test ./cmd/dossier -run '^TestTorture' -v -timeout 0 \
	  -histories $${HISTORIES:-1000} -seed $${SEED:-1} -crashes $${CRASHES:-10} -losses $${LOSSES:-100}

.PHONY: clean
clean: ## removes the binaries and the demo's workspace
	rm -rf $(DOSSIER) dist .demo
