"""Photos: only what is to be seen comes through."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from PIL.ExifTags import GPS, IFD, Base

from bot.press.photo import LARGEST, clean

WHERE = (52.0, 31.0, 12.0)


def taken(size: tuple[int, int] = (400, 300), kind: str = "JPEG", **more: object) -> bytes:
    """Take a photo: red on the left, blue on the right."""
    image = Image.new("RGB", size, "blue")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1]), fill="red")
    written = BytesIO()
    image.save(written, kind, **more)
    return written.getvalue()


def with_place(orientation: int = 1) -> bytes:
    """Take one with all that a phone writes into it."""
    exif = Image.Exif()
    exif[Base.Make], exif[Base.DateTime] = "Canary", "2026:11:23 08:00:00"
    exif[Base.Orientation] = orientation
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = WHERE
    return taken(exif=exif, comment=b"Canary words", xmp=b"<x:xmpmeta>Canary</x:xmpmeta>")


def opened(photo: bytes) -> Image.Image:
    """Look at one."""
    image = Image.open(BytesIO(photo))
    image.load()
    return image


def colour(image: Image.Image, x: int, y: int) -> str:
    """Name the colour of a place."""
    pixel = image.convert("RGB").getpixel((x, y))
    assert isinstance(pixel, tuple)
    red, _, blue = pixel
    return "red" if red > 150 > blue else "blue" if blue > 150 > red else "other"


class TestClean:
    def test_nothing_comes_along(self) -> None:
        """No place, no time, no camera, no words."""
        before = with_place()
        assert b"Canary" in before

        after = clean(before)

        image = opened(after)
        assert image.format == "JPEG"
        assert not image.getexif()
        assert b"Canary" not in after
        assert b"Exif" not in after
        assert not set(image.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}

    def test_stands_upright(self) -> None:
        """The turn that was only noted is made, for the note goes."""
        image = opened(clean(with_place(orientation=6)))

        assert image.size == (300, 400)
        assert colour(image, 150, 20) == "red"
        assert colour(image, 150, 380) == "blue"

    @pytest.mark.parametrize("size", [(6000, 3000), (3000, 6000)])
    def test_not_too_large(self, size: tuple[int, int]) -> None:
        image = opened(clean(taken(size)))

        assert max(image.size) == LARGEST
        assert min(image.size) == LARGEST // 2

    def test_a_small_one_stays_as_large(self) -> None:
        assert opened(clean(taken((31, 17)))).size == (31, 17)

    @pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
    def test_other_kinds(self, kind: str) -> None:
        image = opened(clean(taken(kind=kind)))

        assert image.format == "JPEG"
        assert colour(image, 20, 150) == "red"

    def test_glass_lies_on_white(self) -> None:
        written = BytesIO()
        Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(written, "PNG")

        assert opened(clean(written.getvalue())).getpixel((5, 5)) == (255, 255, 255)

    def test_black_and_white(self) -> None:
        written = BytesIO()
        Image.new("1", (20, 20), 1).save(written, "PNG")

        assert opened(clean(written.getvalue())).getpixel((5, 5)) == (255, 255, 255)


def bomb(side: int) -> bytes:
    """Make a file of some kilobytes that unpacks to a picture of ``side`` squared."""

    def chunk(name: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + check

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(side // 8 + 1)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


class TestRefused:
    @pytest.mark.parametrize("side", [8_000, 20_000])
    def test_a_bomb(self, side: int) -> None:
        """It is refused by what it says of itself, before it is unpacked."""
        made = bomb(side)
        assert len(made) < 200_000

        with pytest.raises(ValueError, match="no picture"):
            clean(made)

    @pytest.mark.parametrize(
        "body",
        [
            b"", b"words", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            taken()[:200], b"\x89PNG\r\n\x1a\n" + bytes(50), b"GIF89a\x01\x00\x01\x00",
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        ],
    )  # fmt: skip
    def test_no_picture(self, body: bytes) -> None:
        with pytest.raises(ValueError, match="no picture"):
            clean(body)

    def test_kinds_that_nobody_photographs_in(self) -> None:
        """Fewer readers, fewer holes."""
        with pytest.raises(ValueError, match="no picture"):
            clean(taken(kind="TIFF"))
