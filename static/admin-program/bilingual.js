// Tabs above a form: both languages, or one. The choice is kept for next time.
const KEY = "admin-language";

const tablist = document.querySelector(".language-tabs");
const form = tablist?.closest("form");

if (form?.querySelector("[lang]:is(input, textarea)")) {
  const tabs = [...tablist.querySelectorAll("[role=tab]")];
  const panel = form.querySelector(":scope > div:last-of-type");
  panel.id ||= "language-panel";
  panel.setAttribute("role", "tabpanel");

  const show = (tab) => {
    for (const each of tabs) {
      const chosen = each === tab;
      each.setAttribute("aria-selected", chosen);
      each.setAttribute("aria-controls", panel.id);
      each.tabIndex = chosen ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", tab.id);
    panel.dataset.shownLanguage = tab.dataset.language;
  };

  const choose = (tab) => {
    show(tab);
    tab.focus();
    localStorage.setItem(KEY, tab.dataset.language);
  };

  const neighbour = (tab, key) => {
    const place = tabs.indexOf(tab);
    switch (key) {
      case "ArrowLeft": return tabs.at(place - 1);
      case "ArrowRight": return tabs[(place + 1) % tabs.length];
      case "Home": return tabs[0];
      case "End": return tabs.at(-1);
      default: return null;
    }
  };

  tablist.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) choose(tab);
  });
  tablist.addEventListener("keydown", (event) => {
    const tab = neighbour(event.target, event.key);
    if (!tab) return;
    event.preventDefault();
    choose(tab);
  });

  // A mistake must not hide behind a tab.
  const kept = form.querySelector(".errorlist") ? null : localStorage.getItem(KEY);
  show(tabs.find((tab) => tab.dataset.language === kept) ?? tabs[0]);
  tablist.hidden = false;
}
