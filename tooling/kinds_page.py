"""Writes docs/kinds.md from the declarations: kinds × fields × merge rule × disclosure × scope.

.venv/bin/python -m tooling.kinds_page
"""

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel

import casework.records
from casework.records.identifier import ScopeSort
from casework.records.merge import Merge
from casework.records.part import Link
from casework.records.record import KINDS, Record, merge_of, telling_of
from casework.records.telling import TELLING_WORDS

PAGE = Path(__file__).parents[1] / "docs" / "kinds.md"

_HEAD = """# What is recorded

This page is written by `python -m tooling.kinds_page` from the declarations in `casework/records/`; a test compares
the two. **Merge**: what happens when two people change a field without seeing each other (protocol, section 2).
**Person's copy**: how a field starts out for what is handed to the supervised person; what nobody has decided about
counts as withheld. **\\*** marks what a new record cannot do without.

| merge | what stands meanwhile |
|---|---|
| decide | the earliest accepted; both are shown until somebody decides |
| cautious | the most cautious, until somebody with the role decides with a reason |
| set | everything that was added, less what its author saw and took out |
| text | the earliest accepted; both versions are kept and shown |
| once | complete when saved: a change is a new record |
"""

_SCOPES: dict[ScopeSort, str] = {
    "agency": "the agency: every enrolled laptop",
    "team": "the team",
    "staff": "one member of staff and those who supervise them",
    "returns": "the team's returns",
    "case": "the case",
    "restricted": "the case, restricted",
    "grants": "the case's grants, under a rule of their own",
}


def page() -> str:
    """The whole page, from the kinds that are registered."""
    assert casework.records.__all__
    parts = [_HEAD]
    for group, kinds in _by_group().items():
        parts.append(f"\n## {group.replace('_', ' ').capitalize()}\n")
        parts += [_section(model) for model in kinds]
    return "\n".join(parts)


def _by_group() -> dict[str, list[type[Record]]]:
    found: dict[str, list[type[Record]]] = {}
    for model in sorted(KINDS.values(), key=lambda model: (model.__module__, model.kind)):
        found.setdefault(model.__module__.split(".")[2], []).append(model)
    return found


def _section(model: type[Record]) -> str:
    rows = [_row(model, name) for name in model.model_fields]
    first = (model.__doc__ or "").strip().split("\n")[0]
    head = [f"### {model.title} (`{model.kind}`)\n", f"{first} Lies in {_where(model)}.\n"]
    return "\n".join([*head, "| field | holds | merge | person's copy |", "|---|---|---|---|", *rows, ""])


def _where(model: type[Record]) -> str:
    if model.anywhere:
        return "the scope of what it is about"
    where = _SCOPES[model.scope]
    more = [words for sort, words in _SCOPES.items() if sort not in {model.scope, "restricted"} and model.lies_in(sort)]
    restricted = ["its restricted part where marked so"] if model.restrictable else []
    return ", or ".join([where, *restricted, *more])


def _row(model: type[Record], name: str) -> str:
    info = model.model_fields[name]
    star = " \\*" if name in model.required else ""
    rule = merge_of(model.kind, name)
    told = TELLING_WORDS[telling_of(model.kind, name)]
    link = next((mark for mark in info.metadata if isinstance(mark, Link)), None)
    holds = f"a link{_to(link)}" if link else ", ".join(dict.fromkeys(_holds(info.annotation)))
    return f"| {info.title}{star} (`{name}`) | {holds} | {_merge_words(rule)} | {told} |"


def _to(link: Link) -> str:
    titles = [KINDS[kind].title.lower() for kind in link.kinds if kind in KINDS]
    return f" to {' or '.join(titles)}" if titles else ""


def _merge_words(rule: Merge | None) -> str:
    if rule is None:
        return "decide"
    decided = f"; a {rule.decider} decides" if rule.rule in {"cautious", "decide"} and rule.decider != "worker" else ""
    guarded = "; lowered only with a reason, by whoever decides" if rule.guarded_from is not None else ""
    return f"{rule.rule}{decided}{guarded}"


def _holds(annotation: object) -> Iterator[str]:
    if get_origin(annotation) in {Union, UnionType, Annotated}:
        parts = get_args(annotation)[:1] if get_origin(annotation) is Annotated else get_args(annotation)
        for part in parts:
            if part is not NoneType:
                yield from _holds(part)
    elif get_origin(annotation) in {list, tuple}:
        yield "several: " + "; ".join(_holds(get_args(annotation)[0]))
    elif get_origin(annotation) is Literal or (isinstance(annotation, type) and issubclass(annotation, Enum)):
        yield "a choice"
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield ", ".join(
            (info.title or name).replace("_", " ").lower() for name, info in annotation.model_fields.items()
        )
    else:
        name = getattr(annotation, "__name__", "text")
        yield {"str": "text", "bool": "yes or no", "int": "a number", "date": "a day"}.get(name, "a moment")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
