"""Photographs: what is shared is a copy of the pixels alone, the right way up; nothing says where and with what.

The file as it was picked is kept as evidence beside it. Files from outside are never trusted: too many pixels, cut
short, or no picture at all is said in a sentence.
"""

import warnings
from datetime import datetime
from io import BytesIO

from PIL import ExifTags, Image, ImageOps

from casework.errors import UserError
from casework.records.file.attachment import MediaType
from casework.words import say
from desktop.services.drawing import Drawing

MOST_PIXELS = 60_000_000
"""More than cameras of telephones take; a file that claims more is refused before it is unpacked."""

LONGEST_PX = 2560
"""The longer side of the shared copy; the original keeps them all."""

_DRAWN_PX = 4000
_QUALITY = 88
_FORMATS = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG"}
_PLAIN_MODES = frozenset({"L", "RGB", "RGBA"})


class NoPicture(UserError):
    """The file cannot be shown as a picture."""

    def __init__(self) -> None:
        super().__init__(
            say("This picture is damaged or incomplete and cannot be attached. Copy it to the laptop again.")
        )


class TooManyPixels(UserError):
    """The picture would take too much memory."""

    def __init__(self) -> None:
        super().__init__(say("This picture is too large to be shown. Save it smaller, at most 60 million pixels."))


def shared_picture(data: bytes, media_type: MediaType) -> bytes:
    """Make the copy that is shared, of the same media type.

    Raises:
        TooManyPixels: before anything is unpacked.
        NoPicture: if the file is damaged.
    """
    try:
        with warnings.catch_warnings(), Image.open(BytesIO(data), formats=[_FORMATS[media_type]]) as image:
            warnings.simplefilter("ignore")
            if image.width * image.height > MOST_PIXELS:
                raise TooManyPixels
            image.load()
            return _written(ImageOps.exif_transpose(image), media_type)
    except UserError:
        raise
    except Image.DecompressionBombError:
        raise TooManyPixels from None
    except Exception:
        # Whatever a hostile file does to the decoder, it is one thing to the person.
        raise NoPicture from None


def _written(image: Image.Image, media_type: MediaType) -> bytes:
    """The pixels in a new picture, which has nothing else to be written."""
    image.thumbnail((LONGEST_PX, LONGEST_PX))
    mode = "RGB" if media_type is MediaType.JPEG else image.mode if image.mode in _PLAIN_MODES else "RGBA"
    bare = Image.new(mode, image.size)
    bare.paste(image.convert(mode))
    out = BytesIO()
    if media_type is MediaType.JPEG:
        bare.save(out, "JPEG", quality=_QUALITY, optimize=True)
    else:
        bare.save(out, "PNG", optimize=True)
    return out.getvalue()


def draw_picture(data: bytes, media_type: MediaType) -> Drawing:
    """Draw a picture, the right way up, at most as large as a screen can use. Raises `NoPicture`, `TooManyPixels`."""
    try:
        with warnings.catch_warnings(), Image.open(BytesIO(data), formats=[_FORMATS[media_type]]) as image:
            warnings.simplefilter("ignore")
            if image.width * image.height > MOST_PIXELS:
                raise TooManyPixels
            upright = ImageOps.exif_transpose(image).convert("RGBA")
        upright.thumbnail((_DRAWN_PX, _DRAWN_PX))
        ground = Image.new("RGBA", upright.size, "white")
        ground.alpha_composite(upright)
        return Drawing(ground.width, ground.height, ground.width * 4, ground.tobytes("raw", "BGRA"))
    except UserError:
        raise
    except Image.DecompressionBombError:
        raise TooManyPixels from None
    except Exception:
        raise NoPicture from None


def taken_at_wall(data: bytes) -> datetime | None:
    """When the camera says the picture was taken, by its own clock and without a zone; None where it does not say."""
    try:
        with warnings.catch_warnings(), Image.open(BytesIO(data), formats=["JPEG"]) as image:
            warnings.simplefilter("ignore")
            exif = image.getexif().get_ifd(ExifTags.IFD.Exif)
        text = str(exif.get(ExifTags.Base.DateTimeOriginal, ""))
        return datetime.strptime(text.strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 — the camera knows no zone
    except Exception:
        return None
