// The report builder has many forms, and a button of one must not lose what is typed into another: what is not saved yet
// is saved first. Without this script every form works by itself.
const root = new URL(document.querySelector("[data-report]").dataset.report, location.href).pathname;
const standing = document.querySelector("[data-standing]");
const untouched = standing.textContent;
const kept = new Map();
let saving = false;
let leaving = false;

const fieldsOf = (form) => [...form.elements].filter((field) => field.matches("textarea, select, input:not([type=hidden])"));
const readingOf = (field) => (field.options ? [...field.options].map((option) => option.selected) : field.type === "checkbox" ? field.checked : field.value.replace(/\r\n?/g, "\n"));
// What the page came with. A line field drops the line breaks of its value by itself.
const cameWith = (field) => {
  if (field.options) return [...field.options].map((option) => option.defaultSelected);
  if (field.type === "checkbox") return field.defaultChecked;
  return field.type === "textarea" ? field.defaultValue.replace(/\r\n?/g, "\n") : field.defaultValue.replace(/[\r\n]/g, "");
};
const reading = (form) => JSON.stringify(fieldsOf(form).map(readingOf));
const unsaved = (form) => reading(form) !== (kept.get(form) ?? JSON.stringify(fieldsOf(form).map(cameWith)));
const forms = () => [...document.querySelectorAll("main form")];

const say = (words, stopped) => {
  standing.textContent = words;
  standing.classList.toggle("stop", stopped);
};
const tell = () => say(forms().some(unsaved) ? "Not saved yet" : untouched, false);

// A finding is known by its claim, and its other forms must know the claim that it has now.
const rename = (form, claim) => {
  if (!form.elements.was) return;
  for (const other of forms()) if (other.elements.was && (other === form || other.action.startsWith(`${form.action}/`))) other.elements.was.value = claim.trim();
};

// Null once it is saved, or why it is not.
const save = async (form) => {
  const folded = form.closest("details");
  if (folded) folded.open = true;
  if (!form.reportValidity()) return "a field is not filled in";
  const [sent, fields] = [reading(form), new FormData(form)];
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields) }).catch(() => null);
  if (!answer?.ok) return "the desk could not be reached";
  if (answer.redirected && new URL(answer.url).pathname === root) {
    rename(form, fields.get("claim") ?? "");
    kept.set(form, sent);
    return null;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[role=alert]")?.textContent ?? "you are no longer signed in";
};

document.addEventListener("submit", async (event) => {
  const [form, button] = [event.target, event.submitter];
  const waiting = forms().filter((other) => other !== form && unsaved(other));
  if (saving || waiting.length) event.preventDefault();
  if (saving) return;
  leaving = !waiting.length;
  if (leaving) return;
  saving = true;
  say("Saving…", false);
  let why = null;
  for (const other of waiting) if (!why) why = await save(other);
  saving = false;
  if (why) say(`Not saved yet: ${why}`, true);
  else form.requestSubmit(button);
});

document.addEventListener("input", tell);
addEventListener("pageshow", () => {
  leaving = false;
  tell();
});
addEventListener("beforeunload", (event) => {
  if (!leaving && forms().some(unsaved)) event.preventDefault();
});
