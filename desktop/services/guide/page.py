"""The pages of the guide, in the order in which they are offered, and what each of them has under which heading."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

FOLDER = "help"
_HEADING = re.compile(r"^(#{1,4}) +(.+?)\s*$", re.MULTILINE)
_MARKS = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|[*`\[\]|]")
_NOT_IN_SLUG = re.compile(r"[^\w\s-]")


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading: `slug` is its place in a link, `words` everything below it as plain words."""

    title: str
    slug: str
    words: str


@dataclass(frozen=True)
class GuidePage:
    """A page by its `name` (the file without `.md`), in a `group` of the contents, as Markdown."""

    name: str
    group: str
    text: str

    @property
    def title(self) -> str:
        """Its first heading."""
        return self.parts[0].title if self.parts else self.name

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What stands under each heading, from top to bottom; the first is the page itself."""
        found = list(_HEADING.finditer(self.text))
        ends = [one.start() for one in found[1:]] + [len(self.text)]
        return tuple(
            Part(plain(one[2]), slug_of(one[2]), plain(self.text[one.end() : end]))
            for one, end in zip(found, ends, strict=True)
        )

    def part(self, slug: str) -> Part | None:
        """The part that a link names; None where there is none."""
        return next((one for one in self.parts if one.slug == slug), None)


@dataclass(frozen=True)
class Guide:
    """All pages, in order."""

    pages: tuple[GuidePage, ...]

    def page(self, name: str) -> GuidePage | None:
        """A page by its name; None where there is none."""
        return next((one for one in self.pages if one.name == name), None)

    def groups(self) -> tuple[tuple[str, tuple[GuidePage, ...]], ...]:
        """The contents: each group with its pages."""
        names = dict.fromkeys(one.group for one in self.pages)
        return tuple((name, tuple(one for one in self.pages if one.group == name)) for name in names)


def slug_of(heading: str) -> str:
    """Return what a heading is called in a link: as the site calls it, so that one text serves both."""
    flat = _NOT_IN_SLUG.sub("", plain(heading)).strip().lower()
    return re.sub(r"[-\s]+", "-", flat)


def plain(text: str) -> str:
    """Return Markdown without its marks, pictures and addresses, on one line."""
    return " ".join(_MARKS.sub("", text).split())


@cache
def load_guide() -> Guide:
    """The guide that comes with the program: read once."""
    folder = files("resources").joinpath(FOLDER)
    contents: Sequence[dict[str, object]] = json.loads(folder.joinpath("contents.json").read_text("utf-8"))["groups"]
    pages = []
    for group in contents:
        names = group["pages"]
        assert isinstance(names, list)
        pages += [
            GuidePage(name, str(group["title"]), folder.joinpath(f"{name}.md").read_text("utf-8")) for name in names
        ]
    return Guide(tuple(pages))


@cache
def load_picture(path: str) -> bytes | None:
    """A picture of the guide as PNG, by its path in the text; None where there is none."""
    folder = files("resources").joinpath(FOLDER)
    found = folder.joinpath(*path.split("/"))
    return found.read_bytes() if ".." not in path and found.is_file() else None


def dark_of(path: str) -> str:
    """The path of the same picture in the dark theme: `x-light.png` or `x.png` become `x-dark.png`."""
    return re.sub(r"(-light)?\.png$", "-dark.png", path)
