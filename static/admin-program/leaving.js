// Ask before a page is left with what has been typed and not saved.
const form = document.querySelector("#content-main form[id$=_form], form.translations");

if (form) {
  const entered = () =>
    JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
  const opened = entered();
  const refused = document.querySelector(".errornote"); // then nothing of it is saved either
  let sending = false;

  form.addEventListener("submit", () => {
    sending = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sending && (refused || entered() !== opened)) event.preventDefault();
  });
}
