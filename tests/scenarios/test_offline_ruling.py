"""Offline work that waits for a senior, who releases or refuses it.

Two stories of getodk/central-backend's `offline-entities.js` (docs/scenarios.md): approval, and what was thrown away.
"""

from casework.ledger.protocol import Verdict
from casework.records.delivery.ruling import Decision, Ruling
from casework.records.file.case import RiskLevel
from casework.records.identifier import EntryId, RecordId
from casework.records.person.address import Address, Place
from desktop.services.risk import sign_level
from tests.scenarios.laptop import Laptop
from tests.scenarios.scene import Scene
from tests.scenarios.side import Thing
from tests.scenarios.value import place, risk

HOME = Address(place=Place(line="1 First Street"), notes="Ring twice")


def rule(senior: Laptop, scene: Scene, entry: EntryId, decision: Decision) -> None:
    """A senior looks at an entry and says what is to become of it."""
    senior.sync()
    ruling = Ruling(entry=entry, decision=decision, reason="Rang and asked.")
    senior.write(Thing(scene.scope, Ruling.kind, RecordId(senior.store.new_id())), ruling.values())
    senior.sync()


def test_a_record_that_waits_for_release_comes_to_be_with_its_change(scene: Scene, una: Laptop, sil: Laptop) -> None:
    """Made and changed by somebody who had no access to the case."""
    nia = scene.agency.newcomer()
    home = Thing(scene.scope, "address", RecordId(nia.store.new_id()))
    first = nia.write(home, HOME.values())
    second = nia.write(home, {"notes": "Checked in"}, {"notes": [first]})
    nia.sync()
    scene.sync_all()
    assert una.state(home) is None, "not shown to anybody but the senior"
    assert {waiting.sealed.id for waiting in sil.store.waiting()} >= {first, second}
    rule(sil, scene, first, Decision.RELEASE)
    una.sync()
    assert (una.sees(home, "place"), una.sees(home, "notes")) == (place("1 First Street"), "Ring twice")
    rule(sil, scene, second, Decision.RELEASE)
    assert scene.agree()
    assert una.sees(home, "notes") == scene.desk.sees(home, "notes") == "Checked in"


def test_what_was_refused_never_counts_whatever_comes_after(
    scene: Scene, una: Laptop, cal: Laptop, sil: Laptop
) -> None:
    sign_level(una.session, scene.case, RiskLevel.HIGH, "Talks of revenge.")
    high = una.last()
    scene.sync_all()
    low = cal.write(scene.file, {"standing_risk": risk("low")}, {"standing_risk": [high]})
    cal.sync()
    rule(sil, scene, low, Decision.REFUSE)
    scene.sync_all()
    for laptop in (una, cal, sil):
        laptop.store.rebuild()
        assert laptop.awaiting(scene.file, "standing_risk") == []
        assert laptop.head_ids(scene.file, "standing_risk") == {high}
    again = una.write(scene.file, {"standing_risk": risk("very_high")}, {"standing_risk": [low]})
    assert scene.agree()
    assert scene.desk.verdict(scene.scope, again) is Verdict.ACCEPTED
    assert cal.head_ids(scene.file, "standing_risk") == {again}, "who names what was refused names what that had named"
