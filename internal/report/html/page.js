"use strict";
(() => {
  const root = document.documentElement;
  const $ = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  root.classList.add("js");

  const search = $("#search"), harm = $("#harm"), status = $("#status"), filters = all(".filter");
  const items = all("[data-item]"), groups = all("[data-group]"), folds = all("[data-fold]");
  const opened = new Set(); // what a search opened, to be closed again
  const texts = new Map();  // what an item says, with its group, in lower case

  const textOf = (item) => {
    if (!texts.has(item)) {
      const group = item.closest(".group");
      const title = group ? $("h3", group).textContent + " " + $("blockquote", group).textContent + " " : "";
      texts.set(item, (title + item.textContent).toLowerCase());
    }
    return texts.get(item);
  };

  const wanted = () => ({
    words: search.value.toLowerCase().split(/\s+/).filter(Boolean),
    outcomes: new Set(filters.filter((f) => f.getAttribute("aria-pressed") === "true").map((f) => f.dataset.filter)),
    harm: harm.value,
  });

  const fits = (item, want) => {
    const { outcome, harm } = item.dataset;
    if (want.outcomes.size && (!outcome || !want.outcomes.has(outcome))) return false;
    if (want.harm && harm !== want.harm) return false;
    return want.words.every((word) => textOf(item).includes(word));
  };

  const apply = () => {
    const want = wanted();
    const narrowed = want.words.length > 0 || want.outcomes.size > 0 || want.harm !== "";
    let shown = 0, findings = 0;
    for (const item of items) {
      item.hidden = narrowed && !fits(item, want);
      if (item.hidden) continue;
      shown++;
      if (item.classList.contains("finding")) findings++;
    }
    for (const group of groups) group.hidden = narrowed && !$("[data-item]:not([hidden])", group);
    for (const fold of folds) {
      const hit = narrowed && $("[data-item]:not([hidden])", fold);
      if (hit && !fold.open) { fold.open = true; opened.add(fold); }
      else if (!hit && opened.delete(fold)) fold.open = false;
    }
    status.textContent = narrowed ? `${findings} of ${all(".finding").length} findings and ${shown - findings} other entries fit` : "";
  };

  const clear = () => {
    search.value = "";
    harm.value = "";
    for (const filter of filters) filter.setAttribute("aria-pressed", "false");
    apply();
  };

  let waiting = 0;
  search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 60); });
  harm.addEventListener("change", apply);
  for (const filter of filters) {
    filter.addEventListener("click", () => {
      filter.setAttribute("aria-pressed", String(filter.getAttribute("aria-pressed") !== "true"));
      apply();
    });
  }
  $("#clear").addEventListener("click", clear);

  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); search.focus(); }
    if (event.key === "Escape") clear();
  });

  // Expanding opens findings and lists, not every exchange: those are many.
  const expand = $("#expand");
  expand.addEventListener("click", () => {
    const open = expand.getAttribute("aria-pressed") !== "true";
    for (const part of all(".finding, [data-fold]")) part.open = open;
    opened.clear();
    expand.setAttribute("aria-pressed", String(open));
    expand.textContent = open ? "Collapse all" : "Expand all";
  });

  // A page from disk may be refused the clipboard: then the text is selected and
  // copied in the old way.
  const copied = async (code) => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      return true;
    } catch {
      getSelection().selectAllChildren(code);
      return document.execCommand("copy");
    }
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".copy");
    if (!button) return;
    const done = await copied($("code", button.parentElement));
    button.textContent = done ? "Copied" : "Selected";
    status.textContent = done ? "The command is copied." : "The command is selected: press the copy keys.";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });

  const themes = ["system", "light", "dark"];
  const theme = $("#theme");
  const show = (name) => {
    if (name === "system") delete root.dataset.theme; else root.dataset.theme = name;
    theme.textContent = "Theme: " + name;
  };
  theme.addEventListener("click", () => show(themes[(themes.indexOf(root.dataset.theme || "system") + 1) % themes.length]));

  // A link into the page opens what it leads to, even when it is filtered out.
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const goal = id && document.getElementById(id);
    if (!goal) return;
    if (goal.closest("[hidden]")) clear();
    for (let part = goal; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    goal.scrollIntoView({ block: "start", behavior: "instant" });
    if (goal.matches(".finding")) $("summary", goal).focus({ preventScroll: true });
  };
  addEventListener("hashchange", follow);
  follow();

  let unprinted = [];
  addEventListener("beforeprint", () => {
    unprinted = all(".finding, .feature").filter((part) => !part.open);
    for (const part of unprinted) part.open = true;
  });
  addEventListener("afterprint", () => { for (const part of unprinted) part.open = false; });
})();
