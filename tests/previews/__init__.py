"""Links, and forms behind them, as tests of previews use them."""

from datetime import timedelta
from io import BytesIO

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from sessions.models import PreviewLink
from tests.admin.forms import filled_form


def soup(response):
    return BeautifulSoup(response.content, "lxml")


def new_link(event, speaker, *, days=7):
    """Return the address of a new link."""
    until = timezone.now().date() + timedelta(days=days)
    token = PreviewLink.objects.make(event=event, speaker=speaker, until=until, made_by=None)
    return f"/en/preview/{token}/"


def send(client, address, changed, *, page=None):
    """Open the page of a link, change these fields and send the form."""
    form = filled_form(page or client.get(address), "main form")
    return client.post(address, form | changed)


def photo(color="red"):
    content = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    Image.new("RGB", (40, 30), color).save(content, "JPEG", exif=exif)
    return SimpleUploadedFile("Me at home.jpg", content.getvalue(), "image/jpeg")
