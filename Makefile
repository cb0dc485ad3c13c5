# Two commands do everything on a fresh Debian machine with Python 3.11 or newer, make and git:
#   make run     open the window on a sample workbook
#   make test    run the tests
SHELL  := bash
PYTHON ?= python3
BIN    := .venv/bin
SAMPLE := build/Ruta Norte.xlsx
TIER   ?= M
CORPUS ?= ../shared/corpus/xlsx
KILLS  ?= 1000
DIR    ?= ../shared/corpus/google/recordings

QT      := libgl1 libegl1 libglib2.0-0 libfontconfig1 libxkbcommon0 libdbus-1-3
XWINDOW := libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0

.DEFAULT_GOAL := help
.PHONY: help setup run google-demo test check style bench corpus proof excel-pack google-replay google-contract template golden seen pictures pages requirements clean

help:
	@echo "make run       open the window on a sample workbook (without a display: print its brief)"
	@echo "make test      run the tests"
	@echo "make setup     only the virtual environment and the libraries that Qt needs"
	@echo "make check     lint, format, types and tests"
	@echo "make google-demo  the window on a Google Sheet of a loopback Google (without a display: the command line)"
	@echo "make bench     time and memory against openpyxl and a bare window (TIER=S|M|L|XL)"
	@echo "make corpus    refresh every workbook under CORPUS=folder and tell what was harmed, refused, unharmed"
	@echo "make proof     kill a refresh KILLS=1000 times, fill the disk, lock the file: it must always be whole"
	@echo "make excel-pack  twenty refreshed workbooks and a form, for someone with the real Excel"
	@echo "make google-replay DIR=folder  recorded answers of the real Google against the loopback one: identical and total"
	@echo "make google-contract SHEET=link  some thirty conversations with the real Google, for someone with an account"
	@echo "make pages     rewrite the generated pages of docs/"
	@echo "make template  rebuild templates/operating_brief.xlsx from the contract"
	@echo "make golden    rewrite the whole briefs in tests/golden (read the diff)"
	@echo "make seen      take the pictures anew that the tests compare the pages with (look at them)"
	@echo "make pictures  take the pictures in docs/pictures again"

# --- set-up: a virtual environment with hash-checked packages, and the libraries that Qt needs

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Operating Brief needs Python 3.11 or newer: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || .ci/packages "a virtual environment" python3-venv
	$(PYTHON) -m venv .venv

.venv/runtime: requirements.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: requirements-dev.txt .venv/runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv/qt: .venv/runtime
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -c 'import PySide6.QtWidgets as q; q.QApplication([])' 2>/dev/null \
	  || .ci/packages "the window (Qt)" $(QT)
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -c 'import PySide6.QtWidgets as q; q.QApplication([])'
	@touch $@

setup: .venv/qt

# --- for everybody

run: .venv/qt
	@mkdir -p build
	@if [ ! -e "$(SAMPLE)" ]; then \
	  $(BIN)/operating-brief new "$(SAMPLE)" --lang en --sample && \
	  $(BIN)/operating-brief refresh "$(SAMPLE)" --out build/brief.md; \
	fi
	@if [ "$$(uname)" = Darwin ] || [ -n "$$WAYLAND_DISPLAY" ]; then \
	  $(BIN)/operating-brief desktop "$(SAMPLE)"; \
	elif [ -n "$$DISPLAY" ]; then \
	  $(BIN)/python -c 'import PySide6.QtWidgets as q; q.QApplication([])' >/dev/null 2>&1 \
	    || .ci/packages "a window on this display" $(XWINDOW) && \
	  $(BIN)/operating-brief desktop "$(SAMPLE)"; \
	else \
	  $(BIN)/operating-brief refresh "$(SAMPLE)" && \
	  printf '\nThere is no display here, so the brief is printed. It also stands in the tab Brief of\n  %s\n' "$$PWD/$(SAMPLE)"; \
	fi

google-demo: .venv/dev .venv/qt
	@if [ "$$(uname)" != Darwin ] && [ -z "$$WAYLAND_DISPLAY" ] && [ -n "$$DISPLAY" ]; then \
	  $(BIN)/python -c 'import PySide6.QtWidgets as q; q.QApplication([])' >/dev/null 2>&1 \
	    || .ci/packages "a window on this display" $(XWINDOW); \
	fi
	@$(BIN)/python -m tests.google.demo

test: .venv/dev .venv/qt
	$(BIN)/python -m pytest -n 2 -rs

# --- for those who change it

style: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: style test

bench: .venv/dev .venv/qt
	$(BIN)/python -m benchmarks --tier $(TIER)

corpus: .venv/dev
	$(BIN)/python -m tests.corpus "$(CORPUS)"

proof: .venv/dev
	$(BIN)/python -m tests.proof --kills $(KILLS)

excel-pack: .venv/dev
	$(BIN)/python -m tests.excel_pack build/excel-pack

pages: .venv/dev
	$(BIN)/python -m docs.pages

google-replay: .venv/dev
	@$(BIN)/python -m tests.google.replay "$(DIR)"

google-contract: .venv/dev
	$(BIN)/python -m tests.google.contract "$(SHEET)"

template: .venv/runtime
	$(BIN)/python -m sheets.template

golden: .venv/dev
	$(BIN)/python -m tests.golden

seen: .venv/dev .venv/qt
	$(BIN)/python -m tests.desktop.seen

pictures: .venv/dev .venv/qt
	$(BIN)/python -m docs.pictures

# No address of any kind may stand in the files: whose index is used is each machine's own affair.
PIN := --generate-hashes --allow-unsafe --build-deps-for editable --strip-extras --no-emit-index-url \
	--no-emit-trusted-host --no-emit-find-links --no-emit-options --no-annotate --quiet

requirements: .venv/dev
	$(BIN)/python -m pip install --quiet pip-tools
	CUSTOM_COMPILE_COMMAND="make requirements" $(BIN)/pip-compile $(PIN) -o requirements.txt pyproject.toml
	CUSTOM_COMPILE_COMMAND="make requirements" $(BIN)/pip-compile $(PIN) --extra dev -c requirements.txt \
	  -o requirements-dev.txt pyproject.toml

clean:
	rm -rf build dist .venv *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
