"""Tries changes one by one inside the copy that tooling/mutation.py has made; not started by hand.

    python -m tooling.trial <<<'{"paths": [...], "tests": [...], "skip": [], "sample": 0, "workers": 2}'

The tests are collected once. One process runs all of them and notes which test calls which function; then every change
gets a process of its own, forked from what is collected, that runs the tests which call the changed function, the
quickest first, and ends with the first that fails. What came of it is in `results.json`: a change to an exit code.
"""

import functools
import gc
import json
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

import pytest
from mutmut.mutation import trampoline  # type: ignore[import-not-found]
from mutmut.mutation.file_mutation import mutate_file_contents  # type: ignore[import-not-found]

RESULTS = Path("results.json")
NEVER_REACHED = 33
_SAVED_EVERY_S = 10.0
_EXAMPLES = "_hypothesis_internal_use_settings"
_MOST_EXAMPLES = 20
_PLUGINS = ("randomly", "xdist", "pytest_cov")
_OPTIONS = ("-q", "-s", "--tb=native", "-o", "timeout=0", *(f"-pno:{name}" for name in _PLUGINS))
_CACHE = type(functools.lru_cache(lambda: None))

# The tests that call each function, and how many seconds each test takes.
Observed = tuple[dict[str, list[str]], dict[str, float]]


def main() -> None:
    """Change what is asked for and try it."""
    asked = json.load(sys.stdin)
    changes = [name for path in _sources(asked["paths"]) for name in mutate(path)]
    if asked["sample"]:
        changes = sorted(changes, key=lambda name: sha256(name.encode()).digest())[: asked["sample"]]
    changes = sorted(set(changes) - set(asked["skip"]), key=changes.index)
    options = [
        "-q",
        "-s",
        "--tb=native",
        "-o",
        "timeout=0",
        *(f"-pno:{name}" for name in ("randomly", "xdist", "pytest_cov")),
    ]
    sys.exit(pytest.main([*options, *asked["tests"]], plugins=[Trial(changes, asked["workers"])]))


def _sources(paths: list[str]) -> Iterator[Path]:
    for path in map(Path, paths):
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def mutate(path: Path) -> list[str]:
    """Put every change of a module beside what it changes, and name them."""
    changed = mutate_file_contents(str(path), path.read_text("utf-8"))
    path.write_text(changed.code, "utf-8")
    module = ".".join(path.with_suffix("").parts)
    return [f"{module}.{name}" for name in changed.mutant_names]


class Trial:
    """Runs in the place of pytest's own loop."""

    def __init__(self, changes: list[str], workers: int) -> None:
        self._changes, self._workers = changes, workers
        self._results: dict[str, int] = json.loads(RESULTS.read_text("utf-8")) if RESULTS.is_file() else {}
        self._running: dict[int, str] = {}
        self._callers: dict[str, list[str]] = {}
        self._took_s: dict[str, float] = {}
        self._saved = 0.0
        self._ends_at_failure = False

    def pytest_sessionstart(self) -> None:
        """Look for no simpler example once one has failed: that it fails is enough."""
        from hypothesis import Phase, settings  # pytest has to see it first, or it complains

        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutation", settings.get_profile("ci"), phases=phases, report_multiple_bugs=False)
        settings.load_profile("mutation")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Draw few examples: what needs hundreds to be noticed is noticed by chance."""
        from hypothesis import settings

        for item in items:
            test = getattr(item, "function", None)
            known = getattr(test, _EXAMPLES, None)
            if known is not None and known.max_examples > _MOST_EXAMPLES:
                setattr(test, _EXAMPLES, settings(known, max_examples=_MOST_EXAMPLES))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, call: pytest.CallInfo[None]) -> None:
        """End at the first failure, before anything is written about it."""
        if self._ends_at_failure and call.excinfo and not call.excinfo.errisinstance(pytest.skip.Exception):
            os._exit(1)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Note who calls what, then try each change."""
        caches = [found for found in gc.get_objects() if isinstance(found, _CACHE)]
        own = [found for found in caches if str(found.__module__).startswith(("casework.", "tests.", "resources."))]
        for cache in own:
            cache.cache_clear()
        gc.freeze()
        self._callers, self._took_s = _asked(lambda: observe(session, own))
        for number, change in enumerate(self._changes):
            while len(self._running) >= self._workers:
                self._wait()
            self._start(session, change)
            if time.monotonic() - self._saved > _SAVED_EVERY_S:
                self._save()
                print(f"{number} of {len(self._changes)}", file=sys.stderr, flush=True)
        while self._running:
            self._wait()
        self._save()
        return True

    def _save(self) -> None:
        self._saved = time.monotonic()
        RESULTS.write_text(json.dumps(self._results, indent=0), "utf-8")

    def _start(self, session: pytest.Session, change: str) -> None:
        names = sorted(self._callers.get(change.rpartition("__mutmut_")[0], []), key=self._took_s.__getitem__)
        if not names:
            self._results[change] = NEVER_REACHED
            return
        limit_s = int(3 + 3 * sum(self._took_s[name] for name in names))
        child = os.fork()
        if child:
            self._running[child] = change
            return
        resource.setrlimit(resource.RLIMIT_CPU, (limit_s, limit_s + 5))
        self._ends_at_failure = True
        trampoline.set_mutant_under_test(change)
        by_name = {item.nodeid: item for item in session.items}
        _end(lambda: all(passed for _, _, passed in run(session, [by_name[name] for name in names])))

    def _wait(self) -> None:
        child, status = os.wait()
        self._results[self._running.pop(child)] = os.waitstatus_to_exitcode(status)


def run(session: pytest.Session, items: list[pytest.Item]) -> Iterator[tuple[pytest.Item, float, bool]]:
    """Run tests one after the other; for each how many seconds it took and whether it passed."""
    for item, following in zip(items, [*items[1:], None], strict=True):
        failed, began = session.testsfailed, time.process_time()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        yield item, time.process_time() - began, session.testsfailed == failed


def observe(session: pytest.Session, caches: Sequence["functools._lru_cache_wrapper[None]"]) -> Observed:
    """Run all the tests; which of them call each function, and how many seconds each takes.

    What is read once and kept is forgotten after each test: whoever asks for it next calls for it, too. A test that
    fails before anything is changed is named and takes no part.
    """
    callers: dict[str, list[str]] = defaultdict(list)
    took_s: dict[str, float] = {}
    called: set[str] = set()
    trampoline.record_trampoline_hit = lambda name, **_: called.add(name)
    trampoline.set_mutant_under_test("stats")
    for item, seconds, passed in run(session, session.items):
        if passed:
            took_s[item.nodeid] = seconds
            for name in called:
                callers[name].append(item.nodeid)
        else:
            print(f"fails as it is, and is left out: {item.nodeid}", file=sys.stderr, flush=True)
        called.clear()
        for cache in caches:
            cache.cache_clear()
    return callers, took_s


def _asked(work: Callable[[], Observed]) -> Observed:
    """Do it in a process of its own, so that nothing of it stays in this one."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            with os.fdopen(writing, "w") as answer:
                json.dump(work(), answer)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    os.waitpid(child, 0)
    callers, took_s = json.loads(text)
    return callers, took_s


def _end(work: Callable[[], bool]) -> NoReturn:
    """Do it without a word, and end: 0 where nothing was noticed."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    try:
        os._exit(0 if work() else 1)
    except BaseException:
        os._exit(1)


if __name__ == "__main__":
    main()
