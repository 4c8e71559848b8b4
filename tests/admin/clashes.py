"""Two people's edits of the same page, and the questions that come of them."""

from tests.admin.forms import filled_form, page


def save(client, url, **values):
    response = client.post(url, filled_form(client.get(url)) | values)
    assert response.status_code == 302


def asked(response):
    """Return the questions of the page, each with what both values are."""
    assert response.status_code == 200
    return [
        (each.legend.get_text(" ", strip=True), *(value.text for value in each.select(".value")))
        for each in page(response).select("fieldset.clash")
    ]


def answer(client, url, response, whose, *, button=False):
    """Choose for everything that is asked, and send the page as a browser would."""
    data = filled_form(response)
    names = {each["name"] for each in page(response).select("fieldset.clash [type=radio]")}
    return client.post(
        url, data | ({"choice-all": whose} if button else dict.fromkeys(names, whose))
    )
