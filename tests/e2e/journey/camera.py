"""Pictures of the program for the user guide: each moment in light, in dark and with text at 200 %."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from demonstration.laptop import Laptop

SIZE = (1366, 768)
LARGEST_BYTES = 100_000
LOOKS = {"dark": ("dark", 1.0), "200": ("light", 2.0), "light": ("light", 1.0)}
"""The one in which the journey goes on comes last: a look takes some seconds."""


@dataclass(frozen=True)
class Camera:
    """Takes pictures into a folder."""

    folder: Path
    looks: tuple[str, ...] = tuple(LOOKS)

    def take(self, laptop: Laptop, name: str, show: str = "") -> None:
        """`NAME-light.png`, `NAME-dark.png` and `NAME-200.png`; with `show` scrolled to in each."""
        for look in self.looks:
            mode, scale = LOOKS[look]
            laptop.do("look", mode=mode, scale=scale)
            if show:
                laptop.wait(show)
                laptop.do("reveal", name=show)
            _keep_small(laptop.shot(f"{name}-{look}"), self.folder / f"{name}-{look}.png")
        if self.looks[-1] != "light":
            laptop.do("look", mode="light", scale=1.0)


def _keep_small(taken: Path, kept: Path) -> None:
    picture = QImage(str(taken))
    size = (picture.width(), picture.height())
    assert size == SIZE, f"{taken.name} is {size}: something made the window grow"
    kept.parent.mkdir(parents=True, exist_ok=True)
    in_few_colours(picture).save(str(kept))
    assert kept.stat().st_size <= LARGEST_BYTES, f"{kept.name}: {kept.stat().st_size} bytes"


def in_few_colours(picture: QImage) -> QImage:
    """The picture in the colours it uses most; the edges of letters, which use many, in the nearest of those."""
    whole = picture.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(whole.constBits()).cast("I"))
    return whole.convertToFormat(QImage.Format.Format_Indexed8, [colour for colour, _ in counted.most_common(256)])
