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
CODE := studio_tools telemetry dcc tests bench docs .ci

.PHONY: help setup demo check test test-long bundle bench docs pages lock clean

help: ## what there is to make
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-18s%s\n", $$1, $$2}'

setup: ## the environment, from the locked packages
	@bash .ci/setup.sh "$(VENV)" "$(PYTHON)"

demo: setup ## build a small show and walk the whole way on it
	@$(BIN)/studio demo $(DEMO)

check: setup ## style, types, floors, and the names of Maya and Nuke
	$(BIN)/ruff check --quiet $(CODE)
	$(BIN)/ruff format --quiet --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PY) -m studio_tools.testing.mayasim.lint dcc/maya
	$(PY) -m studio_tools.testing.nukesim.lint dcc/nuke

test: check ## check, then the short suite: under ten minutes on two cores
	PYTEST_DEBUG_TEMPROOT="$$(bash .ci/memory.sh)" $(PY) -m pytest -n $(JOBS) -o tmp_path_retention_policy=failed $(PYTEST)

test-long: setup ## kills, fuzz, many processes, then the short suite on another Python and the host in Blender
	$(PY) -m pytest -n $(JOBS) -m long --timeout 1500 $(PYTEST)
	bash .ci/test-other.sh "$(VENV)" -n $(JOBS) $(PYTEST)
	bash .ci/blender.sh "$(VENV)-blender" $(PYTEST)

bundle: setup ## what a studio deploys to Maya and Nuke: a folder and a zip, into dist/
	@$(PY) .ci/bundle.py

bench: setup ## measure, beside the peers; prints, writes nothing
	@for script in bench/bench_*.py; do echo "== $$script"; $(PY) "$$script"; done

pages: setup ## write the generated pages of docs/reference anew
	$(PY) docs/generate.py

docs: pages ## the documentation, into site-docs/
	$(BIN)/mkdocs build --quiet --strict

lock: setup ## choose the newest packages anew and lock them with their hashes
	$(PY) -m pip install --quiet uv
	$(PY) -m uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-strip-extras --python-version 3.11 \
	  --extra dev pyproject.toml --output-file requirements.lock
	$(PY) -m uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-strip-extras --python-version 3.11 \
	  .ci/blender.txt --output-file requirements-blender.lock

clean: ## remove what can be made again
	rm -rf "$(VENV)" "$(VENV)".lock "$(VENV)"-3.* "$(VENV)"-blender* build dist site-docs .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
