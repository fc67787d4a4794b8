"""Photographs and PDFs full of traces, made in memory; each trace carries the word it is told by."""

import struct
import zlib
from io import BytesIO

from PIL import ExifTags, Image, ImageDraw
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

TRACE = "tracecanary"
"""Stands in every trace: position, device, author, comment, embedded file."""

WIDE, HIGH = 640, 400


def picture(width: int = WIDE, height: int = HIGH) -> Image.Image:
    """A door with something on it; its upper left corner is red."""
    image = Image.new("RGB", (width, height), "#4477aa")
    pen = ImageDraw.Draw(image)
    pen.rectangle((width // 3, height // 5, width * 2 // 3, height), fill="#7a4f1d")
    pen.rectangle((0, 0, width // 8, height // 8), fill="#ff0000")
    return image


def photograph(orientation: int = 1, width: int = WIDE, height: int = HIGH) -> bytes:
    """A JPEG with position, device, owner, a comment, XMP, a colour profile with words, and a thumbnail."""
    image = picture(width, height)
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = f"Maker {TRACE}"
    exif[ExifTags.Base.Model] = f"Model {TRACE}"
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Artist] = f"Artist {TRACE}"
    exif.get_ifd(ExifTags.IFD.Exif).update(
        {ExifTags.Base.DateTimeOriginal: "2026:03:05 14:05:00", ExifTags.Base.BodySerialNumber: f"SN {TRACE}"}
    )
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "N",
            ExifTags.GPS.GPSLatitude: (57.0, 29.0, 13.25),
            ExifTags.GPS.GPSAreaInformation: TRACE.encode(),
        }
    )
    thumbnail = BytesIO()
    image.resize((64, 40)).save(thumbnail, "JPEG", comment=f"thumbnail {TRACE}")
    out = BytesIO()
    image.save(
        out,
        "JPEG",
        quality=90,
        exif=exif.tobytes(),
        comment=f"comment {TRACE}",
        xmp=f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{TRACE}</x:xmpmeta>".encode(),
        icc_profile=b"\0" * 128 + TRACE.encode(),
    )
    # What some cameras put behind the end of the picture: another picture of it.
    return out.getvalue() + thumbnail.getvalue()


def screenshot() -> bytes:
    """A PNG with text chunks and EXIF."""
    info = PngInfo()
    info.add_text("Author", TRACE)
    info.add_itxt("XML:com.adobe.xmp", f"<x>{TRACE}</x>")
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = TRACE
    out = BytesIO()
    picture().save(out, "PNG", pnginfo=info, exif=exif.tobytes())
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few hundred bytes that claims 40 000 by 40 000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def paper(pages: int = 3, *, packed: bool = False) -> bytes:
    """A PDF with document information, XMP, a script, an embedded file, and a photograph with traces on each page.

    `packed`: the photographs are packed once more.
    """
    writer = PdfWriter()
    for number in range(pages):
        page = writer.add_blank_page(595, 842)
        image = _image_object(packed)
        page[NameObject("/Resources")] = DictionaryObject(
            {
                NameObject("/XObject"): DictionaryObject({NameObject("/Im0"): writer._add_object(image)}),
                NameObject("/Font"): DictionaryObject({NameObject("/F0"): _font()}),
            }
        )
        page[NameObject("/PieceInfo")] = TextStringObject(TRACE)
        content = DecodedStreamObject()
        text = f"BT /F0 24 Tf 60 760 Td (Page {number + 1} of the letter) Tj ET"
        content.set_data(f"q 475 0 0 297 60 400 cm /Im0 Do Q {text}".encode())
        page[NameObject("/Contents")] = writer._add_object(content)
        page[NameObject("/Metadata")] = writer._add_object(_xmp())
        writer.add_annotation(number, FreeText(text="Seen.", rect=(60, 60, 200, 100), font_size="12pt"))
    writer.add_metadata({"/Author": TRACE, "/Title": TRACE, "/Producer": TRACE, "/Creator": TRACE})
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(f"app.alert('{TRACE}')")}
    writer._root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    writer.add_attachment(f"{TRACE}.txt", TRACE.encode())
    writer._root_object[NameObject("/Metadata")] = writer._add_object(_xmp())
    return _bytes(writer)


def locked_paper() -> bytes:
    """A PDF that asks for a password."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("secret", algorithm="AES-256")
    return _bytes(writer)


def _image_object(packed: bool) -> StreamObject:
    image = StreamObject()
    data = photograph()
    image._data = zlib.compress(data) if packed else data
    names = {"/Type": "/XObject", "/Subtype": "/Image", "/ColorSpace": "/DeviceRGB"}
    image.update({NameObject(key): NameObject(value) for key, value in names.items()})

    filters = ArrayObject([NameObject("/FlateDecode"), NameObject("/DCTDecode")])
    image[NameObject("/Filter")] = filters if packed else NameObject("/DCTDecode")
    numbers = {"/Width": WIDE, "/Height": HIGH, "/BitsPerComponent": 8}
    image.update({NameObject(key): NumberObject(value) for key, value in numbers.items()})
    return image


def _font() -> DictionaryObject:
    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    return DictionaryObject({NameObject(key): NameObject(value) for key, value in names.items()})


def _xmp() -> StreamObject:
    stream = DecodedStreamObject()
    stream.set_data(f"<x:xmpmeta>{TRACE}</x:xmpmeta>".encode())
    stream.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    return stream


def _bytes(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
