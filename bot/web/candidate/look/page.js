// What is nicer with a script. Without it everything works; and nothing is sent by it.

const zoneOffer = document.querySelector("form[data-zone]");
if (zoneOffer) offerOwnZone(zoneOffer);
for (const week of document.querySelectorAll(".marks details")) makeEasy(week);

/** Offer the time zone of the device, where it shows another time than the page. */
function offerOwnZone(form) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!own || own === "Etc/Unknown" || sameClock(own, form.dataset.zone)) return;
  form.elements.zone.value = own;
  form.querySelector("strong").textContent = own.split("/").pop().replaceAll("_", " ");
  form.hidden = false;
}

/** Whether two zones show the same time, today and half a year on. */
function sameClock(one, other) {
  const halfAYear = 182 * 86_400_000;
  const shown = (timeZone, instant) =>
    new Date(instant).toLocaleString("en", { timeZone, timeZoneName: "longOffset" });
  try {
    return [Date.now(), Date.now() + halfAYear].every(
      (instant) => shown(one, instant) === shown(other, instant),
    );
  } catch {
    return true; // a zone that this browser does not know is none to speak of
  }
}

/** Mark many hours with one stroke of the mouse, and go about by arrow keys. */
function makeEasy(week) {
  const table = week.querySelector("table");
  let mark = null;
  table.addEventListener("pointerdown", (event) => {
    const box = event.target;
    // A finger scrolls.
    if (event.pointerType === "touch" || event.button !== 0 || box.type !== "checkbox") return;
    mark = !box.checked;
  });
  table.addEventListener("pointerover", (event) => {
    if (mark === null || event.buttons !== 1 || event.target.type !== "checkbox") return;
    event.target.checked = mark;
    count(week);
  });
  table.addEventListener("pointerout", (event) => {
    // The first box of a stroke: a press that ends elsewhere is no click on it.
    if (mark === null || event.buttons !== 1 || event.target.type !== "checkbox") return;
    event.target.checked = mark;
    count(week);
  });
  document.addEventListener("pointerup", () => (mark = null));
  table.addEventListener("change", () => count(week));
  table.addEventListener("keydown", (event) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    if (event.target.type !== "checkbox" || !(event.key in step)) return;
    const next = neighbour(event.target, ...step[event.key]);
    event.preventDefault();
    if (next) next.focus();
  });
}

/** The next box in a direction, past hours that are over. */
function neighbour(box, down, right) {
  const cell = box.closest("td");
  const rows = [...cell.closest("tbody").rows];
  let row = rows.indexOf(cell.parentElement) + down;
  let column = cell.cellIndex + right;
  while (rows[row]?.cells[column]) {
    const found = rows[row].cells[column].querySelector("input");
    if (found) return found;
    row += down;
    column += right;
  }
  return null;
}

/** Say in its heading how many hours of a week are marked. */
function count(week) {
  const marked = week.querySelectorAll("td input:checked").length;
  const { one, many } = week.closest("form").dataset;
  const words = (marked === 1 ? one : many).replace("{count}", marked);
  week.querySelector("[data-count]").textContent = marked ? words : "";
}
