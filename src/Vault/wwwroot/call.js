// The conversation: running time, the guide, notes that are saved while typed, and F2. Words go to the candid side's own doors and nowhere else.
const screen = document.querySelector("[data-call]");
const token = () => document.querySelector("input[name=__RequestVerificationToken]").value;
const clock = (s) => `${String(Math.floor(s / 60)).padStart(2, "0")}:${String(s % 60).padStart(2, "0")}`;
const saved = document.querySelector("[data-saved]");
// The agency's clock in the interviewer's own place, as everywhere on the page; this machine's may tell another time.
const opened = Date.now();
const agencyClock = () => `${new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: screen.dataset.zone }).format(Number(screen.dataset.now) + Date.now() - opened)} ${screen.dataset.place}`;
const say = (words) => { if (saved) saved.textContent = words; };

// One thing after the other, and each until it is taken: a note never overtakes the aside it belongs to.
let turn = Promise.resolve();
const send = (door, fields) => {
  turn = turn.then(async () => {
    for (;;) {
      const answer = await fetch(`${screen.dataset.call}/${door}`, { method: "POST", headers: { RequestVerificationToken: token(), Accept: "application/json" }, body: new URLSearchParams(fields) }).catch(() => null);
      if (answer?.ok) { say(`Saved ${agencyClock()}`); return; }
      if (answer && answer.status < 500 && answer.status !== 401) { say(await answer.text()); return; }
      say("Not saved yet; trying again");
      await new Promise((again) => setTimeout(again, 2000));
    }
  });
  return turn;
};

const start = Date.now() - Number(screen?.dataset.elapsed ?? 0) * 1000;
const elapsed = () => Math.floor((Date.now() - start) / 1000);

const noteForm = document.querySelector("form[data-note]");
if (noteForm) {
  const field = noteForm.elements.words;
  const list = document.querySelector("[data-notes]");
  const levels = screen.dataset.levels.split("|").map((pair) => pair.split(":"));
  let level = screen.dataset.level;
  let asideSince = screen.dataset.aside === undefined ? null : Number(screen.dataset.aside);
  let began = field.value ? Number(noteForm.elements.at.value) : null;
  let waiting;
  let lastNote = [...list.querySelectorAll("li:not(.sealed)")].at(-1) ?? null;

  const show = () => {
    const open = asideSince !== null;
    noteForm.classList.toggle("sealed-live", open);
    noteForm.querySelector("[data-seal-head]").hidden = !open;
    document.querySelector("[data-keybar]").classList.toggle("is-sealed", open);
    document.querySelector("[data-mode]").textContent = open ? "Sealed." : "On record.";
    document.querySelector("[data-aside-words]").textContent = open ? "Back on record" : "Open an aside";
    document.querySelector("[data-aside-bar]").textContent = open ? "Close the aside" : "Open an aside";
    field.placeholder = open ? "Sealed: the client never sees this" : "What they say, in their words";
  };
  const add = (at, words, isSealed) => {
    const item = document.createElement("li");
    const time = document.createElement("time");
    time.textContent = clock(at);
    const mark = document.createElement("span");
    mark.className = "level";
    const text = document.createElement("p");
    text.textContent = words;
    if (isSealed) {
      item.className = "sealed";
      const fold = document.createElement("details");
      const cap = document.createElement("summary");
      cap.className = "cap";
      cap.textContent = "SEALED, words folded away";
      fold.append(cap, text);
      mark.textContent = "Off the record";
      item.append(time, fold, mark);
    } else {
      item.append(time, text, mark);
      lastNote = item;
    }
    list.append(item);
    item.scrollIntoView({ block: "nearest" });
  };
  const flush = () => {
    clearTimeout(waiting);
    const words = field.value.trim();
    if (!words) return;
    const isSealed = asideSince !== null;
    add(began ?? elapsed(), words, isSealed);
    send("notes", { words, at: began ?? elapsed(), sealed: isSealed });
    field.value = "";
    began = null;
  };
  field.addEventListener("input", () => {
    began ??= elapsed();
    say("Saving…");
    clearTimeout(waiting);
    waiting = setTimeout(() => send("note-drafts", { words: field.value, at: began, sealed: asideSince !== null }), 700);
  });
  noteForm.addEventListener("submit", (event) => { event.preventDefault(); flush(); field.focus(); });
  document.querySelector("[data-aside-key]").addEventListener("click", () => {
    flush();
    const open = asideSince === null;
    asideSince = open ? elapsed() : null;
    send("asides", { at: elapsed(), open });
    show();
    field.focus();
  });
  document.querySelector("[data-level-key]").addEventListener("click", () => {
    level = levels[(levels.findIndex(([key]) => key === level) + 1) % levels.length][0];
    const words = levels.find(([key]) => key === level)[1];
    document.querySelector("[data-last-level]").textContent = words;
    if (lastNote) lastNote.querySelector(".level").textContent = words;
    send("levels", { level });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target === field) field.blur();
    if (event.ctrlKey && event.key.toLowerCase() === "e") { event.preventDefault(); document.querySelector("[data-end]").click(); document.querySelector(".ending-menu button")?.focus(); }
  });
  document.querySelector(".ending-menu form").addEventListener("submit", async (event) => {
    if (!field.value.trim()) return;
    event.preventDefault();
    const { submitter } = event;
    flush();
    await turn;
    event.target.requestSubmit(submitter);
  });
  setInterval(() => {
    document.querySelector("[data-running]").textContent = clock(elapsed());
    const left = Number(screen.dataset.minutes) - Math.floor(elapsed() / 60);
    const promised = document.querySelector("[data-promised]");
    promised.textContent = left >= 0 ? `${left} min` : `${-left} min over`;
    promised.className = left < 0 ? "stop" : left <= 5 ? "soon" : "";
    if (asideSince !== null) document.querySelector("[data-seal-clock]").textContent = `SEALED ${clock(elapsed() - asideSince)}`;
  }, 1000);
  show();
}

const questions = [...document.querySelectorAll("[data-question]")];
if (questions.length) {
  const sections = [...document.querySelectorAll("[data-strip] li")];
  const reached = document.querySelector("[data-sections]");
  let here = Math.min(Number(/^#q(\d+)$/.exec(location.hash)?.[1] ?? 0), questions.length - 1);
  const visited = new Set();
  const left = [];
  const back = document.querySelector("[data-return]");
  const go = (to) => {
    here = Math.max(0, Math.min(to, questions.length - 1));
    questions.forEach((question, at) => question.classList.toggle("is-here", at === here));
    const section = Number(questions[here].dataset.section);
    sections.forEach((item, at) => {
      if (at === section) item.setAttribute("aria-current", "step"); else item.removeAttribute("aria-current");
      item.querySelector("[data-tick]").hidden = at === section || !visited.has(at);
    });
    visited.add(section);
    back.hidden = left.length === 0;
    back.querySelector("[data-return-words]").textContent = left.length ? questions[left.at(-1)].querySelector("h2").textContent : "";
    document.querySelector("[data-coming]").textContent = questions[here + 1]?.querySelector("h2").textContent ?? "That was the last question.";
    reached.value = visited.size;
    history.replaceState(null, "", `#q${here}`);
  };
  document.querySelector("[data-next]").addEventListener("click", () => go(here + 1));
  document.querySelector("[data-back]").addEventListener("click", () => go(here - 1));
  // Whoever answers something early is followed, and the question that was left is one key away.
  document.querySelectorAll("[data-turn-to]").forEach((turn) => turn.addEventListener("click", () => {
    left.push(here);
    go(questions.findIndex((question) => question.dataset.section === turn.dataset.turnTo));
  }));
  back.addEventListener("click", () => go(left.pop()));
  for (let section = 0; section <= Number(questions[here].dataset.section); section++) visited.add(section);
  go(here);
}

const lines = document.querySelector("form[data-lines]");
if (lines) {
  let waiting;
  lines.addEventListener("input", (event) => {
    if (event.target.tagName !== "TEXTAREA") return;
    say("Saving…");
    clearTimeout(waiting);
    waiting = setTimeout(() => send("wrap-up/lines", new FormData(lines)), 700);
  });
}
