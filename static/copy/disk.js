// From a disk browsers run no modules: there a page says what it says without JavaScript. This is none.
if (location.protocol === "file:") {
  for (const without of document.querySelectorAll("noscript")) without.outerHTML = without.textContent;
}
