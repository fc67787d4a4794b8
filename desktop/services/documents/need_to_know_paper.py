"""The need-to-know sheet on paper: what bears on the risk where somebody works, and nothing else (155, 156).

No level, order, warning or date of birth stands on it: whoever supervises unpaid work is told how to work safely, and
never the offence as a label. The sheet is kept securely, is read, and comes back.
"""

from casework.records.multi_agency.need_to_know import NeedToKnow
from casework.rules.day_words import plain_date
from casework.words import say
from desktop.services.case_page import CasePage
from desktop.services.documents.printout import Facts, Part, Printout, Prose, Section, Writing
from desktop.services.documents.record_paper import records_of, version_words
from desktop.services.documents.record_part import state_parts
from desktop.services.record_page import RecordPage

MARK = say("CONFIDENTIAL – for the one named as given to. Keep it locked away where the work starts, and give it back.")
_TAKE_BACK = say("Keep it locked away, tell nobody else, and give it back when the work ends: it is destroyed then.")


def need_to_know_paper(page: CasePage, record: RecordPage, sheet: NeedToKnow, given_by: str) -> Printout:
    """One sheet. The person stands on it by name alone."""
    lines = tuple(line for line in (sheet.what or "").splitlines() if line.strip())
    words: tuple[Part, ...] = (*state_parts(record), Prose("", lines))
    return Printout(
        title=say("Need-to-know sheet"),
        mark=MARK,
        subject=(page.header.person.name,),
        sections=(Section(say("What you need to know"), words), Section(say("This sheet"), _sheet(sheet, given_by))),
        version=version_words(record),
        records={str(record.line.scope): (record.line.record,)} if records_of(record) else {},
    )


def _sheet(sheet: NeedToKnow, given_by: str) -> tuple[Part, ...]:
    to = f"{sheet.given_to.name}, {sheet.given_to.agency}" if sheet.given_to else say("nobody named")
    on = plain_date(sheet.given_on) if sheet.given_on else say("no day recorded")
    facts = [(say("Given to"), to), (say("Given"), say("{on}, by {given_by}", on=on, given_by=given_by))]
    facts += [(say("Kept at"), sheet.kept_at)] if sheet.kept_at else []
    return (
        Facts(tuple(facts)),
        Prose("", (_TAKE_BACK,)),
        Writing(say("Read on, signed"), 1),
        Writing(say("Given back or destroyed on, signed"), 1),
    )
