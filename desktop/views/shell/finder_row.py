"""What the list under "Find anything" offers: things found, and commands that the words could mean. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.records.contact.appointment import Appointment
from casework.records.contact.contact import Contact
from casework.records.person.address import Address, HouseholdMember
from casework.records.person.agency_contact import AgencyContact
from casework.records.person.person import Person
from casework.records.sentence.order import Condition, Order
from casework.words import say
from desktop.services.caseload import FoundLine
from desktop.services.service_page import FoundService
from desktop.views import wording
from desktop.views.desk import Place
from desktop.views.partials.list_delegate import RowLook
from desktop.views.person_look import badge_of, warning_words
from desktop.views.shell.mark import all_found_in

_TABS = {
    AgencyContact.kind: "people",
    Address.kind: "addresses",
    HouseholdMember.kind: "addresses",
    Order.kind: "addresses",
    Condition.kind: "addresses",
    Appointment.kind: "addresses",
}
_MOST_PEOPLE = 3


@dataclass(frozen=True)
class Command:
    """Something to do, and where it leads.

    `key`: "lock", "sync", "passphrase", "emergency", "go", "brief" or "record".
    """

    key: str
    words: str
    hint: str = ""
    place: Place | None = None


@dataclass(frozen=True)
class Offer:
    """One row: how it looks, and either where it leads or what it does."""

    look: RowLook
    place: Place | None = None
    command: Command | None = None


EMERGENCY = Command("emergency", say("Open a case in an emergency"), say("Ask the office who works with a person"))
COMMANDS = (
    Command("lock", say("Lock now"), "Ctrl+L"),
    Command("sync", say("Sync now"), say("Send and fetch at once")),
    Command("go", say("Go to Today"), say("Visits, what is due, drafts"), Place("today")),
    Command("go", say("Go to Caseload"), say("Everybody, riskiest first"), Place("caseload")),
    Command("brief", say("Doorstep brief of the next visit"), say("The visit that is on, or the next of today")),
    Command("go", say("Go to Countersign"), say("What waits for a senior to agree or to return"), Place("signing")),
    Command("go", say("Go to Team"), say("What waits for a senior, what runs out, who is away"), Place("team")),
    Command(
        "go", say("Arrange cover"), say("Somebody is away: everything due meanwhile, and who covers"), Place("absence")
    ),
    Command(
        "go", say("Go to Staff and learning"), say("Supervision, training, near misses, reviews"), Place("service")
    ),
    Command(
        "go", say("Go to Training and supervision"), say("Who is trained in what, who is overdue"), Place("staffing")
    ),
    Command("go", say("Go to To be keyed elsewhere"), say("What has to be keyed into other systems"), Place("keying")),
    Command("go", say("Go to Keys and this laptop"), say("All keys, paper forms, check this laptop"), Place("help")),
    Command("passphrase", say("Change your passphrase"), say("The words that unlock this laptop")),
    EMERGENCY,
)


def offers(
    text: str, found: Sequence[FoundLine], today: date, service: Sequence[FoundService] = ()
) -> tuple[Offer, ...]:
    """Return what was found in its order, of people before what belongs to no case, then commands by their words.

    With the people found go what can be done about them: record a contact, read the doorstep brief.
    """
    rows = [_found_offer(number, line, text, today) for number, line in enumerate(found)]
    rows += [_service_offer(number, one) for number, one in enumerate(service)]
    people = [line for line in found if line.kind == Person.kind][:_MOST_PEOPLE]
    commands = [command(line, today) for line in people for command in (_record_command, _brief_command)]
    commands += [command for command in COMMANDS if _means(command, text)]
    rows += [_command_offer(number, command) for number, command in enumerate(commands)]
    return tuple(rows)


def place_of(line: FoundLine) -> Place:
    """Return where a thing found can be read."""
    if line.kind == Contact.kind:
        return Place("person", line.case, record=line.record, tab="contacts")
    if line.kind in _TABS or line.kind == Person.kind:
        return Place("person", line.case, tab=_TABS.get(line.kind))
    return Place("person", line.case, record=line.record, tab="records")


def found_words(line: FoundLine, text: str) -> str:
    """Say why this was found: in which record, or for a person by what else than the present name."""
    if line.kind != Person.kind:
        return _spelt_out(line)
    if all_found_in(line.person.name, text):
        return ", ".join(warning_words(line.person)) or say("No warning is recorded")
    return say("Formerly, or otherwise on record: {snippet}", snippet=line.snippet)


def _spelt_out(line: FoundLine) -> str:
    """The record, what a name that was typed means in it, and the words around; nothing of it twice."""
    parts = [line.title]
    for more in (line.meaning, line.snippet):
        # A code in the words around, such as `sexual_risk_order`, reads as the title does.
        plain = more.strip("…").replace("_", " ").casefold()
        if plain not in " ".join(parts).casefold():
            parts.append(more)
    return ": ".join(parts)


def _found_offer(number: int, line: FoundLine, text: str, today: date) -> Offer:
    look = RowLook(
        key=f"found_{number}",
        name=line.person.name,
        detail=wording.born_words(line.person.born, today),
        second=found_words(line, text),
        badge=badge_of(line.person.risk, short=True),
    )
    return Offer(look, place=place_of(line))


def _service_offer(number: int, found: FoundService) -> Offer:
    line = found.line
    look = RowLook(
        key=f"service_{number}", name=line.line.title, detail=line.whose, second=found.snippet or line.line.kind_title
    )
    return Offer(look, place=Place("service", record=line.record, service=line.home))


def _record_command(line: FoundLine, today: date) -> Command:
    words = say("Record contact with {person}", person=line.person.name)
    place = Place("contact", line.case)
    return Command("record", words, wording.born_words(line.person.born, today), place)


def _brief_command(line: FoundLine, today: date) -> Command:
    words = say("Doorstep brief of {person}", person=line.person.name)
    return Command("brief", words, wording.born_words(line.person.born, today), Place("brief", line.case))


def _command_offer(number: int, command: Command) -> Offer:
    look = RowLook(key=f"command_{number}", name=command.words, second=command.hint)
    return Offer(look, command=command, place=command.place)


def _means(command: Command, text: str) -> bool:
    """Whether each word typed begins a word of the command, so that commands never bury what was found."""
    typed, words = text.casefold().split(), command.words.casefold().split()
    return bool(typed) and all(any(word.startswith(part) for word in words) for part in typed)
