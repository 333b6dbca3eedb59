// Enhancements: every page works without them. Runs in the head, so that the theme is there at once.
(() => {
  "use strict";
  const root = document.documentElement;
  const THEMES = ["auto", "light", "dark"];
  const read = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  };
  let theme = THEMES.includes(read()) ? read() : "auto";
  const show = () => {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    const button = document.querySelector("button.theme");
    if (button === null) return;
    button.hidden = false;
    button.textContent = `Theme: ${theme}`;
  };
  show();

  const KEYS = [
    ["j", "next row or mail"],
    ["k", "the one before"],
    ["/", "search"],
    ["t", "switch the theme"],
    ["h", "all lists"],
    ["?", "these keys"],
  ];
  const help = () => {
    const known = document.querySelector("dialog.keys");
    if (known !== null) return known;
    const dialog = document.createElement("dialog");
    dialog.className = "keys";
    const title = document.createElement("h2");
    title.id = "keys";
    title.textContent = "Keys";
    dialog.setAttribute("aria-labelledby", "keys");
    const list = document.createElement("dl");
    for (const [key, what] of KEYS) {
      const term = document.createElement("dt");
      const kbd = document.createElement("kbd");
      kbd.textContent = key;
      term.append(kbd);
      const text = document.createElement("dd");
      text.textContent = what;
      list.append(term, text);
    }
    const form = document.createElement("form");
    form.method = "dialog";
    const close = document.createElement("button");
    close.textContent = "Close";
    form.append(close);
    dialog.append(title, list, form);
    document.body.append(dialog);
    return dialog;
  };
  const switchTheme = () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // Private windows may keep nothing: it holds for this page.
    }
    show();
  };
  const walk = (by) => {
    const rows = [...document.querySelectorAll("a.row")].filter((row) => row.offsetParent !== null);
    if (rows.length === 0) return;
    const at = rows.indexOf(document.activeElement);
    const next = at < 0 ? nearest(rows, by) : Math.min(rows.length - 1, Math.max(0, at + by));
    rows[next].focus({ preventScroll: true });
    rows[next].scrollIntoView({ block: "center" });
  };
  const nearest = (rows, by) => {
    const below = rows.findIndex((row) => row.getBoundingClientRect().top >= 0);
    if (below < 0) return rows.length - 1;
    return by > 0 ? below : Math.max(0, below - 1);
  };

  document.addEventListener("DOMContentLoaded", () => {
    show();
    document.querySelector("button.theme")?.addEventListener("click", switchTheme);
    const keys = document.querySelector("button.help");
    if (keys !== null) {
      keys.hidden = false;
      keys.addEventListener("click", () => help().showModal());
    }
    if (matchMedia("(max-width: 60rem)").matches) {
      for (const part of document.querySelectorAll("details.contents")) part.open = false;
    }
    for (const select of document.querySelectorAll("form.filters[data-auto] select")) {
      select.addEventListener("change", () => select.form.requestSubmit());
    }
  });
  // A mark within a folded quote: unfold what leads to it.
  const unfold = () => {
    const target = location.hash === "" ? null : document.getElementById(location.hash.slice(1));
    if (target === null) return;
    for (let at = target.parentElement; at !== null; at = at.parentElement) {
      if (at instanceof HTMLDetailsElement) at.open = true;
    }
    target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", unfold);
  addEventListener("DOMContentLoaded", unfold);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const field = event.target;
    if (field instanceof Element && field.closest("input, select, textarea, dialog") !== null) return;
    if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (event.key === "/") document.querySelector("#q")?.focus();
    else if (event.key === "t") switchTheme();
    else if (event.key === "h") location.href = "/";
    else if (event.key === "?") help().showModal();
    else return;
    event.preventDefault();
  });
})();
