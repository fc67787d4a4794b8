# make demo   try it: sets everything up, starts a server and the application with an invented agency;
#             without a screen it takes a tour of two laptops and leaves pictures and a report
# make test   every check and the tests
# make slow   the long suites: kills, faults, volumes
PYTHON_RUN := .venv/bin/python
WITH_KEYS := tooling/with_secret_service.sh
SOURCES := casework desktop server demonstration tests tooling
PYTEST := QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(WITH_KEYS) $(PYTHON_RUN) -m pytest
WORKERS ?= 2

.PHONY: demo test check slow setup lock format clean

demo:
	@tooling/setup.sh run
	@$(PYTHON_RUN) -m demonstration $(ARGUMENTS)

setup:
	@tooling/setup.sh test

check: setup
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PYTHON_RUN) -m pytest -q -p no:randomly tests/structure

test: check
	$(PYTEST) -n $(WORKERS) --dist worksteal --cov --cov-report=term:skip-covered

slow: setup
	$(PYTEST) -m slow

format: setup
	.venv/bin/ruff check --fix-only --select I
	.venv/bin/ruff format

lock:
	tooling/lock.sh

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.* htmlcov
	rm -rf build dist ./*.egg-info .demonstration
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
