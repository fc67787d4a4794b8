"""What is in a package: bill of materials (CycloneDX 1.6, JSON), and the licences of everything with their texts."""

import json
import re
import sysconfig
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.dependency import Dependency
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.requirements import Requirement

from installer.place import ROOT, moment, version
from installer.shelf import Shelf

_EXTRA = {"doorstep": "desktop", "doorstep-server": "server"}
_LICENCE_FILE = re.compile(r"(^|/)(LICEN[CS]E|COPYING|NOTICE|AUTHORS|OFL)[^/]*$|/licenses/", re.IGNORECASE)
_SPACE = UUID("6f0a3a5e-5d0f-4f57-9d0b-4f7a5a0c8d11")


@dataclass(frozen=True)
class Part:
    """Something that is in a package. ``inside``: in whose files it lies, where it is not a package of its own."""

    name: str
    version: str
    licence: str
    source: str = ""
    inside: str = ""
    texts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


def parts_of(program: str, shelf: Shelf | None = None) -> tuple[Part, ...]:
    """Every part of a program, by name: what it requires, what that requires, and what lies inside those."""
    found = packages_of(program, shelf or Shelf())
    inner = _inner(set(found), shelf or Shelf())
    return tuple(sorted([*found.values(), *inner], key=lambda part: (part.name.casefold(), part.inside)))


def packages_of(program: str, shelf: Shelf) -> dict[str, Part]:
    """Every package that a program requires, and what that requires, by name."""
    found: dict[str, Part] = {}
    waiting = [Requirement(f"doorstep[{_EXTRA[program]}]")]
    while waiting:
        wanted = waiting.pop()
        name = _plain(wanted.name)
        if name in found:
            continue
        package = shelf.find(wanted.name)
        required = list(shelf.required(package, wanted.extras))
        waiting += required
        found[name] = _part(package, tuple(sorted({_plain(one.name) for one in required})))
    del found["doorstep"]
    return found


def write_bill(program: str, folder: Path, shelf: Shelf | None = None) -> tuple[Part, ...]:
    """Write ``NAME.cdx.json``, checked against its schema, ``third-party-licences.txt`` and ``.json`` into a folder."""
    parts = parts_of(program, shelf)
    unknown = [part.name for part in parts if not part.licence]
    if unknown:
        raise SystemExit(f"package: say in installer/licence.toml under which licence these are: {unknown}")
    folder.mkdir(parents=True, exist_ok=True)
    text = bill_of(program, parts)
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault is not None:
        raise SystemExit(f"package: the bill of materials does not follow its schema: {fault}")
    (folder / f"{program}.cdx.json").write_text(text, "utf-8")
    (folder / "third-party-licences.txt").write_text(licence_text(parts), "utf-8")
    listed = [{"name": one.name, "version": one.version, "licence": one.licence, "inside": one.inside} for one in parts]
    (folder / "third-party-licences.json").write_text(json.dumps(listed, indent=1) + "\n", "utf-8")
    return parts


def bill_of(program: str, parts: tuple[Part, ...]) -> str:
    """The bill of materials; the same parts at the same commit make the same text."""
    own = Component(name=program, version=version(), type=ComponentType.APPLICATION, bom_ref=program)
    made = {part: _component(part) for part in parts}
    by_name = {part.name: one for part, one in made.items() if not part.inside}
    bom = Bom(components=made.values(), serial_number=uuid5(_SPACE, f"{program} {version()} {moment()}"))
    bom.metadata.component, bom.metadata.timestamp = own, moment()
    for part, one in made.items():
        needs = [by_name[name] for name in part.needs if name in by_name]
        inner = [other for beside, other in made.items() if beside.inside == part.name and not part.inside]
        bom.dependencies.add(Dependency(one.bom_ref, [Dependency(other.bom_ref) for other in (*needs, *inner)]))
    bom.dependencies.add(Dependency(own.bom_ref, [Dependency(one.bom_ref) for one in by_name.values()]))
    text: str = JsonV1Dot6(bom).output_as_string(indent=1)
    return text + "\n"


def licence_text(parts: tuple[Part, ...]) -> str:
    """The list of all parts, then the text of every licence."""
    lines = ["What Doorstep is made with, under which licence, and the texts of the licences.", ""]
    for part in parts:
        where = f", in {part.inside}" if part.inside else ""
        lines.append(f"{part.name} {part.version}{where}: {part.licence}")
    for part in parts:
        for text in part.texts:
            lines += ["", "=" * 100, f"{part.name} {part.version}", "=" * 100, "", text.strip()]
    return "\n".join(lines) + "\n"


def _component(part: Part) -> Component:
    ref = f"{part.inside}/{part.name}@{part.version}" if part.inside else f"{part.name}@{part.version}"
    url = None if part.inside else PackageURL("pypi", name=part.name, version=part.version)
    return Component(
        name=part.name,
        version=part.version,
        type=ComponentType.LIBRARY,
        bom_ref=ref,
        purl=url,
        licenses=[DisjunctiveLicense(name=part.licence)],
        description=f"in the files of {part.inside}" if part.inside else None,
    )


def _part(package: Distribution, needs: tuple[str, ...]) -> Part:
    name = _plain(package.name)
    said = _said()["package"].get(name, {})
    texts = [path.read_text("utf-8", "replace") for path in _files(package)]
    texts += [(ROOT / file).read_text("utf-8") for file in said.get("texts", [])]
    return Part(
        name, package.version, str(said.get("licence", "")) or _licence(package), texts=tuple(texts), needs=needs
    )


def _files(package: Distribution) -> Iterator[Path]:
    for one in sorted(package.files or [], key=str):
        path = Path(str(package.locate_file(one)))
        if "dist-info" in str(one) and _LICENCE_FILE.search(str(one)) and path.is_file():
            yield path


def _licence(package: Distribution) -> str:
    """What a package says of itself: the expression, else a short name, else what its classifiers say."""
    said = package.metadata
    # Its own `get` is not promised by its type; asked for all, there is at most one of each.
    expression, named = (next(iter(said.get_all(name) or []), "") for name in ("License-Expression", "License"))
    classes = [line.split(" :: ")[-1] for line in said.get_all("Classifier") or [] if line.startswith("License ::")]
    short = named if named and "\n" not in named and len(named) < 60 and named != "UNKNOWN" else ""
    return expression or short or ", ".join(classes)


def _inner(names: set[str], shelf: Shelf) -> Iterator[Part]:
    """What no package's metadata says: the libraries that lie in a wheel, and Python itself."""
    for one in _said()["inside"]:
        is_in = one["in"] in names or one["in"] == "doorstep"
        if is_in and shelf.platform in one.get("on", [shelf.platform]):
            number = one["version"].replace("PYTHON", shelf.python)
            inside = "" if one["in"] == "doorstep" else one["in"]
            texts = (_python_licence(shelf),) if one["name"] == "Python" else ()
            yield Part(one["name"], number, one["licence"], inside=inside, texts=texts)


def _python_licence(shelf: Shelf) -> str:
    return (shelf.licence or Path(sysconfig.get_path("stdlib")) / "LICENSE.txt").read_text("utf-8")


def _said() -> dict[str, Any]:
    return tomllib.loads((ROOT / "installer" / "licence.toml").read_text("utf-8"))


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
