"""Ordinary work on a laptop, through the same services as the screens."""

from datetime import timedelta
from functools import partial

from pydantic import JsonValue

from casework.ledger.entry import Edit, Removal
from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import Contact, Happened, Outcome, Present, PresentRole
from casework.records.file.case import Case, CaseState, RiskLevel
from casework.records.identifier import CaseId, Scope, case_scope, grants_scope
from casework.records.person.person import Communication, Person, PersonName
from casework.records.record import Period
from casework.records.risk.warning import Notice, WarningRecord, WarningSort
from casework.records.staff.grant import Allocation, GrantRole, Holder
from desktop.services.amend import (
    add_warning,
    change_communication,
    change_name,
    change_telephone,
    remove_warning,
)
from desktop.services.person_line import person_state
from desktop.services.recorder import Recorder
from desktop.services.risk import is_lowering, sign_level
from desktop.store.case_store import Save
from tests.simulation.laptop import Laptop
from tests.simulation.step import action
from tests.simulation.world import World


def a_case(world: World, laptop: Laptop) -> CaseId | None:
    """One of the cases on somebody's screen."""
    cases = sorted(laptop.session.cases())
    return world.entropy.choice.choice(cases) if cases else None


@action(14)
def telephone(world: World) -> str:
    """A new telephone number: an ordinary value."""
    return telephone_on(world, world.pick())


def telephone_on(world: World, laptop: Laptop, case: CaseId | None = None) -> str:
    """The same on a given laptop."""
    case = case or a_case(world, laptop)
    if case is None:
        return ""
    word = world.model.word(case_scope(case))
    done = world.do(laptop, lambda: change_telephone(laptop.session, case, f"0131 {word}"))
    return f"{laptop.name} telephone of {world.name_of(case_scope(case))} {done}"


@action(6)
def name(world: World) -> str:
    """A new name: an ordinary value, and an item added to a set."""
    laptop = world.pick()
    case = a_case(world, laptop)
    if case is None:
        return ""
    family = world.model.word(case_scope(case))
    done = world.do(laptop, lambda: change_name(laptop.session, case, PersonName(given="Robin", family=family)))
    return f"{laptop.name} name of {world.name_of(case_scope(case))} {done}"


@action(5)
def language(world: World) -> str:
    """Language and needs: few values, so that two people often write the same."""
    laptop = world.pick()
    case = a_case(world, laptop)
    if case is None:
        return ""
    needs = Communication(language=world.entropy.choice.choice(("English", "Polish")), interpreter=False)
    done = world.do(laptop, lambda: change_communication(laptop.session, case, needs))
    return f"{laptop.name} language {needs.language} of {world.name_of(case_scope(case))} {done}"


@action(14)
def level(world: World) -> str:
    """Sign a level of risk of serious harm; a worker's lowering of a high one becomes a proposal."""
    return level_on(world, world.pick())


def level_on(world: World, laptop: Laptop) -> str:
    """The same on a given laptop."""
    case = a_case(world, laptop)
    if case is None:
        return ""
    chosen = world.entropy.choice.choice(list(RiskLevel))
    words = f"Because of {world.model.word(case_scope(case))}."
    session = laptop.session
    decides = is_lowering(session, case, chosen) and session.access(case).decides
    done = world.do(laptop, lambda: sign_level(session, case, chosen, words), ["standing_risk"] if decides else [])
    return f"{laptop.name} level {chosen} of {world.name_of(case_scope(case))} {done}"


@action(7)
def warning(world: World) -> str:
    """Put up a warning."""
    laptop = world.pick()
    case = a_case(world, laptop)
    if case is None:
        return ""
    notice = Notice(sort=WarningSort.OTHER, text=f"A dog called {world.model.word(case_scope(case))}")
    done = world.do(laptop, lambda: add_warning(laptop.session, case, notice))
    return f"{laptop.name} warning in {world.name_of(case_scope(case))} {done}"


@action(5)
def warning_removed(world: World) -> str:
    """Take a warning down; the program refuses it to those who may not."""
    laptop = world.pick()
    case = a_case(world, laptop)
    found = laptop.store.records(WarningRecord.kind, case_scope(case)) if case else []
    if case is None or not found:
        return ""
    record = world.entropy.choice.choice(found).record
    done = world.do(laptop, lambda: remove_warning(laptop.session, case, record, "It has gone."), ["state"])
    return f"{laptop.name} warning removed in {world.name_of(case_scope(case))} {done}"


@action(5)
def review(world: World) -> str:
    """Move a warning's review date: the soonest stands while views differ."""
    laptop = world.pick()
    case = a_case(world, laptop)
    found = laptop.store.records(WarningRecord.kind, case_scope(case)) if case else []
    if case is None or not found:
        return ""
    state = world.entropy.choice.choice(found)
    day = (laptop.session.today() + timedelta(days=world.entropy.choice.randrange(30, 200))).isoformat()
    recorder = Recorder(laptop.session)
    done = world.do(
        laptop, lambda: recorder.save(case_scope(case), [recorder.change(state, {"review_on": day}, "Looked at.")])
    )
    return f"{laptop.name} review {day} in {world.name_of(case_scope(case))} {done}"


@action(8)
def contact(world: World) -> str:
    """Complete a contact: written once."""
    return contact_on(world, world.pick())


def contact_on(world: World, laptop: Laptop, draft: str | None = None, case: CaseId | None = None) -> str:
    """The same on a given laptop, out of a draft."""
    case = case or a_case(world, laptop)
    if case is None:
        return ""
    record = Contact(
        sort=ContactSort.OFFICE,
        happened=Happened(starts=laptop.clock.now(), minutes=30),
        arranged=True,
        present=[Present(role=PresentRole.PERSON)],
        outcome=Outcome.COMPLIED,
        narrative=f"We spoke about {world.model.word(case_scope(case))}.",
        significant=False,
        recorded_by=laptop.staff,
    )
    recorder = Recorder(laptop.session)
    edits = [recorder.new_record(record, laptop.store.new_id())]
    done = world.do(laptop, lambda: recorder.save(case_scope(case), edits, draft))
    return f"{laptop.name} contact in {world.name_of(case_scope(case))} {done}"


@action(5)
def reference(world: World) -> str:
    """Add a reference number to the set, or take one out that is on the screen."""
    laptop = world.pick()
    case = a_case(world, laptop)
    state = person_state(laptop.session, case) if case else None
    if case is None or state is None:
        return ""
    field = state.fields.get("references")
    heads = list(field.heads) if field else []
    if heads and world.entropy.choice.random() < 0.4:
        head = world.entropy.choice.choice(heads)
        gone = {"references": [Removal(entry=head.entry, item=head.value)]}
        edit, said = Edit(record=state.record, kind=Person.kind, remove=gone), "removed"
    else:
        # Of two numbers only, so that two people often add the same.
        number = world.entropy.choice.choice(("12345", "67890"))
        item: JsonValue = {"sort": "prison", "number": number}
        edit, said = Edit(record=state.record, kind=Person.kind, add={"references": [item]}), "added"
    done = world.do(laptop, lambda: Recorder(laptop.session).save(case_scope(case), [edit]))
    return f"{laptop.name} reference {said} in {world.name_of(case_scope(case))} {done}"


@action(2)
def new_case(world: World) -> str:
    """Begin a case, offline too: first its grant, then the case, in one commit."""
    laptop = world.pick()
    session, case = laptop.session, CaseId(laptop.store.new_id())
    if session.role() is None or len(world.cases) > 5:
        return ""
    world.cases.append(case)
    holder = Holder(sort="staff", id=laptop.staff, role=GrantRole.OFFICER)
    grant = Allocation(holder=holder, period=Period(starts=session.today() - timedelta(days=1)))
    person = Person(name=PersonName(given="New", family=world.model.word(case_scope(case))), born="1980-01-01")  # type: ignore[arg-type]
    opened = Case(state=CaseState.OPEN, opened_on=session.today())
    recorder = Recorder(session)
    saves = [
        _save(grants_scope(case), recorder.new_record(grant, laptop.store.new_id())),
        _save(
            case_scope(case),
            recorder.new_record(opened, case),
            recorder.new_record(person, laptop.store.new_id()),
        ),
    ]
    done = world.do(laptop, partial(laptop.store.append, saves))
    return f"{laptop.name} begins {world.name_of(case_scope(case))} {done}"


def _save(scope: Scope, *edits: Edit) -> Save:
    return Save(scope, tuple(edits))
