// Keyboard shortcuts from data-key="c", "Shift+I", "F2", "Ctrl+Enter", "Escape" on buttons, links and fields.
// Inside a text field only function keys, Escape and Ctrl+Enter act; elsewhere single letters do.
const typing = (target) =>
  target.isContentEditable || target.matches?.("textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit])");

const nameOf = (event) => {
  const key = event.key === " " ? "Space" : event.key;
  const single = key.length === 1;
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("Ctrl");
  if (event.altKey) parts.push("Alt");
  if (event.shiftKey && (!single || /[a-z]/i.test(key))) parts.push("Shift");
  parts.push(single && event.shiftKey ? key.toUpperCase() : key);
  return parts.join("+");
};

const actsWhileTyping = (name) => /^(?:Shift\+)?F\d+$/.test(name) || name === "Escape" || name === "Ctrl+Enter";
const seen = (element) => !element.disabled && element.getClientRects().length > 0;

const press = (element) => {
  if (element.matches("input:not([type=checkbox]):not([type=radio]), textarea, select")) element.focus();
  else element.click();
};

const wordsOf = (element) => {
  if (element.dataset.keyWords || element.ariaLabel) return element.dataset.keyWords || element.ariaLabel;
  const copy = element.cloneNode(true);
  copy.querySelectorAll("kbd").forEach((kbd) => kbd.remove());
  return copy.textContent.trim().replace(/\s+/g, " ");
};

const showKeys = () => {
  const dialog = document.createElement("dialog");
  dialog.className = "keys-dialog";
  dialog.setAttribute("aria-labelledby", "keys-title");
  const title = document.createElement("h2");
  title.id = "keys-title";
  title.textContent = "Keys on this page";
  const list = document.createElement("dl");
  list.className = "know";
  for (const element of document.querySelectorAll("[data-key]")) {
    if (!seen(element)) continue;
    const key = document.createElement("dt");
    const kbd = document.createElement("kbd");
    kbd.textContent = element.dataset.key;
    key.append(kbd);
    const words = document.createElement("dd");
    words.textContent = wordsOf(element);
    list.append(key, words);
  }
  const empty = document.createElement("p");
  empty.className = "muted";
  empty.textContent = "This page has no keys of its own; Tab and Enter reach everything.";
  const close = document.createElement("button");
  close.className = "btn btn-primary";
  close.textContent = "Close";
  close.addEventListener("click", () => dialog.close());
  dialog.append(title, list.childElementCount ? list : empty, close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const name = nameOf(event);
  if (typing(event.target) && !actsWhileTyping(name)) return;
  if (document.querySelector("dialog[open]")) return;
  const element = [...document.querySelectorAll(`[data-key="${CSS.escape(name)}"]`)].find(seen);
  if (element && !element.hasAttribute("data-keys-dialog")) {
    event.preventDefault();
    press(element);
  } else if (name === "?") {
    event.preventDefault();
    showKeys();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-keys-dialog]")) showKeys();
});
