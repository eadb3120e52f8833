# Propos: `make help` lists what can be made.
PORT ?= 8000
PYTHON ?= python3
PROPOS_DATABASE_URL ?= sqlite:///var/propos.db
export PROPOS_DATABASE_URL
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
.DEFAULT_GOAL := help
.PHONY: help install run test check docs clients evaluate baseline bench-extract train lock format clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/base: requirements/base.txt pyproject.toml
	@echo "Installing into .venv (once; about a minute)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements/base.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: requirements/dev.txt .venv/base
	@echo "Installing what tests and checks need (once)"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

.venv/clients: requirements/clients.txt .venv/base
	@echo "Installing what makes clients of openapi.json, into .venv-clients (once)"
	@test -x .venv-clients/bin/python || $(PYTHON) -m venv .venv-clients
	@.venv-clients/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/clients.txt
	@touch $@

.venv/bench: requirements/bench.txt .venv/base
	@echo "Installing spaCy and its French pipeline, for comparison alone (once)"
	@$(PIP) --require-hashes -r requirements/bench.txt
	@touch $@

.venv/train: requirements/train.txt .venv/base
	@echo "Installing what training needs, PyTorch for processors among it (once; pip has to find that build)"
	@$(PIP) --require-hashes -r requirements/train.txt
	@touch $@

install: .venv/base ## make the virtual environment and install the hashed lock

run: .venv/base ## migrate, ingest seeds/, index and serve on 127.0.0.1:$(PORT)
	@$(BIN)/propos migrate
	@$(BIN)/propos ingest seeds
	@exec $(BIN)/propos serve --port $(PORT)

test: .venv/dev .venv/clients ## run every test, on SQLite and on a real PostgreSQL
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

check: .venv/dev ## lint, format, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports

docs: .venv/dev ## write openapi.json, the README's answer and the pages of docs/ that are made, anew
	PROPOS_WRITE_DOCS=1 $(BIN)/python -m pytest tests/test_docs.py tests/test_readme.py
	PROPOS_WRITE_DOCS=1 $(BIN)/python -m pytest tests/api/test_clients.py -k openapi_json

clients: .venv/clients ## make a Python and a TypeScript client of openapi.json in var/clients
	mkdir -p var/clients
	PATH="$(CURDIR)/.venv-clients/bin:$$PATH" openapi-python-client generate --path openapi.json --output-path var/clients/propos_client --meta none --fail-on-warning --overwrite
	npx --yes --package openapi-typescript@7.13.0 -- openapi-typescript openapi.json -o var/clients/propos.ts

evaluate: .venv/base ## score extraction against ../shared where it is there; enforce the floors
	$(BIN)/propos evaluate

baseline: .venv/bench ## install spaCy, which speed is compared with

bench-extract: .venv/bench ## compare the speed of extraction with the whole spaCy pipeline; texts made to hurt
	$(BIN)/python benchmarks/extract.py

train: .venv/train ## rebuild the models from ../shared, two processes, under three hours; goes on where it was interrupted
	$(BIN)/python -m training all $(if $(STEPS),--steps "$(STEPS)")

# PyTorch's build for processors is not on every index: what pip is told of, uv is told of too.
LOCK := uv pip compile $(if $(PIP_FIND_LINKS),--find-links $(PIP_FIND_LINKS)) --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
lock: .venv/dev ## resolve requirements/*.in again into hashed lock files
	cd requirements && for name in *.in; do ../$(BIN)/$(LOCK) $$name -o $${name%.in}.txt || exit 1; done

format: .venv/dev ## format and fix what can be fixed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## forget the environment and the data
	rm -rf .venv .venv-clients var
