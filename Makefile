# Every target sets up what it needs in .venv; only Python 3.11 or newer and make have to be there.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run test check lint types contracts format docs snapshots bench constraints clean

help: ## List these targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: $(VENV)/run-ready ## Open the board on the India-US register
	@$(BIN)/entente

test: $(VENV)/dev-ready ## Run the tests
	$(BIN)/pytest -n auto --dist worksteal

check: lint types contracts test ## Everything CI runs

lint: $(VENV)/dev-ready ## Style and common mistakes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev-ready ## Strict types, tests included
	$(BIN)/mypy store exchange statements cli tui entente fixtures tests docs benchmarks

contracts: $(VENV)/dev-ready ## Who may import whom
	$(BIN)/lint-imports --no-cache

format: $(VENV)/dev-ready ## Format the code
	$(BIN)/ruff check --fix --exit-zero --quiet .
	$(BIN)/ruff format .

docs: $(VENV)/dev-ready ## Write the generated pages and the screenshot anew
	$(BIN)/python -m docs.pages

snapshots: $(VENV)/dev-ready ## Accept the board's pictures as they are now; look at them first
	$(BIN)/pytest tests/tui/test_snapshots.py tests/tui/test_statement_snapshots.py tests/tui/test_pasted_page.py --snapshot-update

bench: $(VENV)/dev-ready ## Measure, and print one table
	$(BIN)/python -m benchmarks

constraints: ## Pin the newest versions that pyproject.toml allows
	rm -rf $(VENV)/fresh && $(PYTHON) -m venv $(VENV)/fresh
	PIP_CONSTRAINT= $(VENV)/fresh/bin/pip install --quiet '.[dev]' hatchling editables
	$(VENV)/fresh/bin/pip freeze --exclude entente | grep '==' > constraints.txt
	rm -rf $(VENV)/fresh

clean: ## Remove the virtual environment and all caches
	rm -rf .venv .venv-* .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist snapshot_report.html
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Entente needs Python 3.11 or newer: make PYTHON=/path/to/python3.11' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run-ready: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/dev-ready: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/run-ready
