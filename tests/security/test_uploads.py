"""Uploads through the admin: what is taken, what becomes of it, and what is refused in words."""

import struct
import zlib
from io import BytesIO

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from sessions.admin.session import ResourceInline
from sessions.models import Session
from speakers.models import Organization, Speaker
from speakers.uploads import DOCUMENTS
from tests.admin.forms import filled_form, page

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def upload(admin_client, program):
    """Return a function that gives a speaker a photo by the admin's form."""
    speaker = Speaker.objects.get(slug="ed-chi")
    address = f"/admin/speakers/speaker/{speaker.pk}/change/"

    def uploaded(content, name="photo.jpg"):
        data = filled_form(admin_client.get(address))
        answer = admin_client.post(address, data | {"photo": SimpleUploadedFile(name, content)})
        speaker.refresh_from_db()
        return speaker.photo if answer.status_code == 302 else page(answer).select_one(".errorlist")

    return uploaded


def encoded(image, kind, **options):
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def pixels(mode="RGB", size=(60, 40), color="red"):
    return Image.new(mode, size, color)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_is_taken_and_drawn_anew(upload, kind):
    photo = upload(encoded(pixels(), kind), f"Any Name.{kind}")
    assert photo.name.endswith(".jpg")
    assert Image.open(photo).format == "JPEG"


def test_transparent_picture_stays_transparent(upload):
    photo = upload(encoded(pixels("RGBA", color=(255, 0, 0, 0)), "PNG"))
    assert Image.open(photo).mode == "RGBA"


def test_place_camera_and_comments_are_not_kept(upload):
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    sent = encoded(pixels(), "JPEG", exif=exif, comment=b"SECRETCOMMENT")
    assert b"SECRETCAMERA" in sent
    kept = upload(sent + b"<?php SECRETTAIL ?>").read()
    assert b"SECRET" not in kept
    assert not Image.open(BytesIO(kept)).getexif()


def test_picture_taken_sideways_stands_upright(upload):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    photo = upload(encoded(pixels(size=(60, 40)), "JPEG", exif=exif))
    assert Image.open(photo).size == (40, 60)


def test_what_a_camera_wrote_wrongly_beside_it_does_not_matter(upload):
    turned = struct.pack("<HHII", 0x0112, 3, 1, 6)
    resolution = struct.pack("<HHI4s", 0x011A, 2, 1, b"72")  # as a text, which is to be a fraction
    exif = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 2) + turned + resolution + bytes(4)
    photo = upload(encoded(pixels(size=(60, 40)), "JPEG", exif=exif))
    assert Image.open(photo).size == (40, 60)


def test_colors_of_a_profile_become_those_of_the_web(upload):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = upload(encoded(pixels(), "PNG", icc_profile=profile))
    assert "icc_profile" not in Image.open(photo).info


def test_large_picture_becomes_as_large_as_pages_need(upload):
    photo = upload(encoded(pixels(size=(4000, 3000)), "JPEG"))
    assert Image.open(photo).size == (1600, 1200)


def chunk(kind, content):
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def bomb(side):
    """Return a small PNG that says it is `side` pixels wide and high."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [8_000, 60_000])
def test_decompression_bomb_is_refused_in_words(upload, side):
    assert "larger than 50 megapixels" in upload(bomb(side), "bomb.png").text


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_animated_picture_is_refused_in_words(upload, kind):
    frames = [pixels(color=color) for color in ("green", "blue")]
    sent = encoded(pixels(), kind, save_all=True, append_images=frames)
    assert "animated" in upload(sent).text


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SVG, "logo.svg"),
        (SVG, "logo.png"),
        (b"GIF89a<script>alert(1)</script>", "photo.gif"),
        (b"<html><script>alert(1)</script>", "photo.jpg"),
        (encoded(pixels(), "PNG")[:60], "half.png"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "empty.jpg"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(upload, content, name):
    assert "give a JPEG, PNG or WebP file, not SVG" in upload(content, name).text


def test_file_that_is_too_large_is_refused_in_words(upload):
    assert "larger than 20 MB" in upload(encoded(pixels(), "PNG") + b"\0" * 20_000_001).text


def test_logo_of_an_organization_is_held_to_the_same(admin_client, program):
    organization = Organization.objects.get(slug="acm")
    address = f"/admin/speakers/organization/{organization.pk}/change/"
    data = filled_form(admin_client.get(address))
    answer = admin_client.post(address, data | {"logo": SimpleUploadedFile("logo.svg", SVG)})
    assert "not SVG" in page(answer).select_one(".errorlist").text


@pytest.mark.parametrize("name", ["page.html", "picture.svg", "script.js", "page.xhtml", "none"])
def test_file_that_a_browser_might_run_is_no_resource(rf, admin_user, name):
    with pytest.raises(ValidationError, match="not allowed"):
        resource_field(rf, admin_user).clean(SimpleUploadedFile(name, b"<script>"))


def test_slides_are_a_resource(rf, admin_user):
    field = resource_field(rf, admin_user)
    for suffix in DOCUMENTS:
        assert field.clean(SimpleUploadedFile(f"talk.{suffix}", b"content"))


def resource_field(rf, user):
    """Return the field for the file of a resource, as the admin shows it."""
    request = rf.get("/")
    request.user = user
    inline = ResourceInline(Session, admin.site)
    return inline.get_formset(request).form.base_fields["file"]
