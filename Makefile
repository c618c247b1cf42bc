# Everything a contributor runs. The first target that needs it sets up .venv.
VENV = .venv
PYTHON = $(VENV)/bin/python
READY = $(VENV)/.ready
CONFIGURATION = generator/specloom/configuration

.PHONY: help demo test coverage lint types samples bench history corpus mutation ci clean

help:
	@echo "make demo      generate a client, start its mock server, and call it"
	@echo "make test      run all tests"
	@echo "make coverage  run all tests and report which lines of generator/ they miss"
	@echo "make lint      ruff and black"
	@echo "make types     mypy and pyright, strict"
	@echo "make samples   write output_samples/ and what is compiled from schemas anew"
	@echo "make bench     measure speed and size"
	@echo "make history   replay the revisions of X's document, with a table of each step"
	@echo "make corpus    generate from every description of the corpus, and check each"
	@echo "make mutation  plant faults in a generated client and see which go unnoticed"
	@echo "make ci        lint, types, coverage"
	@echo "make clean     remove .venv and what the tools left"

# A shim may answer to a name without having that Python, so each is tried.
$(READY): pyproject.toml
	@for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    if $$python -c 'import ensurepip' 2>/dev/null; then \
	      echo "setting up $(VENV) with `$$python --version`"; \
	      exec $$python -m venv $(VENV); \
	    fi; \
	    lame=$$python; \
	  fi; \
	done; \
	if [ -n "$$lame" ]; then \
	  echo "$$lame comes without venv: install python3-venv" >&2; \
	else \
	  echo "no Python of 3.11 or later found" >&2; \
	fi; \
	exit 1
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(READY)

demo: $(READY)
	@$(PYTHON) specs/demo.py

test: $(READY)
	$(PYTHON) -m pytest -q -n auto

coverage: $(READY)
	$(PYTHON) -m pytest -q -n auto --cov --cov-report=term --cov-fail-under=95

lint: $(READY)
	$(PYTHON) -m ruff check .
	$(PYTHON) -m black --quiet --check .

types: $(READY)
	$(PYTHON) -m mypy
	$(PYTHON) -m pyright --pythonpath $(PYTHON)

samples: $(READY)
	$(PYTHON) specs/samples.py output_samples
	$(PYTHON) -m specloom schema $(CONFIGURATION)/specloom.schema.json \
	  --output $(CONFIGURATION)/checks.py

bench: $(READY)
	$(PYTHON) benchmarks/run.py

history: $(READY)
	$(PYTHON) benchmarks/history.py --types

corpus: $(READY)
	$(PYTHON) benchmarks/corpus.py

mutation: $(READY)
	$(PYTHON) benchmarks/mutation.py

ci: lint types coverage

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage* build dist
