# make test is the proof of the project; make check is all of what a change
# must pass. Both install what they need, as Go modules.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := test
GO ?= go

.PHONY: test check format vet staticcheck layers examples study validation bench test-arm64 update-scripts clean

test: ## everything that proves the project
	@command -v $(GO) >/dev/null || { echo "make: Go 1.26 or later is needed: https://go.dev/dl/" >&2; exit 2; }
	$(GO) mod download
	$(GO) test -timeout 12m ./...

check: format vet staticcheck layers test examples ## the whole of CI
	@echo "make check: all is well"

format:
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); \
	if [ -n "$$unformatted" ]; then echo "gofmt -w these:" $$unformatted >&2; exit 1; fi

vet:
	$(GO) vet ./...

# Pinned in tools/go.mod, apart from the program's own modules.
staticcheck:
	$$($(GO) -C tools tool -n staticcheck) ./...

layers:
	$(GO) test -count=1 -run 'TestLayers|TestForbidden|TestNames|TestSizes|TestNoPaths' .

examples: ## every example is read and checked
	@shopt -s nullglob; $(GO) build -o out/scutum ./cmd/scutum; \
	for study in examples/*.yaml studies/*.yaml; do echo "scutum check $$study"; out/scutum check "$$study" >/dev/null; done

study: ## the built-in study
	$(GO) run ./cmd/scutum study

validation: ## published figures against ours
	$(GO) run ./cmd/scutum validate --markdown docs/validation.md

bench: ## cost of the kernels in CAL, as docs/benchmarks/benchmarks.csv
	@command -v g++ >/dev/null || { apt-get update -q && apt-get install -y -q g++; }
	$(GO) -C tools run ./bench

test-arm64: ## the same bytes on another processor
	GO=$(GO) tools/test-arm64

update-scripts: ## rewrite the expected outputs of cmd/scutum/testdata
	UPDATE_SCRIPTS=1 $(GO) test -count=1 -run TestScripts ./cmd/scutum

clean:
	rm -rf out
