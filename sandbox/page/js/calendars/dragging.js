/** Moving an event: by dragging it, or with the arrow keys. */

const STEP = 30; // minutes
const DAY = 1440; // minutes
const STILL = 5; // pixels that a hand trembles

/** Lets `button` be moved; `moved({ days, minutes, longer })` is called once it was. */
export function dragged(button, moved) {
  byPointer(button, moved);
  button.addEventListener("keydown", (press) => {
    const by = BY_KEY[`${press.shiftKey ? "Shift " : ""}${press.key}`];
    if (!by) return;
    press.preventDefault();
    moved({ days: 0, minutes: 0, longer: 0, ...by });
  });
}

const BY_KEY = {
  ArrowUp: { minutes: -STEP },
  ArrowDown: { minutes: STEP },
  ArrowLeft: { days: -1 },
  ArrowRight: { days: 1 },
  "Shift ArrowUp": { longer: -STEP },
  "Shift ArrowDown": { longer: STEP },
};

function byPointer(button, moved) {
  let from = null; // where it was taken
  let by = null; // how far it is from there, in days and minutes

  button.addEventListener("pointerdown", (press) => {
    if (press.button !== 0) return;
    from = { x: press.clientX, y: press.clientY };
    by = null;
    button.setPointerCapture(press.pointerId);
  });
  button.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (!from) return;
    const [right, down] = [clientX - from.x, clientY - from.y];
    if (!by && Math.hypot(right, down) < STILL) return;
    const { width, height } = button.closest(".day-column").getBoundingClientRect();
    const minute = height / DAY;
    by = {
      days: within(Math.round(right / width), button),
      minutes: Math.round(down / minute / STEP) * STEP,
      longer: 0,
    };
    button.classList.add("dragging");
    button.style.translate = `${by.days * width}px ${by.minutes * minute}px`;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    button.addEventListener(end, () => {
      const far = end === "pointerup" && by;
      from = null;
      if (far && (by.days || by.minutes)) moved(by);
      else letGo(button);
    });
  }
  // The press that ends a drag chooses nothing.
  button.addEventListener("click", (press) => by && press.stopImmediatePropagation(), true);
}

/** No further than the week goes. */
function within(days, button) {
  const columns = [...button.closest(".week-hours").querySelectorAll(".day-column")];
  const at = columns.indexOf(button.closest(".day-column"));
  return Math.max(-at, Math.min(columns.length - 1 - at, days));
}

function letGo(button) {
  button.classList.remove("dragging");
  button.style.translate = "";
}
