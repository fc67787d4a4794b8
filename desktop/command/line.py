"""The words after `doorstep` on a command line."""

import argparse
import sys
from collections.abc import Sequence

from casework.errors import UserError
from desktop.installed import version


def run(words: Sequence[str]) -> int:
    """Do what the words name. Returns the exit code: 0 good, 1 something found to be wrong, 2 not understood."""
    try:
        return _chosen(words)
    except UserError as error:
        sys.stderr.write(f"doorstep: {error.sentence}\n")
        return 2


def _chosen(words: Sequence[str]) -> int:
    given = _parser().parse_args(_plain(words))
    if given.word == "version":
        sys.stdout.write(f"Doorstep {version()}\n")
        return 0
    if given.word == "self-test":
        from desktop.command.self_test import self_test

        return self_test(sys.stdout, key_store=given.key_store)
    if given.word == "policy":
        from desktop.command.policy import policy

        return policy(given, sys.stdout)
    from desktop.command.doctor import doctor

    return doctor(given, sys.stdin, sys.stdout)


def _plain(words: Sequence[str]) -> list[str]:
    """`--self-test` and `--version` are words like the others."""
    return [word.removeprefix("--") if word in {"--self-test", "--version"} else word for word in words]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("doorstep", description="Without a word: the application.")
    words = parser.add_subparsers(dest="word", required=True, metavar="WORD")
    words.add_parser("version", help="which version this is")
    test = words.add_parser("self-test", help="whether this program came whole")
    test.add_argument(
        "--key-store", action="store_true", help="write to this computer's key store, too, and take it back"
    )
    _add_doctor(words.add_parser("doctor", help="what this laptop has and lacks"))
    _add_policy(words.add_parser("policy", help="policy files of managed laptops"))
    return parser


def _add_doctor(doctor: argparse.ArgumentParser) -> None:
    doctor.add_argument("--policy", metavar="FILE", help="look at this policy file in the place of the agency's")
    doctor.add_argument("--json", action="store_true", help="for a program to read")
    doctor.add_argument("--bundle", metavar="FILE", help="save what is shown, for whoever helps you; asks first")
    doctor.add_argument("--yes", action="store_true", help="do not ask before the bundle is saved")


def _add_policy(policy: argparse.ArgumentParser) -> None:
    deeds = policy.add_subparsers(dest="deed", required=True, metavar="DEED")
    check = deeds.add_parser("check", help="whether a file is usable, and what follows from it")
    check.add_argument("file")
    check.add_argument("--key", metavar="FILE", help="the public half that it has to be signed with")
    key = deeds.add_parser("key", help="make a key to sign policy files with; prints the public half")
    key.add_argument("file", help="where the private half is written; keep it off the laptops")
    sign = deeds.add_parser("sign", help="sign a file in its place")
    sign.add_argument("file")
    sign.add_argument("--key", metavar="FILE", required=True, help="the private half")
    deeds.add_parser("schema", help="print the JSON schema")
    deeds.add_parser("example", help="print an example with every setting")
