"""Makes `resources/help`, the guide as it lies beside the program, from `docs/user` and the order in `zensical.toml`.

    .venv/bin/python -m tooling.help_pages            writes `docs/user/records.md`, then everything
    .venv/bin/python -m tooling.help_pages --text     leaves the pictures as they are

The text is the text of the site: only links that leave the guide become plain words, because there is nothing to open
them with. Pictures are smaller than on the site: as wide as the sheet that shows them, with 64 colours.
"""

import hashlib
import io
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from casework.rules.guidance import guidance_for
from desktop.services.guide.page import dark_of
from desktop.services.record_list import GROUP_WORDS, KindOffer, every_kind

ROOT = Path(__file__).parents[1]
SOURCE, TARGET = ROOT / "docs" / "user", ROOT / "resources" / "help"
RECORDS = SOURCE / "records.md"
WIDEST_PX, COLOURS = 900, 64
_AWAY = re.compile(r"(?<!!)\[([^\]]+)\]\((?:\.\./|https?://)[^)]*\)")
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")

_HEAD = """# Every kind of record

What can be written with **Ctrl+Shift+N** on a person's page, or on *Staff* for what belongs to no case, with what it
is for. How a form is filled in: [Any other record](writing.md#any-other-record).

This page is written by the program from its own forms.
"""


def groups() -> list[dict[str, object]]:
    """The contents: each group of the guide with its pages, in the order of the site."""
    nav = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]["nav"]
    guide = next(one["Guide"] for one in nav if "Guide" in one)
    return [
        {"title": title, "pages": [Path(path).stem for path in paths]}
        for group in guide
        for title, paths in group.items()
    ]


def names() -> list[str]:
    """Every page of the guide, in order."""
    found: list[str] = []
    for group in groups():
        pages = group["pages"]
        assert isinstance(pages, list)
        found += pages
    return found


def text_of(name: str) -> str:
    """A page as it lies beside the program."""
    return _AWAY.sub(r"\1", (SOURCE / f"{name}.md").read_text("utf-8"))


def pictures() -> Iterator[str]:
    """The path of every picture in the guide, and of the dark one beside it where there is one."""
    for name in names():
        for path in _PICTURE.findall(text_of(name)):
            yield path
            dark = dark_of(path)
            if dark != path and (SOURCE / dark).is_file():
                yield dark


def digests() -> dict[str, str]:
    """What the pictures are now, by path."""
    return {path: hashlib.sha256((SOURCE / path).read_bytes()).hexdigest() for path in sorted(set(pictures()))}


def contents() -> str:
    """The contents as the program reads them, with what each picture was made from."""
    return json.dumps({"groups": groups(), "pictures": digests()}, indent=1) + "\n"


def records_page() -> str:
    """The page of every kind that can be written, by group, in the words of the forms."""
    parts = [_HEAD]
    offers = every_kind()
    for group, words in GROUP_WORDS.items():
        of_group = [one for one in offers if one.group == group]
        if of_group:
            parts.append(f"## Group: {words}\n")
            parts += [_section(one) for one in sorted(of_group, key=lambda one: one.title)]
    return "\n".join(parts)


def _section(offer: KindOffer) -> str:
    guidance = guidance_for(offer.kind)
    more = f"\n**Keep in mind.** {guidance.words}\n" if guidance else ""
    return f"### {offer.title}\n\n{offer.sentence}\n{more}"


def small(data: bytes) -> bytes:
    """A picture as wide as it is shown, with few colours."""
    with Image.open(io.BytesIO(data)) as picture:
        image = picture.convert("RGB")
    if image.width > WIDEST_PX:
        image = image.resize((WIDEST_PX, round(image.height * WIDEST_PX / image.width)), Image.Resampling.LANCZOS)
    made = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()


def write(*, with_pictures: bool) -> None:
    """Write everything anew; what is not of the guide any more goes."""
    RECORDS.write_text(records_page(), "utf-8")
    TARGET.mkdir(parents=True, exist_ok=True)
    for old in TARGET.glob("*.md"):
        old.unlink()
    for name in names():
        (TARGET / f"{name}.md").write_text(text_of(name), "utf-8")
    before = _before()
    if with_pictures:
        _write_pictures(before)
        (TARGET / "contents.json").write_text(contents(), "utf-8")
    else:
        text = json.dumps({"groups": groups(), "pictures": before}, indent=1) + "\n"
        (TARGET / "contents.json").write_text(text, "utf-8")


def _before() -> dict[str, str]:
    file = TARGET / "contents.json"
    return dict(json.loads(file.read_text("utf-8"))["pictures"]) if file.is_file() else {}


def _write_pictures(before: dict[str, str]) -> None:
    wanted = digests()
    for path in sorted({one.relative_to(TARGET).as_posix() for one in TARGET.rglob("*.png")} - set(wanted)):
        (TARGET / path).unlink()
    for path, digest in wanted.items():
        made = TARGET / path
        if before.get(path) != digest or not made.is_file():
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_bytes(small((SOURCE / path).read_bytes()))


if __name__ == "__main__":
    write(with_pictures="--text" not in sys.argv[1:])
