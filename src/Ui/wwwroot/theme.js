// Loaded before the first paint, so that a dark room is not lit by a white flash. Stores a preference, nothing else.
(() => {
  const choices = ["auto", "light", "dark"];
  const words = { auto: "Like my system", light: "Light", dark: "Dark" };
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    const found = /(?:^|; )theme=(\w+)/.exec(document.cookie);
    return found && choices.includes(found[1]) ? found[1] : "auto";
  };
  const apply = () => {
    const theme = chosen();
    document.documentElement.dataset.bsTheme = theme === "auto" ? (system.matches ? "dark" : "light") : theme;
    for (const label of document.querySelectorAll("[data-theme-words]")) label.textContent = words[theme];
  };
  apply();
  system.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.hidden = false;
      button.title = "Change between light, dark and your system's choice";
      button.addEventListener("click", () => {
        const next = choices[(choices.indexOf(chosen()) + 1) % choices.length];
        const secure = location.protocol === "https:" ? "; secure" : "";
        document.cookie = `theme=${next}; path=/; max-age=31536000; samesite=lax${secure}`;
        apply();
      });
    }
    apply();
  });
})();
