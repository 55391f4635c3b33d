// Masking and coding: j and k walk the turns, a selection fills the forms with the words as they were said.
const turns = [...document.querySelectorAll("[data-turn]")];
const typing = (target) => target.matches?.("textarea, select, input:not([type=checkbox]):not([type=radio])");

const go = (turn) => {
  for (const other of turns) other.removeAttribute("aria-current");
  turn.setAttribute("aria-current", "true");
  turn.focus({ preventScroll: true });
  turn.scrollIntoView({ block: "center" });
};

// A mask counts whole: whoever selects a part of it means the name behind it.
const placeOf = (node, offset, atEnd) => {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node.childNodes[Math.min(offset, node.childNodes.length - 1)] ?? node;
  const piece = element.closest?.("[data-from]") ?? element.parentElement?.closest("[data-from]");
  if (!piece) return null;
  const from = Number(piece.dataset.from);
  if (piece.matches(".mask")) return atEnd ? Number(piece.dataset.to) : from;
  return node.nodeType === Node.TEXT_NODE ? from + offset : atEnd ? Number(piece.dataset.to) : from;
};

// Three clicks select a whole answer and end in what stands after it; nothing of that is selected words.
const endOf = (range, start, words) => {
  if (words.contains(range.endContainer)) return placeOf(range.endContainer, range.endOffset, true);
  const beyond = document.createRange();
  beyond.setStartAfter(words);
  beyond.setEnd(range.endContainer, range.endOffset);
  return beyond.toString().trim() === "" ? words.dataset.words.length : null;
};

const fill = () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const start = range.startContainer.parentElement?.closest("[data-turn]");
  const words = start?.querySelector("[data-words]");
  if (!words) return;
  const from = placeOf(range.startContainer, range.startOffset, false);
  const to = endOf(range, start, words);
  if (from === null || to === null || to <= from) return;
  const said = words.dataset.words.slice(from, to).trim();
  for (const field of document.querySelectorAll("[data-selected-words]")) field.value = said;
  for (const field of document.querySelectorAll("[data-selected-turn]")) field.value = start.dataset.turn;
  for (const place of document.querySelectorAll("[data-selected-place]")) place.textContent = `from ${start.querySelector("time").textContent}`;
};

document.addEventListener("mouseup", fill);
document.addEventListener("keyup", (event) => event.key === "Shift" && fill());

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || typing(event.target) || document.querySelector("dialog[open]")) return;
  const at = turns.findIndex((turn) => turn.hasAttribute("aria-current"));
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    const next = turns[Math.max(0, Math.min(turns.length - 1, at + (event.key === "j" ? 1 : -1)))];
    if (next) go(next);
  } else if (event.shiftKey && (event.key === "ArrowRight" || event.key === "ArrowLeft") && at >= 0) {
    event.preventDefault();
    const selection = getSelection();
    const words = turns[at].querySelector("[data-words]");
    if (!selection.rangeCount || !words.contains(selection.anchorNode)) selection.setBaseAndExtent(words, 0, words, 0);
    selection.modify("extend", event.key === "ArrowRight" ? "forward" : "backward", "word");
  }
});

const wanted = location.hash.startsWith("#turn-") && document.querySelector(location.hash);
if (wanted) go(wanted);
