"""A page's form as a browser would send it."""

from bs4 import BeautifulSoup


def page(response):
    return BeautifulSoup(response.content, "lxml")


def filled_form(response, form="#content-main form"):
    """Return what a browser sends if nobody touches the form of the page."""
    data = {}
    for field in page(response).select_one(form).select("input, textarea, select"):
        if not field.get("name") or field.get("type") in ("submit", "file"):
            continue
        if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = [option["value"] for option in field.select("option[selected]")]
            if not field.has_attr("multiple"):
                chosen = chosen or [option["value"] for option in field.select("option")][:1]
            data[field["name"]] = chosen
        elif field.name == "textarea":
            data[field["name"]] = field.text.removeprefix("\r\n").removeprefix("\n")
        else:
            data[field["name"]] = field.get("value", "")
    return data


def new_row(data, prefix, **values):
    """Add a row to the inline `prefix`, as its “Add another” does."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    empty = {
        name.replace("__prefix__", str(number)): value
        for name, value in data.items()
        if name.startswith(f"{prefix}-__prefix__-")
    }
    row = {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return data | empty | row | {f"{prefix}-TOTAL_FORMS": number + 1}


def edit(client, url, **values):
    response = client.post(url, filled_form(client.get(url)) | values)
    assert response.status_code == 302, response.context["errors"]
