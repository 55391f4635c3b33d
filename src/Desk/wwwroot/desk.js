// The call desk where a hand must be quick. Everything here also works as a plain form; this only saves keys and reloads.
const token = () => document.querySelector("input[name=__RequestVerificationToken]").value;
const clock = (seconds) => `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
// The agency's clock in the caller's own place; this machine's may tell another time.
const screen = document.querySelector(".screen");
const opened = Date.now();
const agencyClock = () => new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: screen.dataset.zone }).format(Number(screen.dataset.now) + Date.now() - opened);
const send = (address, fields) => fetch(address, {
  method: "POST", headers: { "RequestVerificationToken": token(), "Accept": "application/json" }, body: new URLSearchParams(fields),
});

// Dial: asks the permit first; only then is the number handed to the phone and the timer begins.
const dial = document.querySelector("form[data-dial]");
const dialState = document.querySelector("[data-dial-state]");
let dialledAt = 0;
// An answer that was refused, or a reload, does not hang up; another case does, or this one's call when it is saved.
const kept = JSON.parse(sessionStorage.getItem("line"));
const isSaved = document.querySelector("form.undo")?.dataset.of === dial?.getAttribute("action");
const line = dial && kept?.action === dial.action && !isSaved ? kept : null;
if (!line) sessionStorage.removeItem("line");
if (dial) {
  const chosen = () => document.querySelector("input[name=number]:checked");
  const words = dial.querySelector("[data-dial-words]");
  const name = () => { const n = chosen(); if (n) { dial.elements.number.value = n.value; words.textContent = `Dial ${n.dataset.label.toLowerCase()} ${n.dataset.read}`; } };
  document.querySelectorAll("input[name=number]").forEach((radio) => radio.addEventListener("change", name));
  const onTheLine = (since) => {
    dialledAt = since;
    dial.closest(".dial-bar").classList.add("is-dialled");
    const tick = () => { dialState.textContent = `On the line ${clock(Math.floor((Date.now() - dialledAt) / 1000))}. How did it end?`; };
    tick();
    setInterval(tick, 1000);
  };
  if (line) onTheLine(line.since);
  dial.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (dialledAt) return;
    dialState.textContent = "Asking whether they may be rung…";
    const answer = await send(dial.action, new FormData(dial)).then((r) => (r.ok ? r.json() : { ok: false, refusal: "The desk could not be reached; nothing was dialled." }),
      () => ({ ok: false, refusal: "The desk could not be reached; nothing was dialled." }));
    if (!answer.ok) { dialState.textContent = answer.refusal; dialState.className = "band stop mt-2"; return; }
    onTheLine(Date.now());
    sessionStorage.setItem("line", JSON.stringify({ action: dial.action, since: dialledAt }));
    const tel = chosen()?.dataset.tel;
    if (tel && !navigator.webdriver) location.href = `tel:${tel.replace(/[^+\d]/g, "")}`;
  });
}

// A digit chooses an ending; the hand then lands where it must type, or on the ending so that Enter saves.
document.querySelectorAll(".ending .outcome input").forEach((radio) => radio.addEventListener("change", () => {
  const field = radio.closest(".ending").querySelector(".detail input:not([type=radio]), .detail input:checked, .detail select");
  (field ?? radio).focus();
}));
const form = document.getElementById("outcome");
document.querySelectorAll("[data-offer]").forEach((button) => button.addEventListener("click", () => {
  const booked = form.querySelector("input[name=outcome][value='2']");
  booked.checked = true;
  const field = form.elements.book;
  field.value = button.dataset.offer;
  field.dispatchEvent(new Event("input"));
  field.focus();
}));
// Enter saves from anywhere in the form but the note, where Ctrl+Enter does.
form?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.target.type === "radio" || event.target.tagName === "SELECT" || (event.target.tagName === "TEXTAREA" && event.ctrlKey))) {
    event.preventDefault();
    form.requestSubmit();
  }
});

// Typed times are said back in both places' time.
document.querySelectorAll("[data-when]").forEach((field) => {
  let waiting;
  const echo = field.closest(".detail").querySelector("[data-echo-words]");
  const ask = async () => {
    const answer = await send(form.dataset.echo, { typed: field.value, callback: field.dataset.when === "callback" }).catch(() => null);
    if (answer?.ok) echo.textContent = await answer.text();
  };
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 200); });
  if (field.value) ask();
});

// A time that was refused is asked for until it is given or left by Esc; until then a digit is part of it and never an ending.
const refused = () => document.querySelector("[data-when][aria-invalid]");
const answered = () => refused()?.removeAttribute("aria-invalid");
const elsewhere = (target) => !target.matches?.("textarea, select, input:not([type=radio]):not([type=checkbox])");
refused()?.focus();
refused()?.select();
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") answered();
  else if (refused() && /^\d$/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey && elsewhere(event.target)) {
    // What is typed lands in the field that has the focus by then.
    event.stopPropagation();
    refused().focus();
  }
}, { capture: true });
document.querySelectorAll("input[name=outcome]").forEach((radio) => radio.addEventListener("change", answered));

// A note is kept while it is typed; leaving the page loses nothing.
const note = document.querySelector("[data-draft]");
if (note) {
  const state = document.querySelector("[data-note-state]");
  let waiting;
  const keep = async () => {
    const answer = await send(note.dataset.draft, { note: note.value }).catch(() => null);
    state.textContent = answer?.ok ? `Saved ${agencyClock()}` : "Not saved yet; trying again";
    if (!answer?.ok) waiting = setTimeout(keep, 3000);
  };
  note.addEventListener("input", () => { clearTimeout(waiting); state.textContent = "Saving…"; waiting = setTimeout(keep, 600); });
}

document.querySelectorAll("[data-opens]").forEach((link) => link.addEventListener("click", (event) => {
  event.preventDefault();
  const part = document.getElementById(link.dataset.opens);
  part.open = !part.open;
  if (part.open) { part.scrollIntoView({ block: "nearest" }); part.querySelector("select, input:not([type=hidden])")?.focus(); }
}));
document.querySelectorAll("[data-swap]").forEach((button) => button.addEventListener("click", () => {
  const [first, second] = ["first", "second"].map((which) => document.querySelector(`[data-swap-${which}="${button.dataset.swap}"]`));
  [first.hidden, second.hidden] = [second.hidden, first.hidden];
  button.querySelector("span").textContent = button.dataset.words.split("|")[first.hidden ? 1 : 0];
}));
// Esc leaves a field, so that single letters act again.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches?.("input, textarea, select")) event.target.blur();
});

const undo = document.querySelector("form.undo");
if (undo) {
  const end = Date.now() + Number(undo.dataset.seconds) * 1000;
  const left = undo.querySelector("[data-left]");
  const timer = setInterval(() => {
    const seconds = Math.ceil((end - Date.now()) / 1000);
    if (seconds > 0) { left.textContent = `${seconds} s left`; return; }
    clearInterval(timer);
    undo.querySelector("button").remove();
    left.remove();
  }, 1000);
}
