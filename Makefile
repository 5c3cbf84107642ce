# A fresh machine needs only Python 3.11 or newer, gcc and make.
PYTHON ?= python3
BIN := .venv/bin
MODELS := scenarios/scripted_call_center.yaml scenarios/solution_center.yaml scenarios/pit_stop.yaml

.PHONY: help demo test slow bench lint constraints clean

help:
	@echo "make demo   compare three operating models and write demo.html"
	@echo "make test   run the tests (ARGS='-n 2' for two processes)"
	@echo "make slow   run the statistics that take minutes"
	@echo "make bench  measure speed"
	@echo "make lint   style, types, import rules, spelling"
	@echo "make clean  remove the environment and what runs left behind"

demo: .venv/.installed
	$(BIN)/ccsim compare $(MODELS) --page demo.html
	@echo "Open demo.html in a browser."

test: .venv/.installed-dev
	$(BIN)/pytest $(ARGS)

slow: .venv/.installed-dev
	$(BIN)/pytest -m slow $(ARGS) || [ $$? -eq 5 ]  # 5: there are none

bench: .venv/.installed-dev
	$(BIN)/pytest -m bench $(ARGS)

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

# The versions that are tried together; needs uv.
constraints:
	uv pip compile pyproject.toml --universal --python-version 3.11 --all-extras --group dev \
	    --no-header --no-annotate --no-emit-index-url --quiet --upgrade -o constraints.txt

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	    { echo "This Python cannot make environments: ensurepip is missing" \
	           "(on Debian and Ubuntu: apt-get install python3-venv)."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.installed: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e . -c constraints.txt
	@touch $@

.venv/.installed-dev: .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]' -c constraints.txt
	@touch $@

clean:
	rm -rf .venv runs dist demo.html .pytest_cache .mypy_cache .ruff_cache .hypothesis
