"""The file that goes out, once more for a program to read: the words of the paper and no others."""

import json
from collections.abc import Sequence

from desktop.services.documents.printout import Facts, Printout

FORM = "doorstep personal data"
VERSION = 1


def machine_form(paper: Printout, enclosed: Sequence[str] = ()) -> bytes:
    """UTF-8 JSON of a paper: what was taken out or kept back there is not in it either, for it knows nothing else.

    `records`: one for each section that has facts, each a title and words. `attachments`: the names beside it.
    """
    records = [
        {"title": section.title, "fields": [{"title": title, "words": words} for title, words in part.pairs]}
        for section in paper.sections[1:]
        for part in section.parts
        if isinstance(part, Facts)
    ]
    whole = {
        "form": FORM,
        "version": VERSION,
        "title": paper.title,
        "about": list(paper.subject),
        "reference": paper.reference,
        "records": records,
        "attachments": list(enclosed),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()
