"""The doorstep brief on paper: what somebody has to know before they knock, in the order of the screen."""

from collections.abc import Iterator
from datetime import date

from casework.records.contact.contact import INTERPRETER_WORDS
from casework.rules.day_words import plain_date
from desktop.services.case_page import AddressLine, Header, doubled_use
from desktop.services.check_in.office_word import STALE, duty_number
from desktop.services.documents.printout import PROFESSIONAL, Bullets, Facts, Notice, Part, Printout, Section
from desktop.services.documents.stamping import moment_words
from desktop.services.documents.subject import risk_words, standing_parts, subject_lines
from desktop.services.present import Lines
from desktop.services.visiting.brief import Brief, SafetyPointer

_NOBODY = "Nobody else is recorded as living there. Look for yourself: children first."
_NO_CONDITIONS = "No condition is marked to be checked at visits."


def brief_paper(brief: Brief) -> Printout:
    """The brief as it stands on the screen; what is stale says whom to ring first."""
    header = brief.header
    dead = brief.person.status.is_dead
    sections = [
        Section("What stands", (*standing_parts(brief.person), *_other_views(brief))),
        Section("The visit", tuple(_visit(brief))),
        Section("Who may be there", tuple(_household(brief))),
        *([] if dead else [Section("Conditions to check", (_conditions(brief),))]),
        *([Section("Language and needs", language)] if (language := tuple(_language(header))) and not dead else []),
        Section("Whom to ring", (Facts(_people(brief)),)),
        Section(_since_title(brief), tuple(_news(brief))),
        *([Section("Plans and list", plans)] if (plans := tuple(_plans(brief))) else []),
    ]
    stale = f"{STALE}: {duty_number(brief.duty)}"
    return Printout(
        title="Doorstep brief",
        mark=PROFESSIONAL,
        subject=subject_lines(header),
        sections=tuple(sections),
        warnings=(stale,) if brief.stale else (),
        records={f"case:{brief.case}": (str(brief.case),)},
    )


def _other_views(brief: Brief) -> Iterator[Part]:
    for risk in brief.risks[1:]:
        yield Notice(f"Also recorded: {risk_words(risk)}. Nobody has decided between them.")


def _visit(brief: Brief) -> Iterator[Part]:
    visit = brief.visit
    if visit is not None:
        plan = visit.plan
        back = [("Expected back by", moment_words(plan.back_by))] if plan.back_by else []
        police = [("With the police", plan.police)] if plan.police else []
        who = [("Who goes", brief.visitor)] if brief.visitor else []
        yield Facts((("Planned for", moment_words(plan.starts)), *who, *back, *police))
    yield Notice(" ".join(f"{part.rstrip('.')}." for part in (brief.office.sentence, brief.office.more) if part))


def _household(brief: Brief) -> Iterator[Part]:
    for title in doubled_use(brief.addresses, brief.today):
        yield Notice(f"More than one address is in use as {title.lower()}: ring and ask which.")
    for address in brief.addresses:
        yield Facts(tuple(_address(address)))
    if not any(address.household for address in brief.addresses):
        yield Notice(_NOBODY, strong=False)


def _address(address: AddressLine) -> Iterator[tuple[str, str]]:
    two = " (two views)" if address.two_views else ""
    yield (address.title, f"{address.words}{two}")
    yield ("Lives there", "; ".join(address.household) or "nobody recorded")
    if address.notes:
        yield ("How to get in", address.notes)


def _conditions(brief: Brief) -> Part:
    lines = tuple(f"{one.number} · {one.text}" if one.number else one.text for one in brief.conditions)
    return Bullets("", lines) if lines else Notice(_NO_CONDITIONS, strong=False)


def _language(header: Header) -> Iterator[Part]:
    needs, arranged = header.communication, header.interpreter
    lines: list[tuple[str, str]] = []
    if needs and (needs.interpreter or needs.language != "English"):
        lines.append(("Language", f"{needs.language}{', interpreter needed' if needs.interpreter else ''}"))
    if arranged:
        who = ", ".join(part for part in (arranged.name, arranged.agency, arranged.telephone) if part)
        lines.append((INTERPRETER_WORDS[arranged.sort], who or arranged.language))
        lines += [("Ask for", arranged.wishes)] if arranged.wishes else []
    if needs and needs.needs:
        lines.append(("Needs", needs.needs))
    if lines:
        yield Facts(tuple(lines))
    if header.interpreting_warning:
        yield Notice(header.interpreting_warning)


def _people(brief: Brief) -> Lines:
    header, duty = brief.header, brief.duty
    police = header.named_police
    number = ", ".join(part for part in (police.name, police.telephone) if part) if police else "none recorded"
    on_duty = f"{duty.name}, {duty.telephone or 'no number'}" if duty else "nobody on the rota now"
    whose = "Number on file" if brief.person.status.is_dead else "The person"
    own = ((whose, header.telephone),) if header.telephone else ()
    workers = (("Co-worker", ", ".join(header.co_workers)),) if header.co_workers else ()
    named = (("Named police contact", number), ("Duty senior", on_duty), (header.officer_title, header.officer))
    return (*own, *named, *workers)


def _since_title(brief: Brief) -> str:
    since = brief.since
    if not since.met:
        return "New in the last three months"
    return f"New since your last {'visit' if since.visited else 'contact'}, {moment_words(since.at)}"


def _news(brief: Brief) -> Iterator[Part]:
    if not brief.since.news:
        yield Notice("Nothing that others recorded.", strong=False)
        return
    lines = []
    for one in brief.since.news:
        late = ", written before and arrived after" if one.late else ""
        waits = ", not released yet" if one.awaiting else ""
        lines.append(f"{one.words} ({one.by}, {moment_words(one.at)}{late}{waits})")
    yield Bullets("", tuple(lines))


def _plans(brief: Brief) -> Iterator[Part]:
    for pointer in brief.safety_plans:
        yield Notice(_safety_words(pointer), strong=False)
    view = brief.header.high_risk
    if view is not None and view.member is not None:
        two = " Two views wait for a decision." if view.member.two_views else ""
        yield Notice(f"On the high-risk (HRO) list since {plain_date(view.member.since)}.{two}")
    elif view is not None and view.proposed:
        yield Notice("Proposed for the high-risk (HRO) list.", strong=False)


def _safety_words(pointer: SafetyPointer) -> str:
    held = f", held by {pointer.holder}" if pointer.holder else ""
    return f"There is a safety plan{held}{_made(pointer.made_on)}. Whom it protects stands in it, not here."


def _made(on: date | None) -> str:
    return f", of {plain_date(on)}" if on else ""
