"""Whether the office answers, by which clock, and whether a newer version is announced. Over the network."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from time import monotonic

from casework.errors import UserError
from casework.words import put_together, say
from desktop.clock import Clock
from desktop.services.doctor.finding import Finding, State
from desktop.services.unlock import Laptop
from desktop.settings import Policy
from desktop.store.profile_list import load_profiles
from desktop.sync.announcement import fetch_announcement, is_newer
from desktop.sync.channel import Channel, Office

MUCH_APART = timedelta(minutes=2)


def look_at_office(laptop: Laptop, running: str) -> Iterator[Finding]:
    """Each office that this laptop knows of, by the policy or from somebody's set-up. ``running``: this version."""
    addresses = {profile.server_url for profile in load_profiles(laptop.folders).profiles}
    if laptop.policy.server_url:
        addresses.add(laptop.policy.server_url)
    if not addresses:
        yield Finding(
            say("Office"), State.NOTE, say("No office is named, neither by a policy nor by anybody's set-up.")
        )
    for address in sorted(addresses):
        yield from _office(Office(address, laptop.policy.agency_ca_file), laptop.clock)
    yield _update(laptop.policy, running)


def _office(office: Office, clock: Clock) -> Iterator[Finding]:
    began = monotonic()
    try:
        with Channel(office) as channel:
            there = channel.greet()
    except UserError as error:
        yield Finding(
            say("Office"), State.FAULT, put_together("{url}: {sentence}", url=office.url, sentence=error.sentence)
        )
        return
    took_ms = (monotonic() - began) * 1000
    yield Finding(
        say("Office"),
        State.OK,
        say("{url} answers, and its certificate is good ({took_ms:.0f} ms).", url=office.url, took_ms=took_ms),
    )
    if there is not None:
        yield _clock(clock.now(), there)


def _clock(here: datetime, there: datetime) -> Finding:
    apart = abs(here - there)
    words = say("This laptop's clock and the office's are {apart:.0f} seconds apart.", apart=apart.total_seconds())
    if apart > MUCH_APART:
        return Finding(say("Clock"), State.NOTE, words, say("Set the laptop's clock: what is recorded bears its time."))
    return Finding(say("Clock"), State.OK, words)


def _update(policy: Policy, running: str) -> Finding:
    if policy.updates != "tell" or policy.update_url is None or policy.update_key is None:
        return Finding(
            say("Updates"), State.OK, say("This laptop does not look for newer versions; your IT team brings them.")
        )
    try:
        found = fetch_announcement(Office(policy.update_url, policy.agency_ca_file), policy.update_key)
    except UserError as error:
        return Finding(say("Updates"), State.NOTE, error.sentence)
    if is_newer(found.version, running):
        newer = say("Version {version} is announced; this is {running}.", version=found.version, running=running)
        return Finding(
            say("Updates"), State.NOTE, newer, say("Ask your IT team for it. Nothing is installed by itself.")
        )
    return Finding(say("Updates"), State.OK, say("Nothing newer than {running} is announced.", running=running))
