# Everything lives in .venv, made from the lock files. Nothing else on the machine is touched.

VENV := .venv
BIN := $(VENV)/bin
PIP := PIP_USER=0 $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet
SORRY := { echo "That did not work; the reason stands above. Nothing is broken: mend it and try again." >&2; exit 1; }

# What someone set for another project must not reach into this one.
unexport PYTHONHOME PYTHONPATH

.DEFAULT_GOAL := help
.PHONY: help try test chaos mutation bench lock clean

help: ## Say what there is
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

try: $(VENV)/ready ## Play one couple in your browser, or in this terminal; no token needed
	@exec $(BIN)/mortar playground

test: $(VENV)/ready-dev ## Check and test everything, except chaos
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -n 4 # much of it waits, for two cores too

chaos: $(VENV)/ready-dev ## The long run of kills and cut connections
	$(BIN)/pytest -m chaos -s

mutation: $(VENV)/ready-dev ## Change bot/flow in small ways and see the tests notice; takes hours (PART='*3': a tenth)
	$(BIN)/mutmut run --max-children 2 $(if $(PART),'$(PART)')
	$(BIN)/python -m tests.mutation.score $(if $(PART),part)

bench: $(VENV)/ready-dev ## Measure the speed that docs/performance.md speaks of
	$(BIN)/python -m benchmarks

# One file for every promised Python, on Linux and macOS. It names versions and hashes, and no
# host, so that whoever installs chooses where from.
RESOLVE := $(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
	--upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
	--no-config --quiet

lock: $(VENV)/made ## Resolve the lock files anew from pyproject.toml
	$(PIP) uv
	$(RESOLVE) --output-file requirements.lock > /dev/null
	$(RESOLVE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock > /dev/null

clean: ## Take away .venv and all caches
	rm -rf $(VENV) build dist mutants *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A moved folder, or a Python that was taken away, leaves a dead environment: it is made anew.
ALIVE := $(shell $(BIN)/python -c "import os; print(open('$(VENV)/made').read() == os.getcwd())" 2>/dev/null)
ifneq ($(ALIVE),True)
.PHONY: $(VENV)/made
endif

$(VENV)/made:
	@for name in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  young=$$name; \
	  $$name -c 'import ensurepip, venv' 2>/dev/null || continue; \
	  echo "Making .venv with $$name."; \
	  $$name -m venv --clear $(VENV) && $$name -c "import os; open('$@', 'w').write(os.getcwd())"; \
	  exit; \
	done; \
	if [ -n "$$young" ]; then \
	  echo "$$young has no venv module, so .venv cannot be made. On Debian and Ubuntu: apt install python3-venv" >&2; \
	else \
	  seen=$$(python3 --version 2>/dev/null || echo no python3); \
	  echo "Mortar needs Python 3.11 or newer; here is $$seen. If you have a newer one: make PYTHON=/path/to/it try" >&2; \
	fi; \
	exit 1

$(VENV)/ready: $(VENV)/made requirements.lock pyproject.toml
	@echo "Getting the libraries in requirements.lock. This happens once and takes a minute or so."
	@$(PIP) --require-hashes -r requirements.lock || $(SORRY)
	@$(PIP) --no-deps --no-build-isolation --no-index --editable . || $(SORRY)
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.lock
	@echo "Getting the tools in requirements-dev.lock. This happens once and takes a minute or so."
	@$(PIP) --require-hashes -r requirements-dev.lock || $(SORRY)
	@touch $@
