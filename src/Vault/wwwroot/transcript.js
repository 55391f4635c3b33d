// Quick hands on a transcript: j/k between turns or voices, Shift+arrows to select by word, and the selection into the form that asks for it.
const rows = [...document.querySelectorAll("[data-turn], [data-voice]")];
const typing = (target) => target.matches?.("textarea, select, input:not([type=radio]):not([type=checkbox])");

let current = rows.findIndex((row) => `#${row.id}` === location.hash);

const move = (to) => {
  if (to < 0 || to >= rows.length) return;
  rows[current]?.removeAttribute("aria-current");
  current = to;
  const row = rows[current];
  row.setAttribute("aria-current", "true");
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  const first = row.querySelector("[data-from]")?.firstChild;
  if (first) getSelection().collapse(first, 0);
};

// A place in the transcript for an end of the selection: the turn, and the character in it.
const placeOf = (node, offset) => {
  let at = node, chars = offset;
  if (at.nodeType !== Node.TEXT_NODE) {
    const after = at.childNodes[offset];
    const texts = document.createTreeWalker(at, NodeFilter.SHOW_TEXT);
    let found = null, before = null;
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (!text.parentElement.closest("[data-from]")) continue;
      const isAfter = after && (after === text || after.contains(text) || after.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING);
      if (isAfter) { found = text; break; }
      before = text;
    }
    if (!found && !before) return null;
    at = found ?? before;
    chars = found ? 0 : before.length;
  }
  const piece = at.parentElement?.closest("[data-from]");
  const turn = piece?.closest("[data-turn]");
  return turn ? { turn: turn.dataset.turn, char: Number(piece.dataset.from) + chars } : null;
};

// Three clicks select a whole turn and end in what stands beside it: then the last words that are selected end it.
const endOf = (range) => {
  const place = placeOf(range.endContainer, range.endOffset);
  if (place) return place;
  const piece = [...document.querySelectorAll("[data-from]")].filter((one) => range.intersectsNode(one)).at(-1);
  return piece ? { turn: piece.closest("[data-turn]").dataset.turn, char: Number(piece.dataset.from) + piece.textContent.length } : null;
};

const selected = () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const from = placeOf(range.startContainer, range.startOffset);
  const to = endOf(range);
  return from && to ? { from, to } : null;
};

// Pressing a button empties some browsers' selection, so the last one is kept.
let last = null;
document.addEventListener("selectionchange", () => {
  const now = selected();
  if (now) last = now;
});

document.addEventListener("submit", (event) => {
  if (!event.submitter?.hasAttribute("data-needs-selection")) return;
  const now = selected() ?? last;
  if (!now) return;
  const fields = event.target.elements;
  fields.namedItem("fromTurn").value = now.from.turn;
  fields.namedItem("fromChar").value = now.from.char;
  fields.namedItem("toTurn").value = now.to.turn;
  fields.namedItem("toChar").value = now.to.char;
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") move(current + 1);
  else if (event.key === "k") move(current - 1);
  else if (event.shiftKey && (event.key === "ArrowRight" || event.key === "ArrowLeft") && rows[current]?.dataset.turn) {
    getSelection().modify("extend", event.key === "ArrowRight" ? "forward" : "backward", "word");
    event.preventDefault();
  } else if (event.key === "z") rows[current]?.querySelector("[data-unseal]")?.click();
  else if (rows[current]?.hasAttribute("data-voice")) {
    const radio = rows[current].querySelector(`[data-role="${CSS.escape(event.key)}"]`);
    if (!radio) return;
    radio.checked = true;
    move(current + 1);
  }
});

if (rows.length && current < 0 && document.querySelector("[data-voices]")) move(0);
