"""PDFs as others see them than the program that makes them: poppler, and a reader of QR codes."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from itertools import combinations

import pytest
import zxingcpp
from PIL import Image

from sessions.exchange import typeset

PDFTOTEXT = shutil.which("pdftotext") or ""
PDFTOPPM = shutil.which("pdftoppm") or ""
PDFTOHTML = shutil.which("pdftohtml") or ""
PDFFONTS = shutil.which("pdffonts") or ""
WORD = re.compile(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>')

needs_poppler = pytest.mark.skipif(
    not PDFTOTEXT, reason="pdftotext is not installed (poppler-utils)"
)
needs_cjk = pytest.mark.skipif(
    not typeset.has_cjk(), reason="no Chinese font is installed (fonts-noto-cjk)"
)


def run(*command, content):
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout


def pages(content):
    """Return each page's text in one line, in the order written; last comes an empty one."""
    text = run(PDFTOTEXT, "-raw", "-", "-", content=content).decode()
    return [" ".join(page.split()) for page in text.split("\f")]


@dataclass(frozen=True)
class Word:
    """Where a word stands on its page, in points from the top left."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def area(self):
        return max(0, self.right - self.left) * max(0, self.bottom - self.top)

    def covers(self, other):
        """Say whether more than a third of the smaller of two words is under the other."""
        left, right = max(self.left, other.left), min(self.right, other.right)
        top, bottom = max(self.top, other.top), min(self.bottom, other.bottom)
        common = Word(left, top, right, bottom, "")
        return common.area > min(self.area, other.area) / 3


def covered(words):
    """Return the pairs of words of a page that stand on each other."""
    return [(one, other) for one, other in combinations(words, 2) if one.covers(other)]


def words(content):
    """Return width, height and words of each page."""
    text = run(PDFTOTEXT, "-bbox", "-", "-", content=content).decode()
    found = []
    for page in text.split("<page ")[1:]:
        width, height = re.match(r'width="(.+?)" height="(.+?)"', page).groups()
        boxes = [Word(*map(float, box), unescape(word)) for *box, word in WORD.findall(page)]
        found.append((float(width), float(height), boxes))
    return found


def pictures(content, resolution=100):
    """Return each page as a picture in gray."""
    ppm = BytesIO(run(PDFTOPPM, "-gray", "-r", str(resolution), "-", content=content))
    found = []
    while ppm.tell() < len(ppm.getvalue()):
        ppm.readline()
        width, height = map(int, ppm.readline().split())
        ppm.readline()
        found.append(Image.frombytes("L", (width, height), ppm.read(width * height)))
    return found


def qr_codes(content):
    """Return what the QR codes on each page say."""
    return [
        [code.text for code in zxingcpp.read_barcodes(picture)]
        for picture in pictures(content, resolution=200)
    ]


def fonts(content):
    """Return the names of the fonts in the document."""
    lines = run(PDFFONTS, "-", content=content).decode().splitlines()[2:]
    return {line.split()[0].partition("+")[2] for line in lines}


def pieces(content):
    """Return the texts of all pages, each as long as line and font stay the same."""
    xml = run(PDFTOHTML, "-xml", "-i", "-hidden", "-stdout", "-", "-", content=content).decode()
    return [unescape(re.sub("<.*?>", "", each)) for each in re.findall("<text .*?</text>", xml)]
