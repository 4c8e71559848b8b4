"""The schedule board as the tests use it, and the sessions that they move."""

from playwright.sync_api import expect

KEYNOTE = "llm-day/llm-day-documents-to-dialogues"  # Tuesday, 10:10–11:00, Grand A, Jaime Teevan
PANEL = "llm-day/llm-day-panel"  # Tuesday, 16:00–17:30, Grand A, with Jaime Teevan
IN_TRAY = "kdd-2023/tut-fairness"
WORKSHOP = "kdd-2023/ws-causal-ml"  # Monday, 13:00–17:00, no room
INSIDE = "kdd-2023/causal-intro"  # 13:00–13:10


class Board:
    """The board in one window."""

    def __init__(self, page):
        self.page = page
        self.open()

    def open(self):
        self.page.goto("/admin/program/event/?q=kdd-2023")
        address = self.page.locator("#result_list tbody th a").first.get_attribute("href")
        self.page.goto(address.split("change/")[0] + "board/")
        expect(self.page.locator("#board")).to_be_visible()

    def card(self, key):
        return self.page.locator(f".card[data-key='{key}']")

    def when(self, key):
        return self.card(key).locator(".card-when")

    def day(self, name):
        self.page.locator(".board-days").get_by_role("button", name=name).click()

    def pixels(self, minutes):
        """Return how high that many minutes are."""
        minute = "e => parseFloat(getComputedStyle(e).getPropertyValue('--minute'))"
        return minutes * self.page.locator(".board-scroll").evaluate(minute)

    def grab(self, key):
        """Press the mouse on a card near its upper end, and return where that is."""
        self.card(key).scroll_into_view_if_needed()
        box = self.card(key).bounding_box()
        x, y = box["x"] + 12, box["y"] + 6
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        return x, y

    def drag(self, key, *, minutes=0, columns=0):
        x, y = self.grab(key)
        width = self.page.locator(".room").first.bounding_box()["width"]
        self.page.mouse.move(x + columns * width, y + self.pixels(minutes), steps=4)
        self.page.mouse.up()

    def review(self):
        self.page.locator(".board-main").click()
        expect(self.page.locator(".review")).to_be_visible()

    def publish(self):
        self.page.get_by_role("button", name="Publish", exact=True).click()


def said(board):
    return board.page.locator(".board-live")
