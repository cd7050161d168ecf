# Becoming a back office executive.
#
#   make learn                 open the lesson in JupyterLab (LANGUAGE=en or LANGUAGE=de; otherwise your system's)
#   make test                  run all tests (REQUIRE_TOOLS=1: a missing system tool is a failure)
#   make demo                  an instructor's whole cycle on twelve simulated students
#   make build                 Markdown -> notebooks/, source/, release/
#   make lint                  style and types
#   make bench                 measure, and write docs/benchmarks.md (BENCH=--full: the long form)
#   make lock                  pin the versions anew (requirements.txt, requirements-test.txt)
#
# Needed: Python 3.11 or newer, and make. Everything else goes into .venv on first use.

PYTHON ?= python3
VENV ?= .venv
# Only what is typed counts: a German desktop has LANGUAGE=de_DE:de in its environment, and the command reads that itself.
LANG_OPTION := $(if $(filter command%,$(origin LANGUAGE)),--lang $(LANGUAGE))
LEARN_OPTIONS ?=
PYTEST_OPTIONS ?=
BENCH ?=

BIN := $(abspath $(VENV))/bin
RUN := $(BIN)/python
# nbgrader calls alembic, and Jupyter its subcommands, by name.
export PATH := $(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Where this is set, every kernel and every command compiles pandas and nbgrader anew, for seconds.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: learn test demo build lint bench lock clean
.DEFAULT_GOAL := learn

$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "This course needs Python 3.11 or newer. '$(PYTHON)' is older or missing."; \
	  echo "If you have a newer one under another name: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# A stamp remembers what was installed. It is older than changed requirements, and then they are installed again.
$(VENV)/installed: requirements.txt pyproject.toml course/lab/overrides.json course/lab/jupyter_server.json | $(RUN)
	@echo "Installing what the course needs into $(VENV). This takes a minute or two, once."
	@$(RUN) -m pip install --quiet -r requirements.txt
	@$(RUN) -m pip install --quiet --no-deps -e .
	@touch $@

$(VENV)/installed-test: requirements-test.txt $(VENV)/installed
	$(RUN) -m pip install --quiet -r requirements-test.txt
	@touch $@

learn: $(VENV)/installed
	@$(BIN)/backoffice learn $(LANG_OPTION) $(LEARN_OPTIONS)

test: $(VENV)/installed-test
	$(RUN) -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(PYTEST_OPTIONS)

demo: $(VENV)/installed
	@$(BIN)/backoffice demo $(LANG_OPTION)

build: $(VENV)/installed
	$(BIN)/backoffice build

lint: $(VENV)/installed-test
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

bench: $(VENV)/installed-test
	$(RUN) bench $(BENCH)

# For whoever changes a dependency in pyproject.toml. No index addresses, no hashes, the same file on every system.
lock: $(VENV)/installed-test
	$(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --output-file requirements.txt pyproject.toml
	$(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --constraint requirements.txt --extra test \
	  --output-file requirements-test.txt pyproject.toml

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
