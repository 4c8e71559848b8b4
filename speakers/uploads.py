"""Uploads: pictures are drawn anew, so that nothing else remains; other files by their kind."""

from io import BytesIO
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.validators import FileExtensionValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 20_000_000
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600
TOO_LARGE = _("The picture is larger than 50 megapixels.")
DOCUMENTS = ("pdf", "pptx", "odp", "key", "docx", "zip", "txt", "csv", "ipynb", "mp4", "webm")


class PictureField(forms.ImageField):
    """Takes a JPEG, PNG or WebP of one frame; its value is a JPEG or PNG without metadata."""

    default_validators = []  # the file itself says what it is, not its name

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"accept": "image/jpeg,image/png,image/webp"}

    def to_python(self, data: Any) -> File | None:
        file = forms.FileField.to_python(self, data)
        return None if file is None else redrawn(file)


def redrawn(file: File) -> File:
    """Return the picture in `file`, upright, in sRGB and no larger than pages show it.

    Raises `ValidationError` with the reason, in words, if it is not taken.
    """
    if (file.size or 0) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 20 MB."))
    try:
        with Image.open(file, formats=FORMATS) as image:
            check(image)
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return saved(in_srgb(upright(image)), PurePath(file.name or "").stem)
    except Image.DecompressionBombError as error:
        raise ValidationError(TOO_LARGE) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise ValidationError(
            _("This is not a picture that can be taken: give a JPEG, PNG or WebP file, not SVG.")
        ) from error


def check(image: Image.Image) -> None:
    """Look at size and frames before anything is unpacked; raise `ValidationError`."""
    if image.width * image.height > MOST_PIXELS:
        raise ValidationError(TOO_LARGE)
    if getattr(image, "n_frames", 1) > 1:
        raise ValidationError(_("The picture is animated; give one that stands still."))


def upright(image: Image.Image) -> Image.Image:
    """Return the picture turned as its EXIF data say, of which nothing else is kept or matters."""
    image.getexif()  # remembered by the image, and not read again
    image.info.pop("exif", None)
    return ImageOps.exif_transpose(image)


def in_srgb(image: Image.Image) -> Image.Image:
    """Return a copy with the colors of its profile, in RGB; RGBA where parts are transparent."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"))
        except ImageCms.PyCMSError:
            return image.convert(mode)
        return (converted or image).convert(mode)
    return image.convert(mode)


def saved(image: Image.Image, stem: str) -> File:
    """Return the bare pixels as a file: PNG if parts are transparent, else JPEG."""
    kind, suffix = ("PNG", "png") if image.mode == "RGBA" else ("JPEG", "jpg")
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    content = BytesIO()
    bare.save(content, kind, quality=88, optimize=True)
    name = f"{slugify(stem)[:60] or 'picture'}.{suffix}"
    return SimpleUploadedFile(name, content.getvalue(), f"image/{kind.lower()}")


class DocumentField(forms.FileField):
    """Takes the files that go with a talk; pages and scripts for browsers are not among them."""

    default_validators = [FileExtensionValidator(DOCUMENTS)]
