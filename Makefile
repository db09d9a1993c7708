# Two commands do all: `make run` (sample site crawled, indexed, served on http://127.0.0.1:8000) and `make test`.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.stamp

.PHONY: run test env check bench lock screenshots clean
.DELETE_ON_ERROR:

run: env
	$(BIN)/minber demo

test: env
	$(BIN)/pytest --numprocesses auto --dist loadfile --cov --cov-report=term:skip-covered --cov-fail-under=$(COVERAGE_FLOOR)

COVERAGE_FLOOR ?= 95

env: $(STAMP)

$(STAMP): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Minber needs Python 3.11 or newer; this is " + sys.version.split()[0] + ": call make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

check: env
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: env
	$(BIN)/python benchmarks/analysis.py
	$(BIN)/python benchmarks/understanding.py
	$(BIN)/python benchmarks/engine.py
	$(BIN)/python benchmarks/endtoend.py

lock:
	sh requirements/lock.sh

screenshots: env
	$(BIN)/python docs/screenshots.py

clean:
	rm -rf .venv dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
