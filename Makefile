# The usual words for `python3 -m eventapp`, which sets up by itself what a command needs.
PYTHON ?= python3
EVENTAPP := $(PYTHON) -m eventapp

.PHONY: help setup run demo check test bench build hooks clean

help: ## show these words
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

setup: ## set up, and try what the program needs here
	$(EVENTAPP) doctor

run: ## serve on 127.0.0.1:8000, with the demo conference at first
	$(EVENTAPP)

demo: ## load the demo conference
	$(EVENTAPP) demo

check: ## judge format, lint, types, imports, templates, texts, commits ...
	$(EVENTAPP) check

test: ## run the suite; ARGS="tests/badges -k codes" runs a part
	$(EVENTAPP) test $(ARGS)

bench: ## measure; ARGS="scan register" measures a part
	$(EVENTAPP) bench $(ARGS)

build: setup ## put the wheel into dist/
	.venv/bin/python -m pip wheel --no-deps --wheel-dir dist .

hooks: ## have `check` run before each commit and push
	pre-commit install

clean: ## take away what was set up and built; the data in var/ stays
	rm -rf .venv .cache build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -rf eventapp/static/vendor
	find eventapp tests migrations config -name __pycache__ -prune -exec rm -rf {} +
	find eventapp/translations -name '*.mo' -delete
