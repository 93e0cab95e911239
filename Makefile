# A fresh machine needs Python 3.11 or newer and make. Everything else is installed into .venv from the lock files.
PYTHON ?= $(shell for p in python3.12 python3.13 python3.11 python3; do \
	$$p -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin

.PHONY: demo test test-all lint docs lock setup setup-dev clean

demo: .venv/installed          ## set up, trace the bundled story, print its account, write demo.html
	$(BIN)/whence demo

test: .venv/installed-dev      ## set up and run the tests
	$(BIN)/python -m pytest -n auto -m "not slow"

test-all: .venv/installed-dev  ## every test, the slow and full-scale ones too
	$(BIN)/python -m pytest -n auto

lint: .venv/installed-dev      ## formatting, lint, types and import rules
	$(BIN)/ruff format --check src tests bench examples docs
	$(BIN)/ruff check src tests bench examples docs
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

docs: .venv/installed-dev      ## write the generated parts of the documentation again
	$(BIN)/python docs/generate.py

lock:                          ## pin every dependency again (needs uv)
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 --extra build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 --extra build --extra dev --extra exports --extra mcp -c requirements.lock pyproject.toml -o requirements-dev.lock

setup: .venv/installed
setup-dev: .venv/installed-dev

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "whence needs Python 3.11 to 3.13 with venv; name one with: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

clean:
	rm -rf .venv demo.db demo.db-wal demo.db-shm demo.html
