# Two commands matter: `make run` and `make test`. `make help` tells the others.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test bench soak check format lock words pictures clean

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3.11)
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# More for pytest, such as: make test ARGS="tests/access -k reflections"
ARGS ?=
# What Python has compiled is kept beside what was installed, whatever the environment says of it: a
# run of the tests is dozens of processes, each of which would compile two thousand files anew.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/$(VENV)/.compiled

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F '|' '{ printf "%-16s %s\n", $$1, $$2 }'

run: $(VENV)/.run-ok ## Start Supervision with its demonstration on http://127.0.0.1:8000 (PORT=8001 for another port)
	@exec env PORT=$(PORT) SUPERVISION_DEMO=1 SUPERVISION_PLAIN_HTTP=1 SUPERVISION_LOG=warning \
		$(BIN)/python scripts/run.py

test: $(VENV)/.dev-ok ## Run every test, on SQLite and PostgreSQL and in a browser
	@chromium=$$(CHROMIUM="$(CHROMIUM)" scripts/chromium.sh) || exit 1; \
	CHROMIUM="$$chromium" $(BIN)/python -m pytest -n 3 --dist worksteal $(ARGS)

# How long each goes on: tests/faults/sizes.py. Any of them by name, such as: make soak KILLS=5000
soak: $(VENV)/.dev-ok ## Run the tests of faults, backups, input and rights in their long form (make soak KILLS=1000)
	@KILLS="$(or $(KILLS),1000)" RESTARTS="$(or $(RESTARTS),20)" ROUNDS="$(or $(ROUNDS),1000)" \
	RACES="$(or $(RACES),1000)" STOPS="$(or $(STOPS),100)" HOLDS="$(or $(HOLDS),1 4 6 20)" \
	CUTS="$(or $(CUTS),0)" SEED="$(SEED)" SUPERVISION_SOAK="$(or $(BACKUPS),200)" \
	EVERY_DOOR=1 EVERY_DATABASE=1 INPUTS="$(or $(INPUTS),2000)" SEEDS="$(or $(SEEDS),200)" EVENTS="$(or $(EVENTS),500)" \
	$(BIN)/python -m pytest -s $(or $(ARGS),tests/faults tests/backups tests/input tests/walk tests/access tests/pages)
	$(BIN)/python -m scripts.sign_in_times

bench: $(VENV)/.dev-ok ## Measure every page: SIZES="10000 100000" DB=embedded JSON=out.json PARTS="counts times"
	@chromium=$$(CHROMIUM="$(CHROMIUM)" scripts/chromium.sh) || exit 1; \
	CHROMIUM="$$chromium" $(BIN)/python -m bench $(if $(SIZES),--sizes "$(SIZES)") \
		$(if $(DB),--db "$(DB)") $(if $(JSON),--json "$(JSON)") $(if $(PARTS),--parts "$(PARTS)") $(ARGS)

check: $(VENV)/.dev-ok ## Check style, types, templates, and that migrations match models
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python scripts/lint_templates.py supervision/templates
	@scratch=$$(mktemp -d) && SUPERVISION_INSTANCE=$$scratch SUPERVISION_PLAIN_HTTP=1 $(BIN)/flask --app wsgi db-matches; code=$$?; rm -rf $$scratch; exit $$code

format: $(VENV)/.dev-ok ## Put the code into its usual format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(VENV)/.dev-ok ## Choose exact versions anew, from the ranges in requirements*.in
	$(BIN)/uv pip compile --quiet --upgrade --python-version 3.11 --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --upgrade --python-version 3.11 --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links -c requirements.txt requirements-dev.in -o requirements-dev.txt

words: $(VENV)/.dev-ok ## Collect every sentence that people read, for translators
	$(BIN)/python -m babel.messages.frontend -q extract -F babel.cfg -k _l -k said --no-location --omit-header --sort-output \
		-o supervision/translations/messages.pot supervision

pictures: $(VENV)/.dev-ok ## Take the pictures of the README anew, from a demonstration of their own
	@chromium=$$(CHROMIUM="$(CHROMIUM)" scripts/chromium.sh) || exit 1; \
	CHROMIUM="$$chromium" $(BIN)/python scripts/pictures.py docs/pictures

clean: ## Remove what make run and make test installed (never what was written)
	rm -rf $(VENV) .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.run-ok: requirements.txt
	@scripts/install.sh "$(PYTHON)" "$(VENV)" requirements.txt
	@touch $@

$(VENV)/.dev-ok: requirements-dev.txt requirements.txt
	@scripts/install.sh "$(PYTHON)" "$(VENV)" requirements-dev.txt
	@touch $@
