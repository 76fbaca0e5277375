# Everything a person or CI does here. Each target does its own set-up: Python 3.11 or newer and make are enough.
#
#   VENV=DIR       another place for the environment (default .venv)
#   PYTHON=PATH    the Python to make it with (default: the newest of 3.11 to 3.13 that is found)
#   DEMO=DIR       where `make demo` builds its show
#   PYTEST=ARGS    more arguments for pytest, like PYTEST="-k reserve"

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV ?= .venv
PYTHON ?=
DEMO ?=
PYTEST ?=
JOBS ?= 2

BIN := $(VENV)/bin
PY := $(BIN)/python
CODE := studio_tools telemetry dcc tests bench docs

.PHONY: help setup demo check test test-long bench docs pages lock clean

help: ## what there is to make
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-18s%s\n", $$1, $$2}'

setup: ## the environment, from the locked packages
	@bash .ci/setup.sh "$(VENV)" "$(PYTHON)"

demo: setup ## build a small show and walk the whole way on it
	@$(BIN)/studio demo $(DEMO)

check: setup ## style, types and floors
	$(BIN)/ruff check --quiet $(CODE)
	$(BIN)/ruff format --quiet --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check ## check, then the short suite: under ten minutes on two cores
	$(PY) -m pytest -n $(JOBS) $(PYTEST)

test-long: setup ## kills, fuzz, many processes, then the short suite on another Python
	$(PY) -m pytest -n $(JOBS) -m long --timeout 1500 $(PYTEST)
	bash .ci/test-other.sh "$(VENV)" -n $(JOBS) $(PYTEST)

bench: setup ## measure, beside the peers; prints, writes nothing
	@for script in bench/bench_*.py; do echo "== $$script"; $(PY) "$$script"; done

pages: setup ## write the generated pages of docs/reference anew
	$(PY) docs/generate.py

docs: pages ## the documentation, into site-docs/
	$(BIN)/mkdocs build --quiet --strict

lock: setup ## choose the newest packages anew and lock them with their hashes
	$(PY) -m pip install --quiet uv
	$(PY) -m uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --python-version 3.11 \
	  --extra dev pyproject.toml --output-file requirements.lock

clean: ## remove what can be made again
	rm -rf "$(VENV)" "$(VENV)".lock "$(VENV)"-3.* build dist site-docs .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
