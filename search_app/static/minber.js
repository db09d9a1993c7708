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
  document.title = page.title;
  document.getElementById("status").textContent = told;
  const target = (focus && document.getElementById(focus)) || document.getElementById("count");
  target.focus({ preventScroll: target.id !== "count" });
}

async function visit(address, remember) {
  if (running) running.abort();
  const mine = (running = new AbortController());
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

// While a question is typed, names that go on so are offered.
let offering = 0;
document.addEventListener("input", (event) => {
  const field = event.target.closest(".ask input[list]");
  if (!field) return;
  clearTimeout(offering);
  offering = setTimeout(async () => {
    const language = document.documentElement.lang;
    const query = new URLSearchParams({ q: field.value, ui: language });
    const answer = field.value.trim().length > 1 && (await fetch("/api/v1/suggest?" + query).catch(() => null));
    const offers = answer && answer.ok ? (await answer.json()).suggestions || [] : [];
    field.list.replaceChildren(
      ...offers.map(({ text, question }) => Object.assign(document.createElement("option"), { value: question, label: text })),
    );
  }, 150);
});

// Keys, all of them optional: / the search field, j and k the hits, o opens, f the filters, ? how to ask.
const hits = () => [...document.querySelectorAll(".hit :is(h2, h3) a, .quote .meta > a")];
const step = (by) => {
  const all = hits();
  const here = all.indexOf(document.activeElement);
  const next = all[here < 0 && by < 0 ? all.length - 1 : Math.min(Math.max(here + by, 0), all.length - 1)];
  if (next) next.focus();
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
  "?": () => location.assign("/" + document.documentElement.lang + "/help#keys"),
};
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
