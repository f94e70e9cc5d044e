# Everything from a clean clone with Python 3.11 or newer: `make run`, then `make test`.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

# Some machines forbid Python to keep what it has compiled; every one of a thousand starts would pay for it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run linear test faults check mutants bench screens snapshots keys lint types lock clean

run: $(READY)            ## the front desk of the sample hub, with invented people
	$(BIN)/triage demo

linear: $(READY)         ## the same as plain prompts, for a screen reader
	$(BIN)/triage demo --linear

test: $(READY)           ## the tests, at small amounts
	$(BIN)/python -m pytest

faults: $(READY)         ## every promise at its full number, with its control: hours on two cores
	$(BIN)/python -m tests.promises --jobs 2
	$(BIN)/python -m tests.faults.soak

check: $(READY) lint types  ## format, lint, types, imports, content, lists and tests: what CI runs
	$(BIN)/triage check
	! grep -nE 'https?://|index-url|find-links' requirements*.txt
	TRIAGE_FULL=1 $(BIN)/python -m pytest
	$(BIN)/python -m tests.mutants --sample 40 --jobs 2

mutants: $(READY)        ## small faults put into content and rules, one at a time: which does no test notice?
	$(BIN)/python -m tests.mutants --jobs 2

lint: $(READY)           ## format, rules of style, which room may import which
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: $(READY)          ## mypy
	$(BIN)/mypy

bench: $(READY)          ## ratios against a baseline measured in the same run; then how long each visitor takes
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.desks
	$(BIN)/python -m benchmarks.paced

screens: $(READY)        ## the pictures in docs/screens, drawn by the app itself
	$(BIN)/python -m tests.journeys.screens

snapshots: $(READY)      ## accept the screens as they are now
	TRIAGE_FULL=1 TRIAGE_SNAPSHOTS=write $(BIN)/python -m pytest tests/tui/test_snapshots.py

keys: $(READY)           ## docs/keys.md, from the keys themselves
	$(BIN)/python -m tests.harness.keydoc

lock:                    ## new hashed lists, without index addresses (needs uv)
	uv pip compile --universal --generate-hashes --quiet --extra print --extra postgres pyproject.toml -o requirements.txt
	uv pip compile --universal --generate-hashes --quiet --extra print --extra postgres --extra dev pyproject.toml -o requirements-dev.txt

clean:                   ## forget the environment
	rm -rf .venv

help:                    ## this list
	@sed -nE 's/^([a-z]+):[^#]*## */\1\t/p' $(MAKEFILE_LIST) | expand -t 12

$(READY): requirements-dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "triage needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)
