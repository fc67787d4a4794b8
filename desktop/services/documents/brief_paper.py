"""The doorstep brief on paper: what somebody has to know before they knock, in the order of the screen."""

from collections.abc import Iterator

from casework.rules.day_words import plain_date
from casework.words import say
from desktop.services.case_page import AddressLine, Header, doubled_use
from desktop.services.check_in.office_word import STALE, duty_number
from desktop.services.documents.printout import PROFESSIONAL, Bullets, Facts, Notice, Part, Printout, Section
from desktop.services.documents.stamping import moment_words
from desktop.services.documents.subject import standing_parts, subject_lines
from desktop.services.visiting import brief_words as words
from desktop.services.visiting.brief import Brief
from desktop.services.visiting.brief_words import Days

_DAYS = Days(plain_date, moment_words)
_IN_IT = say("Whom it protects stands in it, not here.")


def brief_paper(brief: Brief) -> Printout:
    """The brief as it stands on the screen; what is stale says whom to ring first."""
    header = brief.header
    dead = brief.person.status.is_dead
    sections = [
        Section(say("What stands"), (*standing_parts(brief.person), *_other_views(brief))),
        Section(say("The visit"), tuple(_visit(brief))),
        Section(say("Who may be there"), tuple(_household(brief))),
        *([] if dead else [Section(say("Conditions to check"), (_conditions(brief),))]),
        *(
            [Section(say("Language and needs"), language)]
            if (language := tuple(_language(header))) and not dead
            else []
        ),
        Section(say("Whom to ring"), (Facts(words.people_lines(brief, _DAYS)),)),
        Section(words.since_title(brief.since, _DAYS), tuple(_news(brief))),
        *([Section(say("Plans and list"), plans)] if (plans := tuple(_plans(brief))) else []),
    ]
    stale = f"{STALE}: {duty_number(brief.duty)}"
    return Printout(
        title=say("Doorstep brief"),
        mark=PROFESSIONAL,
        subject=subject_lines(header),
        sections=tuple(sections),
        warnings=(stale,) if brief.stale else (),
        records={f"case:{brief.case}": (str(brief.case),)},
    )


def _other_views(brief: Brief) -> Iterator[Part]:
    for risk in brief.risks[1:]:
        yield Notice(words.other_view_words(risk, _DAYS))


def _visit(brief: Brief) -> Iterator[Part]:
    visit = brief.visit
    if visit is not None:
        plan = visit.plan
        back = [(say("Expected back by"), moment_words(plan.back_by))] if plan.back_by else []
        police = [(say("With the police"), plan.police)] if plan.police else []
        who = [(say("Who goes"), brief.visitor)] if brief.visitor else []
        yield Facts(((say("Planned for"), moment_words(plan.starts)), *who, *back, *police))
    yield Notice(" ".join(f"{part.rstrip('.')}." for part in (brief.office.sentence, brief.office.more) if part))


def _household(brief: Brief) -> Iterator[Part]:
    for title in doubled_use(brief.addresses, brief.today):
        yield Notice(words.doubled_words(title))
    for address in brief.addresses:
        yield Facts(tuple(_address(address)))
    if not any(address.household for address in brief.addresses):
        yield Notice(words.NOBODY, strong=False)


def _address(address: AddressLine) -> Iterator[tuple[str, str]]:
    two = say(" (two views)") if address.two_views else ""
    yield (address.title, f"{address.words}{two}")
    yield (say("Lives there"), "; ".join(address.household) or words.NOBODY_RECORDED)
    if address.notes:
        yield (say("How to get in"), address.notes)


def _conditions(brief: Brief) -> Part:
    lines = words.condition_words(brief)
    return Bullets("", lines) if lines else Notice(words.NO_CONDITIONS, strong=False)


def _language(header: Header) -> Iterator[Part]:
    if lines := words.language_lines(header):
        yield Facts(tuple(lines))
    if header.interpreting_warning:
        yield Notice(header.interpreting_warning)


def _news(brief: Brief) -> Iterator[Part]:
    if not brief.since.news:
        yield Notice(words.nothing_new_words(brief.since), strong=False)
        return
    told = (words.news_words(one, _DAYS) for one in brief.since.news)
    yield Bullets("", tuple(f"{what} ({by})" for what, by in told))


def _plans(brief: Brief) -> Iterator[Part]:
    for pointer in brief.safety_plans:
        yield Notice(f"{words.safety_words(pointer, _DAYS)}. {_IN_IT}", strong=False)
    if listed := words.listed_words(brief.header):
        on_it = brief.header.high_risk is not None and brief.header.high_risk.member is not None
        yield Notice(f"{listed}.", strong=on_it)
