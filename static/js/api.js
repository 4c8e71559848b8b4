// Trying the API in place. Without this, forms that read lead to the answer itself.

for (const each of document.querySelectorAll("[data-with-script]")) each.hidden = false;
for (const each of document.querySelectorAll("[data-without-script]")) each.hidden = true;

// What the API says of an answer in its headers; the others are those of every page.
const TOLD = ["Content-Type", "ETag", "Link", "Location", "Allow", "Retry-After", "WWW-Authenticate", "Cache-Control"];

/** The filled fields of a form that stand in one part of the request. */
const fields = (form, place) =>
  [...form.querySelectorAll(`[data-in=${place}]`)].filter(({ value }) => value.trim() !== "");

function address(form) {
  let path = form.dataset.path;
  for (const { name, value } of fields(form, "path")) path = path.replace(`{${name}}`, encodeURIComponent(value.trim()));
  const query = new URLSearchParams(fields(form, "query").map(({ name, value }) => [name, value]));
  return query.size ? `${path}?${query}` : path;
}

function headers() {
  const token = document.getElementById("token").value.trim();
  return new Headers(token ? { Authorization: `Bearer ${token}` } : {});
}

/** Ask for what a form describes; cookies stay at home, as they count for nothing there. */
function ask(form) {
  const sent = headers();
  for (const { name, value } of fields(form, "header")) sent.set(name, value.trim());
  const [body] = fields(form, "body");
  if (body) sent.set("Content-Type", "application/json");
  return fetch(address(form), {
    method: form.dataset.method,
    headers: sent,
    body: body?.value,
    credentials: "omit",
    cache: "no-store",
  });
}

function block(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  if (name === "pre") element.tabIndex = 0;
  return element;
}

const pretty = (text) => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

async function show(form) {
  const place = form.parentElement.querySelector(".answer");
  try {
    const response = await ask(form);
    const text = await response.text();
    const told = TOLD.filter((name) => response.headers.has(name)).map((name) => `${name}: ${response.headers.get(name)}`);
    const status = `${response.status} ${response.statusText}`.trim();
    place.replaceChildren(block("p", `${form.dataset.method} ${address(form)} → ${status}`), block("pre", told.join("\n")));
    if (text) place.append(block("pre", pretty(text)));
  } catch {
    place.replaceChildren(block("p", place.dataset.failed));
  }
}

async function readEtag(form) {
  const response = await fetch(address(form), { headers: headers(), credentials: "omit", cache: "no-store" });
  form.querySelector("[data-in=header]").value = response.headers.get("ETag") ?? "";
}

document.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target.dataset.method) show(event.target);
});
document.addEventListener("click", ({ target }) => {
  if (target.matches("[data-read-etag]") && target.form.reportValidity()) readEtag(target.form);
});
