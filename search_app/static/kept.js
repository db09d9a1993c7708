// Kept searches: named by the reader, in this browser alone; they can be taken away as a file and brought back.
const KEPT = "kept", MOST_KEPT = 300, LONGEST_NAME = 200;
const searches = /^\/(kk|ru|en)\/(search|statements)(\?|$)/;
const fits = (one) => typeof one?.name === "string" && one.name.trim() && searches.test(one?.address);
const read = (text) => {
  try {
    const found = JSON.parse(text);
    return Array.isArray(found) ? found.filter(fits).map(({ name, address }) => ({ name: name.slice(0, LONGEST_NAME), address })) : [];
  } catch {
    return [];
  }
};
const held = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // storage is forbidden
  }
};
const kept = () => read(held(KEPT));
// The same address is kept once, under its latest name; the latest stands first.
const keep = (some) => {
  const addresses = new Set();
  const once = some.filter(({ address }) => !addresses.has(address) && addresses.add(address)).slice(0, MOST_KEPT);
  try {
    localStorage.setItem(KEPT, JSON.stringify(once));
    return true;
  } catch {
    return false; // storage may be full or forbidden
  }
};
const say = (text) => (document.getElementById("status").textContent = text);

document.addEventListener("submit", (event) => {
  const form = event.target.closest(".keep form");
  if (!form) return;
  event.preventDefault();
  event.stopPropagation(); // it asks nothing
  const name = form.querySelector("input").value.trim();
  if (!name || !keep([{ name, address: location.pathname + location.search }, ...kept()])) return;
  form.closest("details").open = false;
  form.closest("details").querySelector("summary").focus();
  say(form.dataset.done);
}, true);

const place = document.getElementById("kept");
const button = (sign, text, name, pressed) => {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: sign, title: text });
  made.setAttribute("aria-label", `${text}: ${name}`);
  made.onclick = pressed;
  return made;
};
const changed = (some) => {
  keep(some);
  show();
  place.querySelector("h2").focus();
};
const line = (one) => {
  const made = document.createElement("li"), others = () => kept().filter(({ address }) => address !== one.address);
  const link = Object.assign(document.createElement("a"), { href: one.address, textContent: one.name });
  const rename = () => {
    const field = Object.assign(document.createElement("input"), { value: one.name, maxLength: LONGEST_NAME });
    field.setAttribute("aria-label", `${place.dataset.rename}: ${one.name}`);
    const done = (name) => changed(kept().map((other) => (other.address === one.address && name ? { ...other, name } : other)));
    field.onkeydown = ({ key }) => key === "Enter" ? done(field.value.trim()) : key === "Escape" && done("");
    link.replaceWith(field);
    field.select();
  };
  const take = () => changed(others());
  made.append(link, button("✎", place.dataset.rename, one.name, rename), button("✕", place.dataset.remove, one.name, take));
  return made;
};
const show = () => {
  place.hidden = !kept().length && !held("earlier"); // whoever has never searched has none to bring back
  place.querySelector("ul").replaceChildren(...kept().map(line));
  place.querySelector(".away").hidden = !kept().length;
};
if (place) {
  place.querySelector(".away").onclick = (event) => {
    const file = new Blob([JSON.stringify(kept(), null, 1)], { type: "application/json" });
    event.currentTarget.href = URL.createObjectURL(file);
  };
  place.querySelector("input[type=file]").onchange = async ({ target }) => {
    const brought = target.files.length ? read(await target.files[0].text()) : [];
    target.value = "";
    say(`${place.dataset.brought}: ${brought.length}`);
    if (brought.length) changed([...brought, ...kept()]);
  };
  show();
}
