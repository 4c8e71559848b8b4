// The times of a session: the end moves with the start until it is typed, and the zone named is the event's.
const start = document.querySelector("input[name=start]");
const end = document.querySelector("input[name=end]");
const event = document.querySelector("select[name=event]");

if (start && end && event) {
  const asUtc = (input) => Date.parse(`${input.value}Z`); // wall-clock arithmetic, no zone
  let before = asUtc(start);

  const takeEndAlong = () => {
    const now = asUtc(start);
    const length = asUtc(end) - before;
    if (length > 0 && !Number.isNaN(now)) {
      end.value = new Date(now + length).toISOString().slice(0, 16);
    }
    before = now;
  };
  start.addEventListener("change", takeEndAlong);
  end.addEventListener("input", () => start.removeEventListener("change", takeEndAlong));

  const chosen = event.value;
  const zones = [...document.querySelectorAll("[data-other-event]")];
  const texts = zones.map((zone) => zone.textContent);
  // Select2 tells of a choice through jQuery only.
  window.django.jQuery(event).on("change", () => {
    zones.forEach((zone, place) => {
      zone.textContent = event.value === chosen ? texts[place] : zone.dataset.otherEvent;
    });
  });
}
