// Arranging a front: drag a row, step it by its buttons, find a story, choose a picture, look at it.
// The house redraws the rows; this file only sends the form as any browser would.

import { searchBox } from "desk/choosing";
import { addresses, make, say } from "desk/page";
import { openPicker } from "desk/picker";

const form = document.querySelector("[data-front-form]");
const adding = form?.querySelector("[data-front-add]");
let changed = false;

const rows = () => [...form.querySelectorAll("[data-front-row]")];
const rowOf = (key) => form.querySelector(`[data-front-row="${key}"]`);

let last = Promise.resolve();

/** Sends the form with one more value and puts the rows in place that come back; saves nothing. */
function redraw(name, value) {
  last = last.then(() => drawn(name, value));
  return last;
}

async function drawn(name, value) {
  const send = new FormData(form);
  send.append(name, value);
  const answer = await fetch(location.href, { method: "POST", body: send }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const held = form.contains(document.activeElement) ? document.activeElement : null;
  for (const part of ["[data-front-rows]", "[data-front-problems]"]) {
    form.querySelector(part).replaceWith(page.querySelector(part));
  }
  form.querySelector(".front-none")?.remove();
  changed = true;
  dress();
  if (held && !held.isConnected) sameAs(held)?.focus();
}

/** The control that stands where one stood that was drawn anew. */
function sameAs(old) {
  const all = form.querySelectorAll(`[name="${CSS.escape(old.name ?? "")}"]`);
  return [...all].find((each) => old.matches("input") || each.value === old.value);
}

async function step(button) {
  const key = button.value;
  const place = rows().indexOf(rowOf(key));
  if (place === { _up: 0, _down: rows().length - 1 }[button.name]) return;
  await redraw(button.name, key);
  const row = rowOf(key) ?? rows()[Math.min(place, rows().length - 1)];
  const again = row?.querySelector(`[name="${button.name}"]`);
  (again?.ariaDisabled === "true" ? row.querySelector("[name=_remove]") : again)?.focus();
  say(adding.dataset.moved);
}

function dressPicture(field) {
  const input = field.querySelector("input");
  const button = (text, act) => make("button", { type: "button", class: "quiet-button", text, onclick: act });
  const put = (value) => {
    input.value = value;
    redraw("_add", "");
  };
  input.hidden = true;
  field.append(button(adding.dataset.picture, async () => {
    const [picture] = await openPicker({ single: true });
    if (picture) put(picture.id);
  }));
  if (input.value) field.append(button(adding.dataset.noPicture, () => put("")));
}

let dragged = null;

function dressRow(row) {
  row.draggable = true;
  row.addEventListener("dragstart", (event) => {
    if (event.target !== row) return;
    dragged = row;
    event.dataTransfer.effectAllowed = "move";
    row.dataset.dragged = "";
  });
  row.addEventListener("dragend", () => {
    delete row.dataset.dragged;
    dragged = null;
    redraw("_add", "").then(() => say(adding.dataset.moved));
  });
  row.addEventListener("dragover", (event) => {
    if (!dragged || dragged === row) return;
    event.preventDefault();
    const { top, height } = row.getBoundingClientRect();
    if (event.clientY < top + height / 2) row.before(dragged);
    else row.after(dragged);
  });
  for (const input of row.querySelectorAll("input:not([type=hidden])")) {
    // A row that can be dragged would not let its words be selected.
    input.addEventListener("focus", () => { row.draggable = false; });
    input.addEventListener("blur", () => { row.draggable = true; });
  }
}

function dress() {
  rows().forEach(dressRow);
  for (const field of form.querySelectorAll("[data-front-picture]")) dressPicture(field);
}

function start() {
  form.querySelector("#front-add").closest("p").hidden = true;
  adding.append(searchBox({
    address: addresses.stories,
    label: adding.dataset.label,
    choose: async (found) => {
      form.querySelector("#front-add").value = found.id;
      await redraw("_add", "");
      form.querySelector("#front-add").value = "";
      say(found.text);
    },
  }));
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name^=_]");
    if (button?.matches(".front-steps button, [name=_gap]")) {
      event.preventDefault();
      step(button);
    }
  });
  const look = form.querySelector("[data-preview]");
  const frame = form.querySelector("[data-preview-frame]");
  look.formTarget = frame.name;
  look.addEventListener("click", () => { frame.hidden = false; });
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", (event) => {
    if (event.submitter !== look) changed = false;
  });
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  dress();
}

if (adding) start();
