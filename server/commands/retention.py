"""`doorstep-server retention`: which cases are due under the agency's rules, and disposing of them by two people."""

from typing import Annotated

import typer

from casework.errors import UserError
from casework.records.identifier import CaseId, is_uuid
from casework.rules.retention import RETENTION_WORDS, Retention, RetentionState
from server.administration import Administration
from server.commands.option import FolderOption
from server.office import open_office
from server.retention import agency_rules, confirm_disposal, propose_disposal, review_cases
from server.retention_text import publish_rules

app = typer.Typer(help="Cases whose retention has ended: two people, one of them a senior.", no_args_is_help=True)

By = Annotated[str, typer.Option(help="Who does this: staff id, staff number or full name.")]
CaseArgument = Annotated[str, typer.Argument(help="The case's id, as retention due shows it.")]
All = Annotated[bool, typer.Option("--all", help="Also those that are kept, with why.")]


@app.command("due")
def show_due(folder: FolderOption, whole: All = False) -> None:
    """List the cases that are due: id, day, rule, and how each stands. Never who it is about."""
    with open_office(folder) as office:
        for kept in review_cases(office):
            if whole or kept.retention.state in {RetentionState.DUE, RetentionState.UNCONFIRMED}:
                typer.echo(f"{kept.case}\t{_words(kept.retention)}")


@app.command("rules")
def show_rules(folder: FolderOption) -> None:
    """List the rules that hold here: code, version, years, whether somebody confirmed them, source.

    Every laptop shows by the same rules from its next sync on.
    """
    with open_office(folder) as office:
        rules = agency_rules(office)
        publish_rules(office)
        for rule in rules:
            confirmed = "confirmed" if rule.confirmed else "unconfirmed"
            typer.echo(f"{rule.code}\t{rule.version}\t{rule.years} years\t{confirmed}\t{rule.mark} {rule.source}")


@app.command("propose")
def propose(folder: FolderOption, case: CaseArgument, by: By) -> None:
    """Propose to dispose of a case that is due. Nothing is destroyed yet."""
    with open_office(folder) as office:
        found = propose_disposal(office, _case(case), Administration(office).find_person(by))
    typer.echo(f"Proposed: {_words(found)}. Somebody else confirms it: retention confirm {case}")


@app.command("confirm")
def confirm(folder: FolderOption, case: CaseArgument, by: By) -> None:
    """Confirm it as a second person: the words are destroyed here at once and on every laptop at its next sync."""
    with open_office(folder) as office:
        count = confirm_disposal(office, _case(case), Administration(office).find_person(by))
    typer.echo(f"The words of {count} entries are destroyed here. See which laptops follow: expunge list.")


def _words(found: Retention) -> str:
    rule = f"{found.rule.code} {found.rule.version}" if found.rule else "no rule"
    confirmed = "confirmed" if found.confirmed else "unconfirmed"
    return f"{found.due_on or 'no day'}\t{rule}, {confirmed}\t{RETENTION_WORDS[found.state]}"


def _case(text: str) -> CaseId:
    if not is_uuid(text):
        raise UserError("A case is named by its id, as retention due shows it.")
    return CaseId(text)
