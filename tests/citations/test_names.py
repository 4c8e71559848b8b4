"""Names of authors, taken apart as each format wants them."""

import pytest

from sessions.exchange.citations.names import parts
from speakers.models import Speaker
from tests.citations.readers import bib, ris

pytestmark = pytest.mark.django_db


def test_chinese_names_keep_their_order_and_are_written_together(client):
    address = "/llm-day/sessions/llm-day-glm-to-chatglm"
    [item] = client.get(f"{address}.json?lang=zh-hans").json()
    assert {"family": "张", "given": "鹏"} in item["author"]
    [entry] = bib(client.get(f"{address}.bib?lang=zh-hans")).values()
    assert "{张鹏}" in [str(each) for each in entry.persons["author"]]
    [record] = ris(client.get(f"{address}.ris?lang=zh-hans"))
    assert "张鹏" in record["authors"]
    [item] = client.get(f"{address}.json?lang=en").json()
    assert {"family": "Zhang", "given": "Peng"} in item["author"]


@pytest.mark.parametrize(
    ("name", "chinese", "expected"),
    [
        ("Jaime Teevan", "", ("Teevan", "Jaime", "", "")),
        ("Mihaela van der Schaar", "", ("Schaar", "Mihaela", "van der", "")),
        ("Enrique S. Quintana-Ortí", "", ("Quintana-Ortí", "Enrique S.", "", "")),
        ("Martin Luther King, Jr.", "", ("King", "Martin Luther", "", "Jr.")),
        ("von Neumann, John", "", ("Neumann", "John", "von", "")),
        ("bell hooks", "", ("hooks", "bell", "", "")),
        ("Plato", "", ("Plato", "", "", "")),
        ("King III", "", ("King", "", "", "III")),
        ("Peng Zhang", "张鹏", ("Zhang", "Peng", "", "")),
        ("Zhang Peng", "张鹏", ("Zhang", "Peng", "", "")),
        ("Zhang Zhang", "张章", ("Zhang", "Zhang", "", "")),
        ("Ouyang Xiu", "欧阳修", ("Ouyang", "Xiu", "", "")),
        ("张鹏", "", ("张", "鹏", "", "")),
        ("欧阳修", "", ("欧阳", "修", "", "")),
        ("山田 太郎", "", ("山田", "太郎", "", "")),
        ("艾达·洛夫莱斯", "", ("艾达·洛夫莱斯", "", "", "")),
        ("さくらももこ", "", ("さくらももこ", "", "", "")),
    ],
)
def test_names_are_taken_apart_where_that_is_known(name, chinese, expected):
    found = parts(name, chinese)
    assert (found.family, found.given, found.particle, found.suffix) == expected


def test_a_name_with_particle_and_suffix_is_read_as_such(client, paper):
    Speaker.objects.filter(slug="ada-lovelace").update(name_en="Ludwig van der Rohe Jr.")
    [entry] = bib(client.get("/kdd-2023/sessions/a-paper.bib")).values()
    [author, _other] = entry.persons["author"]
    assert (author.prelast_names, author.last_names) == (["van", "der"], ["Rohe"])
    assert (author.lineage_names, author.first_names) == (["Jr."], ["Ludwig"])
    [item] = client.get("/kdd-2023/sessions/a-paper.json").json()
    assert item["author"][0] == {
        "family": "Rohe",
        "given": "Ludwig",
        "non-dropping-particle": "van der",
        "suffix": "Jr.",
    }
    [record] = ris(client.get("/kdd-2023/sessions/a-paper.ris"))
    assert record["authors"][0] == "van der Rohe, Ludwig, Jr."


def test_a_single_name_keeps_its_suffix(client, paper):
    Speaker.objects.filter(slug="ada-lovelace").update(name_en="King III")
    [entry] = bib(client.get("/kdd-2023/sessions/a-paper.bib")).values()
    assert "{King III}" in str(entry.persons["author"][0])
    [item] = client.get("/kdd-2023/sessions/a-paper.json").json()
    assert item["author"][0] == {"literal": "King III"}
    [record] = ris(client.get("/kdd-2023/sessions/a-paper.ris"))
    assert record["authors"][0] == "King III"
