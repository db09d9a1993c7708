// Filters without a new page: links and forms inside the answer fetch the page they lead to, and the parts
// marked data-swap are taken out of it. Whatever is unexpected becomes a plain visit to the address.
"use strict";
let running = null;
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
    swap(page);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("#answer a[href]");
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !plain || !answers(link) || link.hash) return;
  event.preventDefault();
  visit(link.href, true);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("#answer") || !answers(new URL(form.action))) return;
  event.preventDefault();
  visit(form.action + "?" + new URLSearchParams([...new FormData(form)].filter(([, value]) => value)), true);
});

addEventListener("popstate", () => visit(location.href, false));
