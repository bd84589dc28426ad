// Small courtesies. Every page works without them.

// A second press within three seconds is the same press.
const PAUSE = 3000;
const sentAt = new WeakMap();
// Forms with something typed that the server does not have yet.
const unsaved = new Set();
// Forms for long words are kept on the server while somebody writes: so long after the last key,
// and so often while the keys go on.
const QUIET = 2000;
const OFTEN = 10000;
const keepers = new WeakMap();

class Keeper {
  constructor(form, line) {
    Object.assign(this, { form, line, since: 0, timer: 0, sending: null, over: false });
  }

  typed() {
    if (!this.since) this.since = Date.now();
    this.later(Math.max(0, Math.min(QUIET, this.since + OFTEN - Date.now())));
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), wait);
  }

  // leaving: the page may be gone before the answer comes.
  async keep(leaving = false) {
    clearTimeout(this.timer);
    const { kept, kept_n: number } = this.form.elements;
    if (this.over || !kept || !this.since || (this.sending && !leaving)) return;
    this.since = 0;
    number.value = +number.value + 1;
    const body = new URLSearchParams(new FormData(this.form));
    body.set("kept_page", new URL(this.form.getAttribute("action"), location.href).pathname);
    this.sending = new AbortController();
    const { signal } = this.sending;
    let away = false;
    try {
      const answer = await fetch(this.line.dataset.keep, { method: "POST", body, signal, keepalive: leaving });
      if (answer.ok) this.say((await answer.json()).said);
      else if (answer.status === 409) {
        if (signal !== this.sending?.signal) return; // a later one overtook it
        // This form was saved or thrown away elsewhere: what is typed here is another one.
        kept.value = (await answer.json()).key;
        number.value = 0;
        this.since = Date.now();
      } else if (answer.status >= 500 || answer.status === 429) away = true;
      else notSaved(this.line); // signed out, perhaps: nothing newer is kept
    } catch {
      away = true;
    }
    if (signal === this.sending?.signal) this.sending = null;
    if (this.over) return;
    if (away && !this.since) {
      // The page goes on saying what it said, and tries again.
      this.since = Date.now();
      this.later(OFTEN);
    } else if (this.since) this.typed();
  }

  say(words) {
    if (this.since || this.over) return;
    unsaved.delete(this.form);
    if (this.line.textContent === words) return; // said aloud once a minute at most
    this.line.className = "app-saved app-saved--device";
    this.line.textContent = words;
  }

  // The form is sent. What is still on its way must find that this form is done with.
  end() {
    this.over = true;
    this.form.elements.kept_n.value = +this.form.elements.kept_n.value + 1;
    clearTimeout(this.timer);
    this.sending?.abort();
  }
}

function notSaved(line) {
  line.className = "app-saved app-saved--none";
  line.textContent = line.dataset.unsaved;
}

function typedIn(form) {
  const line = form?.querySelector("[data-saved]");
  if (!line) return;
  if (line.dataset.keep && form.elements.kept) {
    if (keepers.get(form)?.over ?? true) keepers.set(form, new Keeper(form, line));
    keepers.get(form).typed();
  }
  if (unsaved.has(form)) return;
  unsaved.add(form);
  if (line.classList.contains("app-saved--device")) return; // it says since when it is kept
  notSaved(line);
}

// What came back to be put right, or after signing in again, has not been saved either.
const summary = document.querySelector("[data-error-summary]");
summary?.focus();
if (summary || document.querySelector("[data-typed]")) {
  for (const form of document.forms) typedIn(form);
}

// Nor has text that a page brings along and calls unsaved.
for (const form of document.forms) {
  const brought = [...form.querySelectorAll("textarea")].some((field) => field.defaultValue);
  const kept = form.elements.kept_n?.value > 0; // the server has it, if not as a saved text
  if (brought && !kept && form.querySelector(".app-saved--none[data-saved]")) unsaved.add(form);
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
  keepers.get(form)?.end();
});

document.addEventListener("input", (event) => typedIn(event.target.form));

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden") return;
  for (const form of document.forms) keepers.get(form)?.keep(true);
});

addEventListener("beforeunload", (event) => {
  if (!unsaved.size) return;
  event.preventDefault();
  event.returnValue = ""; // what older browsers look at
});

addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  // Back from the browser's memory: the forms may be sent again.
  for (const form of document.forms) {
    sentAt.delete(form);
    keepers.delete(form);
  }
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
