# Short verbs. `make demo` and `make test` set up what they need first.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
GOLD ?= evaluation/gold/ar.jsonl
STAMP := $(VENV)/.ready
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: setup test lint eval bench demo docs lock clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@$(BIN)/python -c "from sijill.reader import load_reader; load_reader()"
	@touch $(STAMP)

test: setup
	$(BIN)/sijill words check
	$(BIN)/python -m pytest -n 2

lint: setup
	$(BIN)/ruff check src tests scripts benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: setup
	$(BIN)/sijill evaluate $(GOLD) --worst 10

bench: setup
	$(BIN)/python benchmarks/read.py

demo: setup
	@$(BIN)/python -m sijill.demo

docs: setup
	$(BIN)/python scripts/build_reference.py

lock: setup
	$(BIN)/python -m uv --version >/dev/null 2>&1 || $(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
