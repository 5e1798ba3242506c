// People, topics, credits and related links: rows found by name, in an order, removable.

import { searchBox } from "desk/choosing";
import { addresses, ask, make, may, say, word } from "desk/page";

const NOT_OURS = new Set(["id", "DELETE", "article", "content_object"]);

function valuesOf(inputs) {
  const values = {};
  for (const input of inputs) {
    const name = input.name.split("-").at(-1);
    if (NOT_OURS.has(name)) continue;
    values[name] = input.value;
    const option = input.selectedOptions?.[0];
    if (input.matches("[data-pick]")) values.text = option?.value ? option.textContent : "";
  }
  return values;
}

class Ties {
  constructor(root) {
    this.root = root;
    this.prefix = root.dataset.ties;
    this.rows = root.querySelector("[data-tie-rows]");
    this.empty = root.querySelector("template");
    this.total = root.querySelector(`[name="${this.prefix}-TOTAL_FORMS"]`);
    const select = this.empty.content.querySelector("[data-pick]");
    this.pickName = select.name.split("-").at(-1);
    const kind = select.dataset.pick;
    const box = searchBox({
      address: select.dataset.search,
      label: root.dataset.addLabel,
      hiddenLabel: true,
      choose: (found) => this.add(found),
      add: kind && may.make.includes(kind) ? (name) => ask(addresses.make, { send: { kind, name } }) : null,
      addWord: (name) => word("tie-make", { name }),
    });
    this.box = box;
    root.append(box);
    root.querySelector("[data-add-outside]")?.addEventListener("click", () => this.add(null));
    for (const row of this.live()) this.dress(row);
  }

  live() {
    return [...this.rows.children].filter((row) => !row.hidden);
  }

  /** The ties as the form would send them, whoever wrote the rows. */
  values() {
    const form = this.root.closest("form");
    const found = [];
    for (let number = 0; number < Number(this.total.value); number += 1) {
      const inputs = [...form.querySelectorAll(`[name^="${this.prefix}-${number}-"]`)];
      const gone = inputs.find((input) => input.name.endsWith("-DELETE"));
      if (!gone || !(gone.type === "checkbox" ? gone.checked : gone.value)) found.push(valuesOf(inputs));
    }
    const place = (values) => Number(values.position || 0);
    return found.sort((one, other) => place(one) - place(other));
  }

  add(found, { quietly = false } = {}) {
    const same = found && this.live().find((row) => row.querySelector("[data-pick]").value === String(found.id));
    if (same) {
      say(word("tie-twice", { name: found.text }));
      return;
    }
    const number = Number(this.total.value);
    const row = this.empty.content.firstElementChild.cloneNode(true);
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const name of ["id", "name", "for", "aria-describedby", "aria-labelledby"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replaceAll("__prefix__", number));
      }
    }
    this.total.value = number + 1;
    const select = row.querySelector("[data-pick]");
    if (found) select.append(make("option", { value: found.id, text: found.text, selected: true }));
    this.rows.append(row);
    this.dress(row);
    if (quietly) return;
    this.changed();
    if (found) {
      say(word("tie-added", { name: found.text }));
      this.box.input.focus();
    } else {
      row.querySelector("input:not([type=hidden])")?.focus();
    }
  }

  /** Shows the row as a name with buttons. */
  dress(row) {
    const select = row.querySelector("[data-pick]");
    const chosen = select.selectedOptions[0]?.value ? select.selectedOptions[0].textContent : "";
    const name = chosen || row.querySelector("input[name$=headline]")?.value || word("tie-outside");
    select.closest(".tie-field").hidden = true;
    row.querySelector(".tie-name").textContent = name;
    for (const each of row.querySelectorAll("[data-outside-only]")) each.hidden = Boolean(chosen);
    const step = (label, sign, act) => make("button", { type: "button", class: "tie-step", "aria-label": word(label, { name }), title: word(label, { name }), text: sign, onclick: act });
    row.querySelector(".tie-steps").replaceChildren(
      step("tie-up", "↑", () => this.move(row, -1)),
      step("tie-down", "↓", () => this.move(row, 1)),
      step("tie-remove", "×", () => this.remove(row, name)),
    );
    const gone = row.querySelector("[name$=DELETE]");
    if (gone) gone.closest(".tie-delete").hidden = true;
  }

  move(row, way) {
    const rows = this.live();
    const other = rows[rows.indexOf(row) + way];
    if (!other) return;
    if (way < 0) other.before(row);
    else other.after(row);
    row.querySelectorAll(".tie-step")[way < 0 ? 0 : 1].focus();
    this.changed();
  }

  remove(row, name) {
    const gone = row.querySelector("[name$=DELETE]");
    gone.checked = true;
    row.hidden = true;
    say(word("tie-removed", { name }));
    this.box.input.focus();
    this.changed();
  }

  restore(list) {
    const form = this.root.closest("form");
    for (const gone of form.querySelectorAll(`[name^="${this.prefix}-"][name$="-DELETE"]`)) {
      if (gone.type === "checkbox") gone.checked = true;
      else gone.value = "on";
    }
    for (const row of this.live()) row.hidden = true;
    for (const values of list) {
      const key = values[this.pickName];
      this.add(key ? { id: key, text: values.text } : null, { quietly: true });
      const row = this.live().at(-1);
      for (const [name, value] of Object.entries(values)) {
        const input = name === this.pickName ? null : row.querySelector(`[name$="-${name}"]`);
        if (input) input.value = value;
      }
      this.dress(row);
    }
    this.changed();
    this.rows.dispatchEvent(new Event("change", { bubbles: true }));
  }

  changed() {
    this.live().forEach((row, index) => {
      row.querySelector("[data-position]").value = index;
    });
    this.root.dispatchEvent(new Event("input", { bubbles: true }));
    const counter = this.root.closest("details")?.querySelector("[data-tie-count]");
    if (counter) counter.textContent = this.live().length || "";
  }
}

/** The rows of every list by prefix, as plain values. */
export function tieValues(form) {
  const found = {};
  for (const root of form.querySelectorAll("[data-ties]")) {
    found[root.dataset.ties] = root.ties.values();
  }
  return found;
}

/** Makes the lists hold what `tieValues` gave. */
export function restoreTies(form, values) {
  for (const root of form.querySelectorAll("[data-ties]")) {
    if (values[root.dataset.ties]) root.ties.restore(values[root.dataset.ties]);
  }
}

export function startTies(form) {
  for (const root of form.querySelectorAll("[data-ties]")) root.ties = new Ties(root);
}
