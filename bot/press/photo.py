"""Make a photo anew, so that nothing is in it but its picture."""

import warnings
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

LARGEST = 2048
"""Pixels of the longer side."""

MOST_PIXELS = 50_000_000
"""What a camera of a phone takes; a file that grows beyond it is not unpacked."""

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
QUALITY = 85


def clean(photo: bytes) -> bytes:
    """
    Give a JPEG of at most `LARGEST` pixels a side, without place, time, camera or profile.

    Raises `ValueError` for what is no picture or too large to unpack.
    """
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(photo), formats=FORMATS) as opened:
                opened.draft("RGB", (LARGEST, LARGEST))
                return _anew(opened)
    except (OSError, SyntaxError, Image.DecompressionBombError, Warning) as exc:
        raise ValueError("it is no picture that can be taken") from exc


def _anew(opened: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS)
    plain = _flat(_true_colours(upright))
    # Pixels alone go over: what an image carries along (`Image.info`) would be written again.
    fresh = Image.new("RGB", plain.size)
    fresh.paste(plain)
    written = BytesIO()
    fresh.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


def _true_colours(image: Image.Image) -> Image.Image:
    """Turn the colours of a phone's own profile into those that every screen takes."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA"}:
        return image
    try:
        turned = ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        )
    except (ImageCms.PyCMSError, OSError):
        # A broken profile: a little pale is better than no picture.
        return image
    return turned or image


def _flat(image: Image.Image) -> Image.Image:
    """Lay what can be seen through on white."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    ground = Image.new("RGBA", seen.size, "white")
    ground.alpha_composite(seen)
    return ground.convert("RGB")
