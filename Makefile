# What one does here. `make` alone explains; the settings may be given as `make start PORT=8081`.

PYTHON ?= python3
# Processes that share the tests: as many as there are processors.
JOBS ?= auto
RUN := .venv/bin/python -m
# The code that ruff and zpretty look after.
CODE := src tests instance bench scripts setup.py
MARKUP := $$(find src tests \( -name '*.zcml' -o -name '*.xml' -o -name '*.pt' \) 2> /dev/null)

# Only what was set is handed on: instance/settings.py knows the defaults.
export PYTHON PORT HOST DATA STORAGE DEMO_PASSWORD

.DEFAULT_GOAL := help
.PHONY: help setup start test lint format import pack check-figures pins changes charts oldest screenshots buildout-check clean

help: ## Show this list
	@grep -E '^[a-z/%-]+:.*## ' Makefile | sed -E 's/^([^:]+):.*## /  \1|/' | column -t -s '|'

setup: ## Make or renew .venv (PYTHON: 3.11 to 3.13); the others call it
	@scripts/setup

start: setup ## Serve the demo site, created if there is none (PORT, HOST, DATA, DEMO_PASSWORD)
	@TZ=$${TZ:-Asia/Shanghai} $(RUN) instance.serve

test: setup ## Run the tests (ARGS: more for pytest, as ARGS="tests/calendar -x"; JOBS: processes)
	@scripts/browser
	@$(RUN) pytest --numprocesses $(JOBS) --dist loadfile $(ARGS)

lint: setup ## Look for faults of style, in versions.cfg and in the translations
	@.venv/bin/ruff check $(wildcard $(CODE))
	@.venv/bin/ruff format --check $(wildcard $(CODE))
	@.venv/bin/zpretty --check $(MARKUP)
	@$(RUN:-m=) scripts/versions.py --check
	@if [ -e scripts/i18n ]; then scripts/i18n --check; fi

format: setup ## Put right what can be put right by itself
	@.venv/bin/ruff check --fix $(wildcard $(CODE))
	@.venv/bin/ruff format $(wildcard $(CODE))
	@.venv/bin/zpretty -i $(MARKUP)

import: setup ## Import complaints, the server being stopped (FILE=lines.jsonl[.gz], DESK=Plone/jiesu)
	@test -n "$(FILE)" || { echo "Name the file: make import FILE=complaints.jsonl" >&2; exit 1; }
	@$(RUN) instance.console jiesu.addon.intake.commands:main --desk "$(or $(DESK),Plone/jiesu)" "$(FILE)"

pack: setup ## Pack the database file, the server being stopped (DAYS of history stay: 1)
	@$(RUN) instance.pack $(or $(DAYS),1)

check-figures: setup ## Compare the figures with the journals, the server being stopped (ARGS=--rebuild puts right, DESK=Plone/jiesu)
	@$(RUN) instance.console jiesu.addon.statistics.commands:check --desk "$(or $(DESK),Plone/jiesu)" $(ARGS)

bench/%: setup ## Measure: bench/submit runs bench/submit.py (ARGS: its arguments)
	@$(RUN:-m=) bench/$*.py $(ARGS)

pins: setup ## Resolve constraints.txt again for setup.py, and write versions.cfg
	@scripts/pins

changes: setup ## Show what news/ would add to CHANGES.md
	@.venv/bin/towncrier build --draft --version next

charts: ## Build the script that draws charts (needs npm); it is committed
	@cd charts && npm ci --no-audit --no-fund && node build.mjs

oldest: ## Send a complaint from the oldest browser (needs npm; URL: the desk of a demo that runs)
	@cd oldest && npm install --no-audit --no-fund --ignore-scripts --no-package-lock && node send.js $(URL)

screenshots: setup ## Take the pictures of docs/images/ anew (ARGS: names of some)
	@scripts/browser
	@PYTHONPATH=. $(RUN:-m=) scripts/screenshots.py $(ARGS)

buildout-check: ## Build with buildout in a copy, and run bin/instance and bin/pytest there
	@scripts/buildout-check

clean: ## Remove what make and buildout made, but for var/ with its data
	@rm -rf .venv .pytest_cache .ruff_cache .hypothesis bin parts develop-eggs eggs build .installed.cfg src/*.egg-info
	@find src tests instance scripts -name __pycache__ -prune -exec rm -rf {} +
