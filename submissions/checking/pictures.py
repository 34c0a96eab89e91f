"""A photograph or drawing: whole, not monstrous, and written anew with nothing but its dots."""

import warnings
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from .drawing import EFFORT, LONGEST_SIDE, QUALITY, picture_in
from .kinds import Kind
from .limits import MOST_DOTS
from .refusing import Refused

BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError)
Image.MAX_IMAGE_PIXELS = None  # measured here, with a reason to give


def rewrite(file: Path, folder: Path, kind: Kind) -> None:
    """Write 001.webp: turned as the camera was held, without place, date or comments."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about odd remarks of cameras, which are dropped
            with Image.open(file, formats=[kind.name]) as picture:
                _refuse_monsters(picture)
                shown = picture_in(folder, 1)
                _shrunk(picture).save(shown, "WEBP", quality=QUALITY, method=EFFORT)
    except BROKEN as error:
        raise Refused("damaged_picture") from error


def _refuse_monsters(picture: Image.Image) -> None:
    if getattr(picture, "is_animated", False):
        raise Refused("animated")
    if picture.width * picture.height > MOST_DOTS:
        raise Refused("too_many_dots")


def _shrunk(picture: Image.Image) -> Image.Image:
    """A JPEG is read at a fraction of its size already, so a large one needs little memory."""
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    if not upright.has_transparency_data:
        return _bare(upright.convert("RGB"))
    see_through = upright.convert("RGBA")
    on_white = Image.new("RGB", upright.size, "white")
    on_white.paste(see_through, mask=see_through.getchannel("A"))
    return on_white


def _bare(picture: Image.Image) -> Image.Image:
    """Without all that the camera wrote beside it."""
    picture.info.clear()
    picture.getexif().clear()
    return picture
