// What the page told the scripts, and how scripts ask the house and speak to the writer.

const told = JSON.parse(document.getElementById("writing-values").textContent);

export const addresses = told.addresses;
export const may = told.may;

/** Whether the house has a word of that name. */
export const has = (name) => name in told.words;

/** The word or sentence of that name, with %names filled in. */
export function word(name, values = {}) {
  const text = told.words[name] ?? name;
  return text.replace(/%(\w+)/g, (whole, key) => (key in values ? values[key] : whole));
}

/** An element with attributes, listeners ("onclick") and children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "text") element.textContent = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

let last = 0;

/** A name that no other element of the page has. */
export function freshId(stem) {
  last += 1;
  return `${stem}-${last}`;
}

/** JSON from an address; throws an Error whose message is a sentence for the writer. */
export async function ask(address, { query, send } = {}) {
  const url = new URL(address, window.location.href);
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const each of [value].flat()) url.searchParams.append(name, each);
  }
  const options = { headers: { Accept: "application/json" } };
  if (send) {
    options.method = "POST";
    options.body = send instanceof FormData ? send : new URLSearchParams(send);
    options.headers["X-CSRFToken"] = document.querySelector("[name=csrfmiddlewaretoken]").value;
  }
  let answer;
  let values;
  try {
    answer = await fetch(url, options);
    values = await answer.json();
  } catch {
    throw new Error(word("no-answer"));
  }
  if (!answer.ok) throw new Error(values.sentence ?? word("no-answer"));
  return values;
}

const live = make("p", { class: "visually-hidden", role: "status", "aria-live": "polite" });
document.body.append(live);

/** Says a sentence to those who listen to the page. */
export function say(sentence) {
  live.textContent = "";
  window.setTimeout(() => {
    live.textContent = sentence;
  }, 50);
}

// Pictures that this page has met, by number.
const pictures = new Map(told.pictures.map((picture) => [picture.id, picture]));
const waiting = new Set();
const watchers = new Set();

export function pictureOf(number) {
  return pictures.get(number) ?? null;
}

export function keepPictures(list) {
  for (const picture of list) pictures.set(picture.id, picture);
  for (const watcher of watchers) watcher();
}

export function watchPictures(watcher) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Asks for a picture that came with a draft or a paste; all asked for in one moment go together. */
export function fetchPicture(number) {
  if (pictures.has(number) || waiting.has(number)) return;
  if (waiting.size === 0) window.setTimeout(fetchWaiting, 0);
  waiting.add(number);
}

async function fetchWaiting() {
  const numbers = [...waiting];
  try {
    const answer = await ask(addresses.pictures, { query: { id: numbers } });
    keepPictures(answer.pictures);
  } finally {
    for (const number of numbers) waiting.delete(number);
  }
}
