"""A program of its own: a picture on standard input, its sizes on standard output.

It runs for one picture, with limits on memory and time, and imports nothing of the server: what breaks a decoder breaks
nothing else. The answer is a line of JSON, `{"refused": reason}` or `{"width", "height", "lengths"}`, then the JPEGs.
"""

import io
import json
import sys
import warnings

from PIL import Image, ImageCms, ImageOps

MAX_PIXELS = 50_000_000
MAX_SIDE = 20_000
SIZES = (512, 96)
MEMORY = 1024 * 1024 * 1024
SECONDS = 20
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
# What a picture of 20 MB can make a decoder raise is not to be listed: every one means that it cannot be read.
BROKEN = (Exception,)


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """The picture cannot be taken; the reason is a key of our sentences."""


def shrink(source: bytes, sizes: tuple[int, ...] = SIZES) -> tuple[int, int, list[bytes]]:
    """Width and height of the largest, and the picture at most so many pixels on a side; the last one is square."""
    try:
        with Image.open(io.BytesIO(source), formats=FORMATS) as opened:
            width, height = opened.size
            # The header says so, before anything is unpacked.
            if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
                raise Refused("picture_pixels")
            opened.draft("RGB", (sizes[0] * 2, sizes[0] * 2))
            picture = _plain(opened, max(sizes[0], SIZES[0] * 4))
    except Image.DecompressionBombError:
        raise Refused("picture_pixels") from None
    made = [_within(picture, side) for side in sizes[:-1]]
    made.append(ImageOps.fit(picture, (sizes[-1], sizes[-1]), Image.Resampling.LANCZOS))
    return made[0].width, made[0].height, [_jpeg(each) for each in made]


def _within(picture: Image.Image, side: int) -> Image.Image:
    smaller = picture.copy()
    smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
    return smaller


def _plain(opened: Image.Image, side: int) -> Image.Image:
    """Upright, in sRGB, on white, and without anything but its pixels."""
    profile = opened.info.get("icc_profile")
    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((side, side), Image.Resampling.BILINEAR)
    if upright.mode not in ("RGB", "L", "CMYK"):
        upright = upright.convert("RGBA")
        ground = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(ground, upright)
    coloured = _in_srgb(upright, profile) if profile and upright.mode == "RGB" else upright
    made = Image.new("RGB", coloured.size)
    made.paste(coloured.convert("RGB"))
    return made


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, theirs, ImageCms.createProfile("sRGB")) or picture
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture


def _jpeg(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=85, optimize=True, progressive=True)
    return written.getvalue()


def limit_ourselves() -> None:
    """No more memory and processor time than a picture needs, where the system can hold us to it."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run() -> None:
    """Read, shrink, answer."""
    limit_ourselves()
    warnings.simplefilter("ignore")
    source = sys.stdin.buffer.read()
    answer: dict[str, object]
    parts: list[bytes] = []
    try:
        width, height, parts = shrink(source, tuple(map(int, sys.argv[1:])) or SIZES)
        answer = {"width": width, "height": height, "lengths": [len(part) for part in parts]}
    except Refused as refused:
        answer = {"refused": str(refused)}
    except BROKEN:
        answer = {"refused": "picture_broken"}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + b"".join(parts))


if __name__ == "__main__":
    run()
