# Everything starts from a fresh clone with Python 3.11 or newer and its venv module.
PYTHON ?= python3
BIN := .venv/bin
FLASK := $(BIN)/flask --app app
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
# The stamps tell when the requirements were last installed, so that a second run starts at once.
RUNTIME := .venv/runtime.stamp
DEVELOP := .venv/develop.stamp
DEMO := instance/demo.sqlite3
# Its three passwords, for the next `make demo` too: invented people alone, readable by the owner alone.
DEMO_ACCOUNTS := instance/demo-akun.txt

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve author demo test lint bench access clean

help: ## what can be made
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1 \t\2/p' $(MAKEFILE_LIST) | expand -t 16

serve: $(RUNTIME) ## install, migrate and serve on http://127.0.0.1:8000 (HOST, PORT, DATABASE_URL)
	@exec $(FLASK) serve

author: $(RUNTIME) ## preview content/ while you write it, with what the check says, on this machine alone (PORT)
	@exec $(FLASK) content serve $(if $(PORT),--port $(PORT))

demo: export DATABASE_URL = sqlite:///$(CURDIR)/$(DEMO)
demo: $(DEMO) ## serve a database of its own with 270 invented agencies
	@echo 'Akun contoh (peran, NIP, kata sandi):'
	@cat $(DEMO_ACCOUNTS)
	@exec $(FLASK) serve

test: $(DEVELOP) ## lint, then every test on SQLite, PostgreSQL and in Chromium
	@$(BIN)/python -m tests.support.system_packages
	@$(MAKE) --no-print-directory lint
	@$(BIN)/pytest -q -n 2

lint: $(DEVELOP) ## style, types and templates
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/djlint --quiet --lint templates

bench: $(DEVELOP) ## how much processor time and how many queries the main pages cost
	@$(BIN)/pytest -q -s -o python_files='bench_*.py' -o python_functions='bench_*' tests/bench

access: $(DEVELOP) ## write tests/house/access.csv anew: who may open what, to be reviewed
	@WRITE_ACCESS=1 $(BIN)/pytest -q tests/house/test_access.py
	@git --no-pager diff --stat tests/house/access.csv

clean: ## remove what can be made again; databases stay
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build
	find . -name __pycache__ -prune -exec rm -rf {} +

$(DEMO): | $(RUNTIME)
	@$(FLASK) db upgrade
	@umask 077 && $(FLASK) demo --agencies 270 --learners 10617 --seed 1 > $(DEMO_ACCOUNTS)

$(RUNTIME): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) -r requirements.txt
	@touch $@

$(DEVELOP): requirements-dev.txt $(RUNTIME)
	@$(PIP) -r requirements-dev.txt
	@touch $@
