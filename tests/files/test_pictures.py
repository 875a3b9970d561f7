"""Pictures: made again in our sizes, and what is none or would break a decoder is refused."""

import asyncio
import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, ImageCms

from server.files.shrinking import Darkroom
from server.kernel.errors import Refusal
from tests.files.conftest import Counter, contents, picture
from tests.world import World

RED, BLUE = (200, 30, 30), (30, 30, 200)


def near(pixel: Any, wanted: tuple[int, int, int]) -> bool:
    """As near as JPEG comes."""
    return all(abs(one - other) < 12 for one, other in zip(pixel, wanted, strict=True))


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG (PNG specification §5.3)."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_of(width: int, height: int, content: bytes) -> bytes:
    """A PNG whose header says this size, whatever it holds."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", content) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
async def test_a_picture_comes_back_in_two_sizes_as_a_jpeg(counter: Counter, choir: World, kind: str) -> None:
    clara = counter.by(choir.clara)
    sent = await clara.sent(picture(1200, 800, kind), "koor.png")
    assert (sent["media_type"], sent["width"], sent["height"]) == ("image/jpeg", 512, 341)
    for size, expected in ((None, (512, 341)), (512, (512, 341)), (96, (96, 96))):
        answer = await clara.get(sent["id"], size)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
        assert (answer.headers["content-disposition"], answer.headers["cache-control"]) == (
            "inline",
            "private, max-age=86400",
        )
        shown = Image.open(io.BytesIO(answer.content))
        assert (shown.format, shown.size) == ("JPEG", expected)
        assert near(shown.getpixel((4, 48)), RED)
        assert near(shown.getpixel((shown.width - 4, 48)), BLUE)
    assert len(contents(choir.house)) == 2


async def test_the_sizes_of_a_picture_have_tags_of_their_own(counter: Counter, choir: World) -> None:
    clara = counter.by(choir.clara)
    file = (await clara.sent(picture()))["id"]
    tags = [(await clara.get(file, size)).headers["etag"] for size in (None, 512, 96)]
    assert tags[0] == tags[1] != tags[2]
    assert (await clara.get(file, 96, If_None_Match=tags[2])).status_code == 304
    assert (await clara.get(file, 96, If_None_Match=tags[0])).status_code == 200


async def test_a_small_picture_is_not_blown_up(counter: Counter, choir: World) -> None:
    sent = await counter.by(choir.clara).sent(picture(40, 30))
    assert (sent["width"], sent["height"]) == (40, 30)


async def test_where_and_with_what_a_picture_was_taken_is_gone_and_it_stands_upright(
    counter: Counter, choir: World
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter (EXIF 2.3, Orientation)
    exif[0x010F] = "Kamera van Clara"
    exif.get_ifd(0x8825)[1] = "N"
    source = picture(600, 400, exif=exif, comment=b"geheim")
    assert b"Kamera van Clara" in source
    clara = counter.by(choir.clara)
    file = (await clara.sent(source))["id"]
    for size, expected in ((512, (341, 512)), (96, (96, 96))):
        content = (await clara.get(file, size)).content
        shown = Image.open(io.BytesIO(content))
        assert shown.size == expected
        assert near(shown.getpixel((48, 4)), RED)
        assert not shown.getexif()
        assert not {"exif", "comment", "icc_profile", "xmp"} & shown.info.keys()
        assert b"Kamera" not in content
        assert b"geheim" not in content


async def test_what_is_see_through_becomes_white(counter: Counter, choir: World) -> None:
    written = io.BytesIO()
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(written, "PNG")
    clara = counter.by(choir.clara)
    file = (await clara.sent(written.getvalue(), "logo.png"))["id"]
    shown = Image.open(io.BytesIO((await clara.get(file)).content))
    assert near(shown.getpixel((50, 50)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
async def test_pictures_of_every_way_of_keeping_colours_are_taken(mode: str) -> None:
    written = io.BytesIO()
    Image.new(mode, (100, 50)).save(written, "JPEG" if mode == "CMYK" else "PNG")
    shrunk = await Darkroom().shrink(written.getvalue())
    assert (shrunk.width, shrunk.height, len(shrunk.sizes)) == (100, 50, 2)


async def test_a_colour_profile_is_carried_out_and_a_broken_one_passed_over() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for each in (profile, b"geen profiel"):
        shrunk = await Darkroom().shrink(picture(icc_profile=each))
        assert near(Image.open(io.BytesIO(shrunk.sizes[0])).getpixel((4, 4)), RED)


REFUSED = {
    "fifty thousand pixels wide": (png_of(50_000, 50_000, zlib.compress(b"\0" * 1000)), "picture_pixels"),
    "long and thin": (png_of(50_000, 10, zlib.compress(b"\0" * 1000)), "picture_pixels"),
    "just too many pixels": (png_of(7_072, 7_072, zlib.compress(b"\0" * 1000)), "picture_pixels"),
    "a bomb that its header hides": (png_of(100, 100, zlib.compress(b"\0" * 200_000_000)), None),
    "half a picture": (picture()[:2000], "picture_broken"),
    "a header and nothing else": (b"\x89PNG\r\n\x1a\n", "picture_broken"),
    "noise": (b"\xff\xd8\xff" + bytes(range(256)) * 20, "picture_broken"),
    "a page behind the header of a GIF": (b"GIF89a/*<script>alert(1)</script>*/=1", "picture_broken"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_would_break_a_decoder_is_refused_in_words(name: str) -> None:
    source, reason = REFUSED[name]
    if reason is None:
        # What lies behind the last line of a picture is never unpacked.
        assert (await Darkroom().shrink(source)).width == 100
        return
    with pytest.raises(Refusal) as caught:
        await Darkroom().shrink(source)
    assert caught.value.fields["file"].key == reason


NO_PICTURES = {
    "foto.svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "JPEG"),
    "foto.jpg": (b"<!DOCTYPE html><script>alert(1)</script>", "JPEG"),
    "foto.png": (b"%PDF-1.7 Ledenlijst", "JPEG"),
    "foto.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
    "foto.tif": (b"II*\x00\x08\0\0\0", "JPEG"),
    "foto.gif": (b"GIF89a/*<script>alert(1)</script>*/=1", "beschadigd"),
    "foto.webp": (b"PK\x03\x04 een archief", "JPEG"),
}


@pytest.mark.parametrize("name", NO_PICTURES)
async def test_what_is_no_picture_is_refused_by_what_it_is_and_not_by_its_name(
    counter: Counter, choir: World, name: str
) -> None:
    content, word = NO_PICTURES[name]
    answer = await counter.by(choir.clara).send(content, name)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid")
    assert word in answer.json()["error"]["fields"]["file"]
    assert contents(choir.house) == []


async def test_a_script_behind_a_picture_does_not_survive(counter: Counter, choir: World) -> None:
    source = picture() + b"<script>alert(1)</script>PK\x03\x04"
    clara = counter.by(choir.clara)
    file = (await clara.sent(source, "foto.jpg"))["id"]
    for size in (512, 96):
        assert b"<script>" not in (await clara.get(file, size)).content


async def test_only_the_first_frame_of_a_moving_picture_is_read(counter: Counter, choir: World) -> None:
    written = io.BytesIO()
    frames = [Image.new("RGB", (60, 60), colour) for colour in (RED, BLUE)]
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:])
    clara = counter.by(choir.clara)
    file = (await clara.sent(written.getvalue(), "dans.gif"))["id"]
    shown = Image.open(io.BytesIO((await clara.get(file)).content))
    assert near(shown.getpixel((30, 30)), RED)
    assert getattr(shown, "n_frames", 1) == 1


async def test_a_picture_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Refusal) as caught:
        await Darkroom(seconds=0.0).shrink(picture())
    assert caught.value.fields["file"].key == "picture_slow"


async def test_many_pictures_at_once_take_their_turns() -> None:
    darkroom = Darkroom()
    shrunk = await asyncio.gather(*(darkroom.shrink(picture(100 + each, 50)) for each in range(5)))
    assert [each.width for each in shrunk] == [100, 101, 102, 103, 104]
