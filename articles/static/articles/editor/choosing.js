// A box that finds rows by their words: a combobox with a list, as WAI-ARIA describes it.

import { ask, freshId, make, say, word } from "desk/page";

const REST = 180; // milliseconds after the last key, so that fast typing asks once

/**
 * A labelled search box. `choose` gets the chosen result ({id, text, ...}); `add`, if given, is
 * offered for words that no result has and gets the words.
 */
export function searchBox({ address, label, choose, add = null, addWord = null, hiddenLabel = false }) {
  const id = freshId("find");
  const list = make("ul", { id: `${id}-list`, role: "listbox", class: "find-list", hidden: true, "aria-label": label });
  const input = make("input", {
    id, type: "text", role: "combobox", autocomplete: "off", "aria-expanded": "false",
    "aria-controls": list.id, "aria-autocomplete": "list", class: "find-input",
    placeholder: hiddenLabel ? label : null,
  });
  const root = make("div", { class: "find" }, make("label", { for: id, text: label, class: hiddenLabel ? "visually-hidden" : null }), input, list);
  let options = [];
  let chosen = -1;
  let waiting = 0;
  let asked = 0;

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    chosen = index;
    [...list.children].forEach((row, each) => row.setAttribute("aria-selected", String(each === index)));
    if (index >= 0) {
      input.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  async function take(index) {
    const option = options[index];
    if (!option) return;
    close();
    input.value = "";
    if (!option.make) {
      choose(option);
      return;
    }
    try {
      choose(await add(option.make));
    } catch (fault) {
      say(fault.message);
      input.value = option.make;
    }
  }

  function row(option, index) {
    const line = make("li", { role: "option", id: `${id}-${index}`, "aria-selected": "false" });
    line.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      take(index);
    });
    if (option.thumbnail) line.append(make("img", { src: option.thumbnail, alt: "", width: 40, height: 40 }));
    line.append(make("span", { text: option.make ? addWord(option.make) : option.text }));
    const beside = [option.beside, option.state, option.section, option.day].filter(Boolean).join(" · ");
    if (beside) line.append(make("small", { text: beside }));
    return line;
  }

  async function find() {
    const term = input.value.trim();
    asked += 1;
    const mine = asked;
    if (!term) {
      close();
      return;
    }
    let results = [];
    try {
      ({ results } = await ask(address, { query: { term } }));
    } catch (fault) {
      say(fault.message);
    }
    if (mine !== asked || document.activeElement !== input) return;
    options = results.map((result) => ({ ...result, id: Number(result.id) }));
    const same = options.some(({ text }) => text.toLocaleLowerCase() === term.toLocaleLowerCase());
    if (add && !same) options.push({ make: term });
    list.replaceChildren(...options.map(row));
    if (!options.length) list.append(make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", id: `${id}-none`, text: word("find-none") }));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(options.length ? 0 : -1);
    say(word("find-count", { count: results.length }));
  }

  input.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(find, REST);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const way = event.key === "ArrowDown" ? 1 : -1;
      if (options.length) mark((chosen + way + options.length) % options.length);
    } else if (event.key === "Enter") {
      take(chosen);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  input.addEventListener("blur", () => window.setTimeout(() => document.activeElement === input || close(), 150));
  root.input = input;
  return root;
}
