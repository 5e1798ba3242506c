// Blocks with fields of their own: attributions, fact boxes, live updates, embeds, the rule.

import { freshId, make, word } from "desk/page";

const FIELDS = {
  quotation: [["attribution", "text"]],
  pull_quote: [["attribution", "text"]],
  fact_box: [["heading", "text"], ["as_of", "date"]],
  live_update: [["at", "moment"], ["heading", "text"], ["key_moment", "boolean"]],
  embed: [["title", "text"]],
};
const CONTENT = { quotation: "blockquote", pull_quote: "p" };

/** A local time with the offset that this place has then, as "2026-05-01T09:30:00+02:00". */
export function withOffset(local) {
  const moment = new Date(local);
  if (Number.isNaN(moment.getTime())) return "";
  const minutes = -moment.getTimezoneOffset();
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const sign = minutes < 0 ? "-" : "+";
  const seconds = local.length === 16 ? ":00" : "";
  return `${local}${seconds}${sign}${two(minutes / 60)}:${two(minutes % 60)}`;
}

export function localNow() {
  const now = new Date();
  const shifted = new Date(now.getTime() - now.getTimezoneOffset() * 60000);
  return shifted.toISOString().slice(0, 16);
}

function show(input, kind, value) {
  if (kind === "boolean") input.checked = Boolean(value);
  else if (document.activeElement !== input) {
    input.value = kind === "moment" ? String(value).slice(0, 16) : value;
  }
}

function read(input, kind) {
  if (kind === "boolean") return input.checked;
  return kind === "moment" ? withOffset(input.value) : input.value;
}

function field(name, kind, limit, change) {
  const id = freshId(`box-${name}`);
  const types = { boolean: "checkbox", date: "date", moment: "datetime-local" };
  const input = make("input", { id, type: types[kind] ?? "text", maxlength: limit });
  input.addEventListener(kind === "boolean" ? "change" : "input", () => change(read(input, kind)));
  const label = make("label", { for: id, text: word(`field-${name}`) });
  const row = kind === "boolean" ? [input, label] : [label, input];
  return { input, row: make("span", { class: `box-field box-field-${kind}` }, ...row) };
}

function boxView(name, block, providers) {
  return ({ node, editor, getPos }) => {
    let current = node;
    const fields = FIELDS[name].map(([attribute, kind]) => {
      const limit = block.attrs[attribute].limit;
      const change = (value) => {
        const place = getPos();
        if (place === undefined) return;
        editor.view.dispatch(editor.state.tr.setNodeAttribute(place, attribute, value));
      };
      return { attribute, kind, ...field(attribute, kind, limit, change) };
    });
    const head = make("div", { class: "box-fields", contenteditable: "false" });
    head.append(
      make("strong", { class: "box-kind", text: word(`block-${name}`) }),
      ...fields.map((each) => each.row),
    );
    const contentDOM = block.content === null ? null : make(CONTENT[name] ?? "div", { class: "box-content" });
    const told = name === "embed" ? make("p", { class: "box-embed", contenteditable: "false" }) : null;
    const dom = make("div", { class: `box box-${name}`, "data-block": name });
    const quoted = name === "quotation" || name === "pull_quote";
    dom.append(...(quoted ? [contentDOM, head] : [head, told, contentDOM].filter(Boolean)));

    function draw() {
      dom.dataset.id = current.attrs.id ?? "";
      for (const each of fields) show(each.input, each.kind, current.attrs[each.attribute]);
      if (!told) return;
      const label = providers[current.attrs.provider]?.label ?? current.attrs.provider;
      told.textContent = `${label}: ${current.attrs.key}`;
    }
    draw();
    return {
      dom,
      contentDOM,
      update(next) {
        if (next.type !== current.type) return false;
        current = next;
        draw();
        return true;
      },
      selectNode: () => dom.classList.add("is-selected"),
      deselectNode: () => dom.classList.remove("is-selected"),
      stopEvent: (event) => head.contains(event.target),
      ignoreMutation: (change) => !contentDOM?.contains(change.target),
    };
  };
}

/** Node views by name of block. */
export function boxViews(schema) {
  return Object.fromEntries(
    Object.keys(FIELDS).map((name) => [name, boxView(name, schema.blocks[name], schema.providers)]),
  );
}
