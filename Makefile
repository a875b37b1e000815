# What one does with a checkout; `make` alone lists it.
#
# Everything is installed once into .venv, at the versions of constraints.txt, and again when those change.
# PYTHON names another interpreter, VENV another place.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt
PINS := pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test check bench torture fresh weights pictures constraints clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 20

demo: $(VENV)/installed ## a desk at work, with mails in and out (SERVE=1: keep it running)
	-@tests/packages.sh chromium
	$(BIN)/intake demo $(if $(SERVE),--serve)

# Bytecode is kept: else each process that a test starts compiles all of the program anew.
test torture: export PYTHONDONTWRITEBYTECODE :=

test: packages check ## all checks and tests, with real servers
	$(BIN)/python -m pytest -n 3 --dist worksteal -m "not torture"

check: $(VENV)/tested ## format, lint, types, import contracts, Dockerfile
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/hadolint Dockerfile

bench: $(VENV)/tested ## how fast it is on this machine
	$(BIN)/python -m tests.bench

torture: packages $(VENV)/tested ## the long tests, in full size
	TORTURE=1 $(BIN)/python -m pytest -n 2 -rP -m torture --ignore tests/desks/test_year.py
	TORTURE=1 $(BIN)/python -m pytest -rP -m torture tests/desks/test_year.py  # by the clock, so alone

fresh: ## demo and test in a bare Debian (as root)
	tests/fresh.sh

weights: $(VENV)/installed ## the classifier's weights, trained anew from routing/labels
	$(BIN)/intake classifier train --spare-golden $(addprefix --labels ,$(sort $(wildcard routing/labels/*.csv))) \
		--out routing/weights/category.npz

pictures: $(VENV)/tested ## the pictures of the documentation, drawn anew
	$(BIN)/python -m tests.pictures

constraints: ## the newest versions of everything, for constraints.txt
	rm -rf build/pins && $(PYTHON) -m venv build/pins
	build/pins/bin/python -m pip install hatchling editables --editable '.[test,postgres,charts]'
	build/pins/bin/python -m pip freeze --exclude-editable | LC_ALL=C sort -f > constraints.txt

clean: ## remove what was installed and built
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

.PHONY: packages
packages:
	tests/packages.sh

$(BIN)/python:
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Python with venv is needed:  apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The build backend is installed like everything else, so that its version is pinned too.
$(VENV)/built: $(PINS) | $(BIN)/python
	$(PIP) hatchling editables
	@touch $@

$(VENV)/installed: $(VENV)/built
	$(PIP) --no-build-isolation --editable .
	@touch $@

$(VENV)/tested: $(VENV)/built
	$(PIP) --no-build-isolation --editable '.[test,postgres,charts]'
	@touch $@ $(VENV)/installed
