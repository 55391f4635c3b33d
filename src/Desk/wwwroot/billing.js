// Month-end for a quick hand. j and k walk the rows and lay the focus on the row's link, so that Enter opens its draft.
const rows = [...document.querySelectorAll("tr[data-row]")];
const chosen = () => rows.findIndex((row) => row.contains(document.activeElement) || row.getAttribute("aria-selected") === "true");
const choose = (index) => {
  const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
  if (!row) return;
  rows.forEach((other) => other.removeAttribute("aria-selected"));
  row.setAttribute("aria-selected", "true");
  row.querySelector("a").focus();
  row.scrollIntoView({ block: "nearest" });
};
document.querySelectorAll("[data-move]").forEach((button) => button.addEventListener("click", () => choose(chosen() + Number(button.dataset.move))));

// Hold opens its form and puts the hand on the reason.
document.querySelectorAll("[data-shows]").forEach((link) => link.addEventListener("click", (event) => {
  event.preventDefault();
  const part = document.getElementById(link.dataset.shows);
  part.open = true;
  part.querySelector("select").focus();
}));
