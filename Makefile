.PHONY: archive accuracy figures serve test fuzz lint bench clean
SECONDS ?= 180
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

archive: $(VENV)/installed  ## build archive.db from corpus/
	$(BIN)/pipeline ingest corpus/ --db archive.db
	$(BIN)/pipeline evaluate corpus/gold/dev corpus/gold/own --publish archive.db
	@echo "Open the archive in your browser with: make serve"

accuracy: $(VENV)/installed  ## precision and recall against the annotated papers, held to their floors
	$(BIN)/pipeline evaluate corpus/gold/dev --floors corpus/gold/floors.json
	$(BIN)/pipeline evaluate corpus/gold/own --floors corpus/gold/floors-own.json
	$(BIN)/pipeline evaluate corpus/gold/dev corpus/gold/own --by council --markdown
	$(BIN)/pipeline evaluate corpus/gold/dev corpus/gold/own --by kind --markdown

figures: $(VENV)/installed-dev  ## write the tables of docs/accuracy.md anew
	$(BIN)/python -m tests.evaluate.figures

serve: $(VENV)/installed  ## open the archive in the browser
	$(BIN)/pipeline serve --db archive.db

test: $(VENV)/installed-dev  ## run the tests
	$(BIN)/python -m pytest

fuzz: $(VENV)/installed-dev  ## search for inputs that break a promise, SECONDS for each target
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[fuzz]'
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS)

lint: $(VENV)/installed-dev  ## formatting, style and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/installed-bench  ## measure time and memory, side by side
	$(BIN)/python -m tests.bench

clean:  ## remove everything that was made
	rm -rf $(VENV) build dist archive.db archive.db-wal archive.db-shm

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/installed-bench: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]' || \
	  echo "Some contestants could not be installed and will not run."
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@
