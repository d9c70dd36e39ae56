# Short verbs. `make demo` and `make test` set up what they need first.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
TESTED := $(VENV)/.validators
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: setup test lint eval bench bench-desk bench-ledger demo serve web docs fuzz fuzz-api soak lock clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@$(BIN)/python -c "from sijill.reader import load_reader; load_reader()"
	@touch $(STAMP)

# What the exports are checked with, for tests alone (see pyproject.toml).
$(TESTED): requirements-test.lock $(STAMP)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-test.lock
	@touch $(TESTED)

test: setup web $(TESTED)
	$(BIN)/sijill words check
	$(BIN)/python -m pytest -n 2

lint: setup
	$(BIN)/ruff check src tests scripts benchmarks evaluation
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: setup
	$(BIN)/python evaluation/gate.py --worst 10
	$(BIN)/python evaluation/linking.py
	$(BIN)/python evaluation/places.py

bench: setup
	$(BIN)/python benchmarks/read.py
	$(BIN)/python benchmarks/places.py
	$(BIN)/python benchmarks/places_import.py

bench-ledger: setup
	$(BIN)/python benchmarks/store.py
	$(BIN)/python benchmarks/link.py
	$(BIN)/python benchmarks/ledger.py

bench-desk: web
	$(BIN)/python benchmarks/desk.py
	$(BIN)/python benchmarks/desk_map.py

demo: setup
	@$(BIN)/sijill demo

WEB := src/sijill/web/static/built/.vite/manifest.json

serve: web
	$(BIN)/sijill serve --demo

web: $(WEB)

$(WEB): $(STAMP) web/package-lock.json $(wildcard web/*.ts web/*.json web/src/*)
	$(BIN)/python scripts/build_web.py

# The API asked by schemathesis for longer than in `make test`.
fuzz-api: web $(TESTED)
	SIJILL_FUZZ=$${SIJILL_FUZZ:-300} $(BIN)/python -m pytest tests/web/test_api.py -k schemathesis

# Every parser with changed inputs, for MINUTES.
MINUTES ?= 30
fuzz: setup $(TESTED)
	$(BIN)/python benchmarks/fuzz.py $(MINUTES)

# A long run with its memory sampled, and a run killed fifty times.
DOCUMENTS ?= 200000
soak: setup $(TESTED)
	$(BIN)/python benchmarks/soak.py $(DOCUMENTS)
	SIJILL_KILLS=50 $(BIN)/python -m pytest tests/test_faults_batch.py -k killed_at_any_moment

docs: setup
	$(BIN)/python scripts/build_reference.py

lock: setup
	$(BIN)/python -m uv --version >/dev/null 2>&1 || $(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --extra web --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --extra web --extra validators \
	  --constraint requirements.lock --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  pyproject.toml -o requirements-test.lock

clean:
	rm -rf $(VENV) web/node_modules src/sijill/web/static/built build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
