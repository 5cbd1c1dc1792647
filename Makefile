# make demo · make test · make bench · make docs — each does all its own set-up.
# Needs only make and Python 3.11 or later; set PYTHON to choose which one.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
LOCK   := requirements/dev.txt
READY  := $(VENV)/.ready
TYPES  := node_modules/.package-lock.json
COMPILE := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test lint check-built bench soak docs build lock clean
.DEFAULT_GOAL := demo

$(READY): $(LOCK) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "sojourn needs Python 3.11 or later; set PYTHON=python3.11, for example")'
	@echo "Setting up $(VENV) (once; a minute or two) …"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --require-hashes -r $(LOCK)
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# What checks and shortens the scripts of the page; without npm they are not checked, and the test says so.
$(TYPES): package-lock.json $(READY)
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund && touch $@ || true; fi

demo: $(READY)
	@mkdir -p demo
	@$(BIN)/sojourn draw --output demo/sojourn.html --force
	@$(BIN)/sojourn ask stock-by-count --population Russians --place China
	@echo
	@echo "Open demo/sojourn.html in a browser: a map of three articles. Click an arrow to read who said so."

lint: $(READY)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports --no-logo

# By file, so that each server and each cluster is started once (the groups of xdist 3.8 are lost under pytest 9.2).
test: $(READY) $(TYPES) lint
	@$(BIN)/python -m pytest -n auto --dist loadfile

build: $(READY)
	@$(BIN)/python tools/build_studies.py

docs: $(READY)
	@$(BIN)/python tools/build_docs.py

bench: $(READY)
	@$(BIN)/python -m bench

soak: $(READY)
	@SOJOURN_SOAK=1 $(BIN)/python -m pytest -n auto --dist loadfile -m "not wheel"

# Renews the hashes. uv is the only tool that is not in the lock file itself.
lock:
	@$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/python -m pip --quiet install uv
	@$(VENV)-lock/bin/uv pip compile $(COMPILE) pyproject.toml --output-file requirements/run.txt
	@$(VENV)-lock/bin/uv pip compile $(COMPILE) --constraint requirements/run.txt --group dev --extra pandas --extra sdmx --extra spark pyproject.toml --output-file $(LOCK)

clean:
	@rm -rf $(VENV) $(VENV)-lock node_modules demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
