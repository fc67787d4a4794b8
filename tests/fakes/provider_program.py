"""The provider of `oidc-provider-mock` that says when somebody signed in: ``python -m tests.fakes.provider_program``.

As a real one, it takes whoever was signed in already without asking them again, unless it is told to (`prompt=login`).
Its clock goes with the office's, where the environment names one that a test moves.
"""

import os
import runpy
import time
from collections.abc import Callable

import flask
from oidc_provider_mock import _app, _storage  # type: ignore[import-untyped]

from tests.fakes.moved_clock import FILE, inherited_clock

_EARLIER_S = 3600
_asked_anew: set[str] = set()


def _note() -> None:
    asked = flask.request.args
    if asked.get("prompt") == "login":
        _asked_anew.add(asked.get("nonce", ""))


def _auth_time(code: _storage.AuthorizationCode) -> int:
    return int(time.time()) - (0 if (code.nonce or "") in _asked_anew else _EARLIER_S)


def _moved(now: Callable[[], float]) -> Callable[[], float]:
    return lambda: now() + inherited_clock().ahead.total_seconds()


if __name__ == "__main__":
    _app.blueprint.before_app_request(_note)
    _storage.AuthorizationCode.get_auth_time = _auth_time
    if os.environ.get(FILE):
        time.time = _moved(time.time)
    runpy.run_module("oidc_provider_mock", run_name="__main__", alter_sys=True)
