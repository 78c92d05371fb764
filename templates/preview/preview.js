// Follows the events of `wsisc preview`: replaces what changed, and leaves the reader where they are.
"use strict";

const byId = (id) => document.getElementById(id);
const frame = byId("frame");
const file = document.body.dataset.name;
const shown = { state: -1, page: 0, sheets: 0 };
let keys = []; // the children of the document's main, without places, as they were shown at last
let wanted = null;
const begun = new WeakSet(); // documents that are listened to
let isBusy = false;

// Pieces of the shell

function replaceLive(fresh) {
  for (const piece of fresh.querySelectorAll("[data-live]")) {
    const old = byId(piece.id);
    if (!old || (old.innerHTML === piece.innerHTML && old.className === piece.className)) continue;
    const index = focusables(old).indexOf(document.activeElement);
    old.className = piece.className;
    old.replaceChildren(...piece.childNodes);
    if (index >= 0) (focusables(old)[index] || focusables(old).at(-1))?.focus();
  }
}

const focusables = (element) => [...element.querySelectorAll("a, button")];

function replaceSheets(fresh) {
  const template = fresh.getElementById("sheets-template");
  const now = template.content.querySelector("#sheets");
  const slot = byId("sheets-slot");
  const pictures = [...slot.querySelectorAll("img")];
  const next = [...now.querySelectorAll("img")];
  if (pictures.length && pictures.length === next.length) {
    // the old picture stays until the new one is there
    next.forEach((picture, index) => {
      if (pictures[index].getAttribute("src") !== picture.getAttribute("src")) pictures[index].src = picture.getAttribute("src");
    });
    slot.querySelector("p").replaceWith(now.querySelector("p"));
  } else {
    slot.replaceChildren(now);
  }
}

// The document

const key = (element) => element.outerHTML.replace(/ data-(place|line)="\d+"/g, "");

function replaceDocument(fresh) {
  const page = frame.contentDocument;
  const main = page.querySelector("main");
  const now = fresh.querySelector("main");
  page.title = fresh.title;
  page.documentElement.lang = fresh.documentElement.lang;
  page.documentElement.dir = fresh.documentElement.dir;
  const look = fresh.getElementById("look").getAttribute("href");
  if (page.getElementById("look").getAttribute("href") !== look) page.getElementById("look").setAttribute("href", look);
  page.querySelector(".draft").replaceWith(fresh.querySelector(".draft"));
  const next = [...now.children].map(key);
  const old = [...main.children];
  let before = 0;
  while (before < next.length && before < old.length && next[before] === keys[before]) before += 1;
  let after = 0;
  const most = Math.min(next.length, old.length) - before;
  while (after < most && next[next.length - 1 - after] === keys[old.length - 1 - after]) after += 1;
  const kept = [...old.slice(0, before), ...old.slice(old.length - after)];
  const anchor = kept.find((element) => element.getBoundingClientRect().bottom > 0);
  const top = anchor?.getBoundingClientRect().top;
  const children = [...now.children];
  kept.forEach((element, index) => renew(element, children[index < before ? index : next.length - kept.length + index]));
  const added = children.slice(before, next.length - after);
  old.slice(before, old.length - after).forEach((element) => element.remove());
  if (!old.length || !keys.length) main.replaceChildren();
  const following = main.children[before] || null;
  added.forEach((element) => main.insertBefore(page.adoptNode(element), following));
  if (keys.length) added.forEach((element) => element.classList.add("changed"));
  keys = next;
  decorate(main);
  if (anchor) frame.contentWindow.scrollBy({ top: anchor.getBoundingClientRect().top - top, behavior: "instant" });
}

function renew(element, like) {
  const all = (root) => [...(root.matches("[data-place]") ? [root] : []), ...root.querySelectorAll("[data-place]")];
  const from = all(like);
  all(element).forEach((each, index) => Object.assign(each.dataset, { place: from[index].dataset.place, line: from[index].dataset.line }));
}

// Beside every paragraph its line; of several on one line, as the cells of a row, beside the first.
function decorate(main) {
  let last = "";
  for (const element of main.querySelectorAll("[data-line]")) {
    const line = element.dataset.line;
    let button = element.querySelector(":scope > .place");
    if (line === last) {
      button?.remove();
      continue;
    }
    last = line;
    if (!button) {
      button = main.ownerDocument.createElement("button");
      button.type = "button";
      button.className = "place";
      button.dataset.file = document.body.dataset.short;
      button.tabIndex = -1;
      element.prepend(button);
    }
    button.textContent = line;
    button.setAttribute("aria-label", `${file}:${line}`);
  }
  if (!main.querySelector('.place[tabindex="0"]')) main.querySelector(".place")?.setAttribute("tabindex", "0");
}

function begin() {
  const page = frame.contentDocument;
  const main = page?.querySelector("main");
  if (!main || begun.has(page)) return;
  begun.add(page);
  keys = main.querySelector(".none") ? [] : [...main.children].map(key);
  if (keys.length) decorate(main);
  page.addEventListener("click", (event) => {
    const button = event.target.closest?.(".place");
    if (button) copy(`${file}:${button.textContent}`);
  });
  page.addEventListener("keydown", (event) => {
    const all = [...page.querySelectorAll(".place")];
    const at = all.indexOf(page.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined || !all[to]) return;
    event.preventDefault();
    reach(all[to]);
  });
}

function reach(button) {
  button.ownerDocument.querySelector('.place[tabindex="0"]')?.setAttribute("tabindex", "-1");
  button.tabIndex = 0;
  button.focus();
}

function point(target) {
  choose(byId("tab-page"));
  const page = frame.contentDocument;
  const element = page.querySelector(`[data-place="${target}"]`);
  if (!element) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (byId("panel-page").getBoundingClientRect().top > innerHeight / 2) frame.scrollIntoView();
  element.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
  page.querySelectorAll(".pointed").forEach((each) => each.classList.remove("pointed"));
  element.classList.add("pointed");
  setTimeout(() => element.classList.remove("pointed"), 2500);
}

// What changed, with --changes: a page of its own, loaded again where it differs

const changes = byId("changes");
let compared = "";

async function showChanges() {
  if (!changes || byId("panel-changes").hasAttribute("data-away")) return;
  const found = await (await fetch("changes")).text();
  if (found === compared) return;
  compared = found;
  const top = changes.contentWindow.scrollY;
  const view = changes.contentDocument.querySelector("input:checked")?.id;
  const restore = () => {
    const chosen = view && changes.contentDocument.getElementById(view);
    if (chosen) chosen.checked = true;
    changes.contentWindow.scrollTo({ top, behavior: "instant" });
  };
  changes.addEventListener("load", restore, { once: true });
  changes.contentWindow.location.replace(new URL(`changes?${Date.now()}`, location.href));
}

// Copying

async function copy(text) {
  const told = byId("told");
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    done = false;
  }
  told.textContent = `${done ? told.dataset.copied : told.dataset.notCopied} ${text}`;
  clearTimeout(copy.timer);
  copy.timer = setTimeout(() => (told.textContent = ""), done ? 2500 : 10000);
}

// Tabs

function choose(tab) {
  for (const each of document.querySelectorAll("[role=tab]")) {
    const chosen = each === tab;
    each.setAttribute("aria-selected", String(chosen));
    each.tabIndex = chosen ? 0 : -1;
    byId(each.getAttribute("aria-controls")).toggleAttribute("data-away", !chosen);
  }
}

document.addEventListener("click", (event) => {
  const { copy: place, target } = event.target.closest("button")?.dataset || {};
  if (place) copy(place);
  if (target) point(target);
  const tab = event.target.closest("[role=tab]");
  if (tab) choose(tab);
  if (tab) showChanges().catch(() => {}); // the connection is lost, and the events tell so
});
document.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const at = tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
  const other = tabs.at((at + (event.key === "ArrowRight" ? 1 : -1)) % tabs.length);
  choose(other);
  other.focus();
  showChanges().catch(() => {});
});

// Events

const get = async (name) => new DOMParser().parseFromString(await (await fetch(name)).text(), "text/html");

async function follow() {
  if (isBusy) return;
  isBusy = true;
  try {
    while (wanted) {
      const told = wanted;
      wanted = null;
      const isNew = told.page !== shown.page;
      const isFirst = isNew && !keys.length;
      const [pieces, page] = await Promise.all([get("pieces"), isNew && !isFirst ? get("document") : null]);
      replaceLive(pieces);
      replaceSheets(pieces);
      if (page) replaceDocument(page);
      if (isFirst) await load();
      await showChanges();
      Object.assign(shown, told);
      Object.assign(document.documentElement.dataset, { state: told.state, page: told.page, sheets: told.sheets });
    }
  } catch {
    // the connection is lost, and the events tell so
  } finally {
    isBusy = false;
  }
}

const load = () =>
  new Promise((done) => {
    frame.addEventListener("load", done, { once: true });
    frame.src = "document";
  });

frame.addEventListener("load", begin);
if (frame.contentDocument?.readyState === "complete") begin();
choose(byId("tab-page"));

function connect() {
  const events = new EventSource("events");
  events.onmessage = (event) => {
    wanted = JSON.parse(event.data);
    follow();
  };
  events.onopen = () => (byId("lost").hidden = true);
  events.onerror = () => {
    byId("lost").hidden = false;
    if (events.readyState === EventSource.CLOSED) setTimeout(connect, 3000); // refused, as where too many listen
  };
  addEventListener("beforeunload", () => events.close());
}

connect();
