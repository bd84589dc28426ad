// Small courtesies. Every page works without them.

// A second press within three seconds is the same press.
const PAUSE = 3000;
const sentAt = new WeakMap();
// Forms with something typed that the server does not have yet.
const unsaved = new Set();

function typedIn(form) {
  const line = form?.querySelector("[data-saved]");
  if (!line || unsaved.has(form)) return;
  unsaved.add(form);
  line.className = "app-saved app-saved--none";
  line.textContent = line.dataset.unsaved;
}

// What came back to be put right has not been saved either.
const summary = document.querySelector("[data-error-summary]");
if (summary) {
  summary.focus();
  for (const form of document.forms) typedIn(form);
}

// Nor has text that a page brings along and calls unsaved.
for (const form of document.forms) {
  const brought = [...form.querySelectorAll("textarea")].some((field) => field.defaultValue);
  if (brought && form.querySelector(".app-saved--none[data-saved]")) unsaved.add(form);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  const now = Date.now();
  if (now - (sentAt.get(form) ?? -PAUSE) < PAUSE) {
    event.preventDefault();
    return;
  }
  sentAt.set(form, now);
  unsaved.delete(form);
});

document.addEventListener("input", (event) => typedIn(event.target.form));

addEventListener("beforeunload", (event) => {
  if (!unsaved.size) return;
  event.preventDefault();
  event.returnValue = ""; // what older browsers look at
});

addEventListener("pageshow", (event) => {
  // Back from the browser's memory: the forms may be sent again.
  if (event.persisted) for (const form of document.forms) sentAt.delete(form);
});

// Places in a text are counted in code points; a text area counts in UTF-16.
const units = (text, points) => [...text].slice(0, points).join("").length;

document.addEventListener("click", (event) => {
  // Said already: leave without saving.
  if (event.target.closest?.("a[data-leave]")) unsaved.clear();
  const link = event.target.closest?.("a[data-words-field]");
  const { wordsField, start, end } = link?.dataset ?? {};
  const field = wordsField && document.getElementById(wordsField);
  if (!field?.setSelectionRange) return;
  event.preventDefault();
  field.focus();
  field.setSelectionRange(units(field.value, +start), units(field.value, +end));
  field.scrollIntoView({ block: "nearest" });
});
