# make demo   try it: sets everything up, starts a server and the application with an invented agency;
#             without a screen it takes a tour of two laptops and leaves pictures and a report
# make test   every check and the tests
# make slow   the long suites: kills, faults, volumes, whole days through the real programs
# make journeys   the journeys of docs/user and a screen reader's way, through real windows
# make coverage   the tests of `make test`, with the lines and branches they reach
# make simulate SEEDS=400     what section 7 of the protocol promises, under seeded faults; one line
#   (DATABASE=postgresql SEEDS=40, STEPS=60, FIRST=1; docs/simulation.md)
# make mutation [PATHS=casework/rules/...]     what the tests of the rules notice, one change at a time (docs/mutation.md)
# make torture SCALE=1        edits, kills and faults at the sizes of the design (CI: a part; docs/measurements.md)
# make fuzz REQUESTS=100000   requests of every sort to a served office: no fault, nothing given away (docs/fuzzing.md)
# make fuzz-stateful REQUESTS=10000   conversations by Schemathesis, from an answer to the next request
# make fuzz-parsers MINUTES=10   whatever reads bytes from outside, each under a coverage-guided fuzzer (NAMES="entry csv")
# make bench ROUNDS=5         how quick the sync is, beside what others need for the same (docs/speed.md)
# make bench-local ROUNDS=5   how quick the laptop is by itself: first window, unlock, a case, search, taking in; at rest
# make bench-growth CASES=20,200,1000 LAPTOPS=10,100,1000   how time and memory grow (docs/growth.md)
# make package [FAST=1]      the packages, into dist/ (installer/README.md); make package-check tries them; make release
# make strings [LANGUAGES=gd]  what translators work on, brought up to date (docs/translating.md)
# make site                   the documentation as a site, into build/site: it is opened from a file (docs/contributing.md)
# make mutants                that the simulation catches what it has to
PYTHON_RUN := .venv/bin/python
WITH_KEYS := tooling/with_secret_service.sh
SOURCES := casework desktop server demonstration tests tooling bench
PYTEST := QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(WITH_KEYS) $(PYTHON_RUN) -m pytest
WORKERS ?= 2
SEEDS ?= 400
FIRST ?= 1
STEPS ?= 60
DATABASE ?= sqlite
# Whole days through several real windows, and a screen reader's way through all of them.
JOURNEYS := tests/e2e/journey tests/accessibility
# Windows, keys and a screen reader beside each other on a busy machine: what failed is tried once more, alone.
ONCE_MORE = { echo "journeys: once more, one after the other, what has failed" && \
	$(PYTEST) -m slow --timeout 900 --last-failed --last-failed-no-failures none $(JOURNEYS); }
SCALE ?= 1
REQUESTS ?= 100000
MINUTES ?= 10
ROUNDS ?= 1
BENCH := .bench/results.jsonl
SEED ?= 1
TORTURES := tests/desktop/store/test_altered.py tests/desktop/store/test_file_seal.py::test_any_old_pages_put_back_are_noticed \
	tests/desktop/store/test_faulty_disk.py tests/server/test_faulty_disk.py tests/parsers \
	tests/server/test_audit.py::test_every_random_edit_is_found tests/server/test_server_kill.py tests/fuzz \
	tests/e2e/test_kills.py tests/e2e/test_many_laptops.py tests/desktop/services/test_person_copy.py \
	tests/desktop/services/documents/test_copy_leak.py tests/desktop/services/documents/test_summary_leak.py

# Python keeps what it has compiled, here too where a container says otherwise: the tests start programs by the hundred.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: package package-twice package-check package-check-windows release release-packages demo test check bench bench-growth bench-local coverage slow journeys strings simulate fuzz fuzz-parsers fuzz-stateful torture mutation mutants site setup lock format clean

demo:
	@tooling/setup.sh run
	@$(PYTHON_RUN) -m demonstration $(ARGUMENTS)

setup:
	@tooling/setup.sh test

check: setup
	@tooling/check.sh

# The tests of the structure have run in `check`.
test: check
	$(PYTEST) -n $(WORKERS) --dist worksteal --ignore tests/structure

coverage: setup
	$(PYTEST) -n $(WORKERS) --dist worksteal --cov --cov-report=term:skip-covered

slow: setup
	$(PYTEST) -m slow -n $(WORKERS) --dist worksteal $(addprefix --ignore ,$(JOURNEYS))

journeys: setup
	$(PYTEST) -m slow --timeout 900 -n $(WORKERS) --dist loadfile $(JOURNEYS) || $(ONCE_MORE)

simulate: setup
	@$(PYTHON_RUN) -m tests.simulation --seeds $(SEEDS) --first $(FIRST) --steps $(STEPS) --database $(DATABASE) --workers $(WORKERS)

fuzz: setup
	@$(PYTHON_RUN) -m tests.fuzz --requests $(REQUESTS) --seed $(SEED) --database $(DATABASE)

fuzz-parsers: setup
	@$(PYTHON_RUN) -m tests.parsers $(NAMES) --minutes $(MINUTES) --seed $(SEED) --workers $(WORKERS)

fuzz-stateful: setup
	@PYTHONPATH=$$($(PYTHON_RUN) -m tooling.beside fuzzing) $(PYTHON_RUN) -m tests.fuzz.stateful $(REQUESTS) $(SEED) $(DATABASE)
bench: setup
	@$(PYTHON_RUN) -m bench --rounds $(ROUNDS) --results $(BENCH)
	@$(PYTHON_RUN) -m bench.report $(BENCH) $(BESIDE)

bench-growth: setup
	@$(PYTHON_RUN) -m bench.growth --rounds $(ROUNDS) $(if $(CASES),--cases $(CASES)) $(if $(LAPTOPS),--laptops $(LAPTOPS))

bench-local: setup
	@$(PYTHON_RUN) -m bench.local --rounds $(ROUNDS)
	@$(WITH_KEYS) $(PYTHON_RUN) -m bench.local.rest

torture: setup
	SCALE=$(SCALE) $(PYTEST) -m "" -n $(WORKERS) --dist worksteal --timeout 0 $(TORTURES)

mutation: setup
	@$(PYTHON_RUN) -m tooling.mutation $(PATHS) --workers $(WORKERS) $(if $(AGAIN),--again) $(if $(TESTS),--tests $(TESTS))

strings: setup
	@$(PYTHON_RUN) -m tooling.strings $(LANGUAGES)

mutants: setup
	@$(PYTHON_RUN) -m tests.simulation --mutants --steps $(STEPS) --workers $(WORKERS)

site: setup
	@$(PYTHON_RUN) -m tooling.site

package:
	@installer/setup.sh
	@FAST=$(FAST) build/package/venv/bin/python -m installer $(PARTS)

# Two builds of the same commit, byte for byte; WITH=dist/….deb: the second one of a `make package FAST=1`.
package-twice:
	@installer/setup.sh
	@FAST=1 build/package/venv/bin/python -m installer.twice $(WITH)

# Needs root and debootstrap: the Debian package on a clean root, with windows, a server and an upgrade; the server's under systemd.
package-check: setup
	@installer/setup.sh check
	@QT_QPA_PLATFORM=offscreen $(WITH_KEYS) $(PYTHON_RUN) -m installer.check
	@$(PYTHON_RUN) -m installer.boot

# Needs root and debootstrap: both packages for Windows under wine 10 (make package PARTS=windows first).
package-check-windows: setup
	@installer/setup.sh check
	@$(PYTHON_RUN) -m installer.windows.check

# KEY=file: the private half that announcements are signed with. OLDER=file: the announcement of the release before.
release:
	@git diff --quiet HEAD || { echo "release: commit first"; exit 1; }
	@$(MAKE) test slow journeys
	@$(MAKE) release-packages

# All of a release but the suites.
release-packages:
	@rm -rf dist
	@$(MAKE) package PARTS="both server windows papers"
	@$(MAKE) package-check
	@build/package/venv/bin/python -m installer manifest $(if $(KEY),--key $(KEY)) $(if $(OLDER),--older $(OLDER))
	@cd dist && sha256sum --check --quiet SHA256SUMS && ls -l

format: setup
	.venv/bin/ruff check --fix-only --select I
	.venv/bin/ruff format

lock:
	tooling/lock.sh

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.* htmlcov
	rm -rf build dist ./*.egg-info .demonstration .mutation .fuzzing
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
