// Filters without a new page: links and forms inside the answer fetch the page they lead to, and the parts
// marked data-swap are taken out of it. Whatever is unexpected becomes a plain visit to the address.
"use strict";
let running = null;
let shown = location.pathname + location.search;
const answers = (address) => address.origin === location.origin && address.pathname === location.pathname;

function reopen(fresh, part) {
  for (const open of part.querySelectorAll("details[open][id]")) {
    const same = fresh.querySelector("#" + CSS.escape(open.id));
    if (same) same.open = true;
  }
}

function swap(page) {
  const focus = document.activeElement && document.activeElement.id;
  const parts = [...document.querySelectorAll("[data-swap]")];
  const pairs = parts.map((part) => [part, page.getElementById(part.id)]);
  if (!parts.length || pairs.some(([, fresh]) => !fresh)) throw new Error("another kind of page");
  const told = page.getElementById("count").textContent;
  for (const [part, fresh] of pairs) {
    reopen(fresh, part);
    part.replaceWith(document.adoptNode(fresh));
  }
  combine();
  document.title = page.title;
  document.getElementById("status").textContent = told;
  const target = (focus && document.getElementById(focus)) || document.getElementById("count");
  target.focus({ preventScroll: target.id !== "count" });
}

async function visit(address, remember) {
  if (running) running.abort();
  const mine = (running = new AbortController());
  document.getElementById("answer").setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: mine.signal, headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine.signal.aborted) return;
    if (remember) history.pushState({}, "", address);
    shown = location.pathname + location.search;
    swap(page);
    note();
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("#answer a[href]");
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  const address = link && new URL(link.getAttribute("href"), location);
  if (!link || !plain || !answers(address) || address.hash) return;
  event.preventDefault();
  visit(address.href, true);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("#answer") || !answers(new URL(form.action))) return;
  event.preventDefault();
  visit(form.action + "?" + new URLSearchParams([...new FormData(form)].filter(([, value]) => value)), true);
});

addEventListener("popstate", () => {
  if (document.getElementById("answer") && location.pathname + location.search !== shown) visit(location.href, false);
});

// An address that points at a folded part, such as #cite, unfolds it.
const unfold = () => {
  const part = location.hash && document.getElementById(location.hash.slice(1));
  if (part && part.localName === "details") part.open = true;
};
addEventListener("hashchange", unfold);
unfold();

// Earlier searches stay in this browser: each answer is noted, the home page lists the latest and can forget them.
const EARLIER = "earlier", MOST_EARLIER = 12;
const earlier = () => {
  try {
    return JSON.parse(localStorage.getItem(EARLIER)) || [];
  } catch {
    return [];
  }
};
const note = () => {
  if (!document.querySelector("#answer[data-swap]") || !location.search) return;
  const text = document.title.replace(/ — Minber$/, "");
  const kept = earlier().filter((one) => one.text !== text);
  try {
    localStorage.setItem(EARLIER, JSON.stringify([{ text, address: shown }, ...kept].slice(0, MOST_EARLIER)));
  } catch {} // storage may be full or forbidden: nothing is remembered then
};
const listed = () => {
  const place = document.getElementById("earlier");
  if (!place) return;
  const lines = earlier().map(({ text, address }) => {
    const line = document.createElement("li");
    line.append(Object.assign(document.createElement("a"), { href: address, textContent: text }));
    return line;
  });
  place.querySelector("ul").replaceChildren(...lines);
  place.hidden = !lines.length;
  place.querySelector("button").onclick = () => {
    localStorage.removeItem(EARLIER);
    listed();
    document.getElementById("main").focus({ preventScroll: true });
  };
};
note();
listed();

// Names in a list: what does not hold the letters typed is hidden at once; Enter asks for all the others.
document.addEventListener("input", (event) => {
  const list = document.getElementById(event.target.dataset.narrows);
  if (!list) return;
  const wanted = event.target.value.toLocaleLowerCase().trim();
  for (const item of list.querySelectorAll("li")) item.hidden = !item.textContent.toLocaleLowerCase().includes(wanted);
  for (const more of list.querySelectorAll("details")) more.open = wanted !== "";
});

// The region that is pointed at is named, with its number, below a map that has a legend.
for (const kind of ["pointerover", "focusin"])
  document.addEventListener(kind, (event) => {
    const tip = document.querySelector(".legend .tip");
    if (!tip) return;
    const unit = event.target.closest(".map a");
    tip.dataset.kept ||= tip.textContent;
    tip.textContent = unit ? unit.getAttribute("aria-label") : tip.dataset.kept;
  });

// While a question is typed, it is offered to go on: a combobox with a list of groups, after the ARIA pattern.
const FIRST_LETTERS = 2, PAUSE = 120;
let offering = 0, asking = null;
const made = (tag, attributes, ...inside) => {
  const part = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
  part.append(...inside);
  return part;
};
const listOf = (field) => document.getElementById(field.getAttribute("aria-controls"));
const options = (field) => [...listOf(field).querySelectorAll("[role=option]")];
const combine = () => {
  const field = document.querySelector("#ask input[list]");
  if (!field) return;
  field.list.replaceWith(made("div", { role: "listbox", id: "offers", class: "offers", "aria-label": field.dataset.offers, hidden: "" }));
  field.removeAttribute("list");
  for (const [name, value] of [["role", "combobox"], ["aria-controls", "offers"], ["aria-autocomplete", "list"], ["aria-expanded", "false"]])
    field.setAttribute(name, value);
};
const point = (field, option) => {
  for (const one of options(field)) one.setAttribute("aria-selected", one === option);
  if (option) {
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else field.removeAttribute("aria-activedescendant");
};
const unfolded = (field, open) => {
  field.setAttribute("aria-expanded", open);
  listOf(field).hidden = !open;
  point(field, null);
};
const close = (field) => {
  clearTimeout(offering);
  if (asking) asking.abort();
  unfolded(field, false);
};
const grouped = (field, offers) => {
  const names = JSON.parse(field.dataset.groups);
  const groups = new Map();
  for (const offer of offers) {
    const some = groups.get(names[offer.kind]) || [];
    const again = some.some(({ text }) => text.toLocaleLowerCase() === offer.text.toLocaleLowerCase());
    if (!again) groups.set(names[offer.kind], [...some, offer]);
  }
  let number = 0;
  return [...groups].map(([name, some], place) => {
    const heading = made("div", { id: `group${place}`, class: "as", role: "presentation" }, name);
    const lines = some.map(({ text, question, count }) =>
      made("div", { role: "option", id: `offer${++number}`, "aria-selected": "false", "data-question": question },
        made("span", {}, text), " ", made("span", { class: "n" }, count.toLocaleString(document.documentElement.lang))));
    return made("div", { role: "group", "aria-labelledby": `group${place}` }, heading, ...lines);
  });
};
const offer = async (field) => {
  if (asking) asking.abort();
  const mine = (asking = new AbortController());
  const query = new URLSearchParams({ q: field.value, ui: document.documentElement.lang });
  const long = field.value.trim().length >= FIRST_LETTERS;
  const answer = long && (await fetch("/api/v1/suggest?" + query, { signal: mine.signal }).catch(() => null));
  const offers = answer && answer.ok ? (await answer.json()).suggestions : [];
  if (mine.signal.aborted) return;
  listOf(field).replaceChildren(...grouped(field, offers));
  unfolded(field, offers.length > 0 && document.activeElement === field);
  document.getElementById("status").textContent = offers.length ? `${field.dataset.offers}: ${options(field).length}` : "";
};
const take = (field, option) => {
  field.value = option.dataset.question;
  close(field);
  field.form.requestSubmit();
};
const move = (field, by) => {
  const all = options(field);
  const here = all.findIndex((one) => one.id === field.getAttribute("aria-activedescendant"));
  if (!all.length) return;
  if (listOf(field).hidden) unfolded(field, true);
  point(field, all[(here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by + all.length) % all.length]);
};
document.addEventListener("input", (event) => {
  const field = event.target.closest("#ask [role=combobox]");
  if (!field) return;
  clearTimeout(offering);
  point(field, null);
  offering = setTimeout(() => offer(field), PAUSE);
});
document.addEventListener("keydown", (event) => {
  const field = event.target.closest("#ask [role=combobox]");
  if (!field || event.isComposing || event.ctrlKey || event.metaKey) return;
  const open = !listOf(field).hidden;
  const chosen = open && document.getElementById(field.getAttribute("aria-activedescendant"));
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.altKey && event.key === "ArrowUp") close(field);
  else if (steps[event.key]) move(field, steps[event.key]);
  else if (event.key === "Escape" && open) close(field);
  else if (event.key === "Enter" && chosen) take(field, chosen);
  else {
    if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) point(field, null);
    if (event.key === "Enter" || event.key === "Tab") close(field);
    return;
  }
  event.preventDefault();
});
document.addEventListener("pointerdown", (event) => {
  if (event.target.closest(".offers")) event.preventDefault(); // the focus stays in the field
});
document.addEventListener("click", (event) => {
  const option = event.target.closest(".offers [role=option]");
  if (option) take(document.querySelector("#ask [role=combobox]"), option);
});
document.addEventListener("focusout", (event) => {
  if (event.target.matches("#ask [role=combobox]")) close(event.target);
});
combine();

// Keys, all of them optional: / the search field, j and k the hits, o opens, f the filters, ? how to ask.
const hits = () => [...document.querySelectorAll(".hit :is(h2, h3) a, .quote .meta > a")];
const step = (by) => {
  const all = hits();
  const here = all.indexOf(document.activeElement);
  const next = all[here < 0 && by < 0 ? all.length - 1 : Math.min(Math.max(here + by, 0), all.length - 1)];
  if (next) next.focus();
};
const explain = async (help) => {
  const answer = await fetch(help).catch(() => null);
  const page = answer && answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  const heading = page && page.getElementById("keys");
  if (!heading || location.pathname === help) return location.assign(help + "#keys");
  if (document.querySelector("dialog")) return;
  const close = made("form", { method: "dialog" }, made("button", { class: "plain" }, heading.dataset.close));
  const dialog = made("dialog", { "aria-labelledby": "keys" }, heading, heading.nextElementSibling, close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(document.adoptNode(dialog));
  dialog.showModal();
};
const keys = {
  "/": () => document.querySelector("#ask input[name=q]")?.select(),
  j: () => step(1),
  k: () => step(-1),
  o: () => hits().includes(document.activeElement) && document.activeElement.click(),
  f: () => {
    const fold = document.getElementById("fold");
    if (fold) (fold.open = true) && fold.querySelector("a, input:not([type=hidden])")?.focus();
  },
  "?": () => explain("/" + document.documentElement.lang + "/help"),
};
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
