// Blocks with fields of their own: attributions, fact boxes, live updates, embeds, the rule.

import { Extension, pm } from "tiptap";

import { freshId, make, say, word } from "desk/page";
import { tableSteps } from "desk/tables";

const { TextSelection } = pm.state;

const FIELDS = {
  quotation: [["attribution", "text"]],
  pull_quote: [["attribution", "text"]],
  fact_box: [["heading", "text"], ["as_of", "date"]],
  live_update: [["at", "moment"], ["heading", "text"], ["key_moment", "boolean"]],
  table: [["caption", "text"], ["head_row", "boolean"], ["head_column", "boolean"]],
  embed: [["title", "text"]],
};
const HOLDERS = new Set(["fact_box", "live_update"]);
const REMOVABLE = new Set([...HOLDERS, "table", "embed"]);
const CONTENT = { quotation: "blockquote", pull_quote: "p", table: "tbody" };

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

function remover(name, act) {
  const label = word("box-remove", { block: word(`block-${name}`) });
  return make("button", { type: "button", class: "box-remove", "aria-label": label, title: label, text: "×", onclick: act });
}

/** Takes the block at a place out of the text; an empty line stays where nothing else would. */
function removeAt(editor, place) {
  const { state, view } = editor;
  const node = place === undefined ? null : state.doc.nodeAt(place);
  if (!node) return;
  const change = state.tr;
  const paragraph = state.schema.nodes.paragraph.create();
  change.replaceWith(place, place + node.nodeSize, state.doc.childCount === 1 ? paragraph : []);
  change.setSelection(TextSelection.near(change.doc.resolve(Math.min(place, change.doc.content.size))));
  view.dispatch(change.scrollIntoView());
  view.focus();
  say(word("box-removed", { block: word(`block-${node.type.name}`) }));
}

/** The box around the cursor if the cursor stands in an empty paragraph of it: {depth, box}. */
function emptyLine(selection) {
  const { $from, empty } = selection;
  const depth = $from.depth - 1;
  if (!empty || depth < 1 || $from.parent.type.name !== "paragraph" || $from.parent.content.size) return null;
  const box = $from.node(depth);
  return HOLDERS.has(box.type.name) ? { depth, box, $from } : null;
}

/** Enter in the empty last line leaves the box for a line of its own after it. */
function leaveBox({ editor }) {
  const { state, view } = editor;
  const found = emptyLine(state.selection);
  if (!found || found.box.childCount < 2 || found.$from.index(found.depth) !== found.box.childCount - 1) return false;
  const { $from, depth } = found;
  const change = state.tr.delete($from.before(), $from.after());
  const after = change.mapping.map($from.after(depth));
  change.insert(after, state.schema.nodes.paragraph.create());
  view.dispatch(change.setSelection(TextSelection.near(change.doc.resolve(after + 1))).scrollIntoView());
  return true;
}

/** Backspace in a box that holds nothing takes the box away. */
function dropEmptyBox({ editor }) {
  const found = emptyLine(editor.state.selection);
  if (!found || found.box.childCount > 1) return false;
  removeAt(editor, found.$from.before(found.depth));
  return true;
}

/** Keys at the edges of boxes. */
export const BoxKeys = Extension.create({
  name: "box_keys",
  priority: 300,
  addKeyboardShortcuts: () => ({ Enter: leaveBox, Backspace: dropEmptyBox }),
});

function boxView(name, block, { providers, limits }) {
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
      ...(name === "table" ? tableSteps(editor, () => ({ node: current, place: getPos() }), limits) : []),
      ...(REMOVABLE.has(name) ? [remover(name, () => removeAt(editor, getPos()))] : []),
    );
    const contentDOM = block.content === null ? null : make(CONTENT[name] ?? "div", { class: "box-content" });
    const told = name === "embed" ? make("p", { class: "box-embed", contenteditable: "false" }) : null;
    const dom = make("div", { class: `box box-${name}`, "data-block": name });
    const quoted = name === "quotation" || name === "pull_quote";
    const held = name === "table" ? make("div", { class: "box-scroll" }, make("table", {}, contentDOM)) : contentDOM;
    dom.append(...(quoted ? [contentDOM, head] : [head, told, held].filter(Boolean)));

    function draw() {
      dom.dataset.id = current.attrs.id ?? "";
      for (const each of fields) if (each.kind === "boolean") dom.classList.toggle(`has-${each.attribute}`, current.attrs[each.attribute]);
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
    Object.keys(FIELDS).map((name) => [name, boxView(name, schema.blocks[name], schema)]),
  );
}
