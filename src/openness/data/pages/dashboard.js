"use strict";
(() => {
  const list = document.getElementById("list");
  const count = document.getElementById("count");
  const controls = document.getElementById("controls");
  const names = ["q", "level", "license", "findings", "policy", "what", "sort"];
  const fields = new Map();
  for (const name of names) {
    const field = document.getElementById(name);
    if (field) fields.set(name, field);
  }
  const levels = ["closed", "weights-available", "open-weights", "open-source-ai", "open-source-ai-with-open-data"];
  const rank = (row) => {
    const at = levels.indexOf(row.dataset.level);
    return row.dataset.kind === "model" && at >= 0 ? at : null;
  };
  const rows = Array.from(list.children, (row, place) => ({ row, place, rank: rank(row), data: row.dataset }));
  const total = rows.length;
  // What is folded stays outside of the document: browsers take seconds to hide or move it by the thousand.
  for (const { row } of rows) {
    const details = row.firstElementChild;
    const card = details.lastElementChild;
    const place = () => (details.open ? details.append(card) : card.remove());
    details.addEventListener("toggle", place);
    place();
  }
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  const unknownLast = (sign) => (a, b) =>
    (a.rank === null) - (b.rank === null) || sign * ((a.rank || 0) - (b.rank || 0)) || a.place - b.place;
  const orders = {
    "": (a, b) => a.place - b.place,
    name: (a, b) => compare(a.data.q, b.data.q) || a.place - b.place,
    level: unknownLast(1),
    "level-down": unknownLast(-1),
    license: (a, b) =>
      (a.data.license === "unknown") - (b.data.license === "unknown") ||
      compare(a.data.license, b.data.license) || a.place - b.place,
    pushed: (a, b) => compare(b.data.pushed, a.data.pushed) || a.place - b.place,
    stars: (a, b) => b.data.stars - a.data.stars || a.place - b.place,
  };
  const found = {
    "": () => true,
    error: (data) => data.worst === "error",
    warning: (data) => data.worst === "error" || data.worst === "warning",
    none: (data) => data.worst === "none" || data.worst === "note",
    new: (data) => Number(data.change || 0) > 0,
    changed: (data) => data.change !== undefined,
  };
  const value = (name) => (fields.has(name) ? fields.get(name).value : "");
  let order = "";

  const apply = () => {
    const words = value("q").toLowerCase().split(/\s+/).filter(Boolean);
    const hasFound = found[value("findings")] || found[""];
    let shown = 0;
    for (const { row, data } of rows) {
      const wanted =
        words.every((word) => data.q.includes(word)) &&
        (!value("level") || (data.level === value("level") && (data.kind === "model" || data.level === "unknown"))) &&
        (!value("license") || data.license === value("license")) &&
        hasFound(data) &&
        (!value("policy") || data.policy === value("policy")) &&
        (!value("what") || (value("what") === "model" ? data.kind === "model" : data.status !== "judged"));
      row.hidden = !wanted;
      if (wanted) shown += 1;
    }
    if (value("sort") !== order) {
      order = value("sort");
      const sorted = document.createDocumentFragment();
      // All out at once, then in: taking them out of the middle one by one takes minutes for ten thousand.
      list.replaceChildren();
      for (const one of rows.slice().sort(orders[order] || orders[""])) sorted.append(one.row);
      list.append(sorted);
    }
    count.textContent =
      shown === total ? `${total.toLocaleString("en")} repositories.` :
        `${shown.toLocaleString("en")} of ${total.toLocaleString("en")} repositories.`;
  };

  const remember = () => {
    const said = new URLSearchParams();
    for (const [name, field] of fields) if (field.value) said.set(name, field.value);
    history.replaceState(null, "", said.size ? `#${said}` : location.pathname + location.search);
  };

  const recall = () => {
    if (location.hash && !location.hash.includes("=")) return;
    const said = new URLSearchParams(location.hash.slice(1));
    for (const [name, field] of fields) {
      field.value = said.get(name) || "";
      if (field.selectedIndex === -1) field.value = "";
    }
    apply();
  };

  controls.addEventListener("input", () => { apply(); remember(); });
  document.getElementById("reset").addEventListener("click", () => {
    for (const field of fields.values()) field.value = "";
    apply();
    remember();
  });
  window.addEventListener("hashchange", recall);
  for (const label of document.querySelectorAll("th[data-filter]")) {
    const field = fields.get(label.dataset.filter);
    if (!field || !Array.from(field.options).some((one) => one.value === label.dataset.value)) continue;
    const link = document.createElement("a");
    link.href = `#${new URLSearchParams({ [label.dataset.filter]: label.dataset.value })}`;
    link.append(...label.childNodes);
    label.append(link);
    link.addEventListener("click", () => document.getElementById("repositories").scrollIntoView());
  }
  controls.hidden = false;
  recall();
})();
