// Tables in the text: rows and columns by buttons, cells by keys, and a dialog that reads pasted rows.

import { Extension, pm } from "tiptap";

import { freshId, make, say, word } from "desk/page";

const { TextSelection } = pm.state;

const textOf = (cell) => (cell ? [{ type: "text", text: cell }] : []);
const cellOf = (text = "") => ({ type: "table_cell", content: textOf(text) });
const rowOf = (cells) => ({ type: "table_row", content: cells.map(cellOf) });

/** Rows of text as cells: parted by tabs as spreadsheets copy them, else by bars. */
export function cellsOf(text) {
  const lines = text.replace(/\r/g, "").split("\n").filter((line) => line.trim());
  const sign = lines.some((line) => line.includes("\t")) ? "\t" : "|";
  const bare = (line) => (sign === "|" ? line.trim().replace(/^\|/, "").replace(/\|$/, "") : line);
  const rows = lines.map((line) => bare(line).split(sign).map((cell) => cell.trim()));
  const width = Math.max(0, ...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array(width - row.length).fill("")]);
}

/** Whether bare text is rows of a spreadsheet: two at least, each with as many tabs. */
export function isRows(text) {
  const lines = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n");
  const tabs = new Set(lines.map((line) => line.split("\t").length));
  return lines.length > 1 && tabs.size === 1 && !tabs.has(1);
}

/** A table of cells; the first row and the first column may be heads. */
export function tableOf(cells, attrs = {}) {
  return { type: "table", attrs, content: cells.map(rowOf) };
}

/** Why a table of that size has no place, or "". */
export function tooLarge(rows, columns, limits) {
  const fits = rows <= limits.rows && columns <= limits.columns;
  return fits ? "" : word("table-large", { rows: limits.rows, columns: limits.columns });
}

/** The table around the cursor and the cell in it: {node, place, row, column}, or null. */
export function cellAround(state) {
  const { $from } = state.selection;
  if ($from.parent.type.name !== "table_cell") return null;
  const depth = $from.depth - 2;
  return { node: $from.node(depth), place: $from.before(depth), row: $from.index(depth), column: $from.index(depth + 1) };
}

function placeOf(table, place, row, column) {
  let at = place + 1;
  for (let number = 0; number < row; number += 1) at += table.child(number).nodeSize;
  at += 1;
  for (let number = 0; number < column; number += 1) at += table.child(row).child(number).nodeSize;
  return at + 1;
}

/** Puts another table in the place of one, and the cursor into a cell of it. */
function replace(editor, { node, place }, rows, row, column) {
  const { state, view } = editor;
  const made = state.schema.nodeFromJSON({ type: "table", attrs: node.attrs, content: rows });
  const change = state.tr.replaceWith(place, place + node.nodeSize, made);
  const to = [Math.min(row, made.childCount - 1), Math.min(column, made.firstChild.childCount - 1)];
  view.dispatch(change.setSelection(TextSelection.create(change.doc, placeOf(made, place, ...to))).scrollIntoView());
  view.focus();
}

function goTo(editor, { node, place }, row, column) {
  const at = placeOf(node, place, row, column);
  const end = at + node.child(row).child(column).content.size;
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, at, end)).scrollIntoView());
  return true;
}

const rowsOf = (node) => node.toJSON().content.map((row) => ({ ...row, content: row.content ?? [] }));

/** What the buttons over a table do: rows of JSON and the cell of the cursor in, rows and a cell out. */
const STEPS = {
  "row-add": (rows, row, column) => [[...rows.slice(0, row + 1), rowOf(rows[0].content.map(() => "")), ...rows.slice(row + 1)], row + 1, column],
  "column-add": (rows, row, column) => [rows.map((each) => ({ ...each, content: each.content.toSpliced(column + 1, 0, cellOf()) })), row, column + 1],
  "row-remove": (rows, row, column) => [rows.toSpliced(row, 1), row, column],
  "column-remove": (rows, row, column) => [rows.map((each) => ({ ...each, content: each.content.toSpliced(column, 1) })), row, column],
};

function take(editor, name, table, limits) {
  const around = cellAround(editor.state);
  const isHere = around?.place === table.place;
  const row = isHere ? around.row : table.node.childCount - 1;
  const column = isHere ? around.column : table.node.firstChild.childCount - 1;
  const [rows, toRow, toColumn] = STEPS[name](rowsOf(table.node), row, column);
  const fault = tooLarge(rows.length, rows[0]?.content.length ?? 0, limits);
  if (fault) return say(fault);
  if (!rows.length || !rows[0].content.length) return say(word("table-last"));
  replace(editor, table, rows, toRow, toColumn);
  return say(word(`table-${name}-done`, { rows: rows.length, columns: rows[0].content.length }));
}

/** The buttons over a table; `find` gives its node and place. */
export function tableSteps(editor, find, limits) {
  return Object.keys(STEPS).map((name) =>
    make("button", {
      type: "button", class: "quiet-button table-step", text: word(`table-${name}`),
      onmousedown: (event) => event.preventDefault(),
      onclick: () => take(editor, name, find(), limits),
    }),
  );
}

/** Fills cells from the cursor's on with pasted text; false where the cursor is in no cell. */
export function pasteIntoCells(editor, text, limits) {
  const around = cellAround(editor.state);
  if (!around) return false;
  if (!text.includes("\t") && !text.trim().includes("\n")) {
    editor.view.dispatch(editor.state.tr.insertText(text.trim()).scrollIntoView());
    return true;
  }
  const cells = text.includes("\t") ? cellsOf(text) : text.trim().split(/\n+/).map((line) => [line.trim()]);
  const rows = rowsOf(around.node);
  const width = Math.max(around.node.firstChild.childCount, around.column + cells[0].length);
  const height = Math.max(rows.length, around.row + cells.length);
  const fault = tooLarge(height, width, limits);
  if (fault) {
    say(fault);
    return true;
  }
  const made = Array.from({ length: height }, (_none, row) => {
    const held = rows[row] ?? { type: "table_row", content: [] };
    const content = Array.from({ length: width }, (_no, column) => {
      const cell = held.content[column] ?? cellOf();
      const pasted = cells[row - around.row]?.[column - around.column];
      return pasted === undefined ? cell : { ...cell, content: textOf(pasted) };
    });
    return { ...held, content };
  });
  replace(editor, around, made, around.row + cells.length - 1, around.column + cells[0].length - 1);
  return true;
}

function step(way) {
  return ({ editor }) => {
    const around = cellAround(editor.state);
    if (!around) return false;
    const width = around.node.firstChild.childCount;
    const next = around.row * width + around.column + way;
    if (next < 0 || next >= width * around.node.childCount) return false; // Tab leads out of the table
    return goTo(editor, around, Math.floor(next / width), next % width);
  };
}

function down({ editor }) {
  const around = cellAround(editor.state);
  if (!around) return false;
  if (around.row + 1 < around.node.childCount) return goTo(editor, around, around.row + 1, around.column);
  const { state, view } = editor;
  const after = around.place + around.node.nodeSize;
  const change = state.tr;
  if (state.doc.resolve(after).nodeAfter?.type.name !== "paragraph") change.insert(after, state.schema.nodes.paragraph.create());
  view.dispatch(change.setSelection(TextSelection.near(change.doc.resolve(after + 1))).scrollIntoView());
  return true;
}

/** Tab to the next cell and out of the last, Enter to the cell below and out of the last row. */
export const TableKeys = Extension.create({
  name: "table_keys",
  priority: 310,
  addKeyboardShortcuts: () => ({ Tab: step(1), "Shift-Tab": step(-1), Enter: down }),
});

let parts = null;

function build() {
  const rows = make("textarea", { id: freshId("table-rows"), rows: 8, spellcheck: "false" });
  const help = make("p", { class: "help", id: freshId("table-help"), text: word("table-rows-help") });
  const fault = make("p", { class: "field-fault", id: freshId("table-fault"), role: "alert" });
  rows.setAttribute("aria-describedby", `${help.id} ${fault.id}`);
  const caption = make("input", { id: freshId("table-caption"), type: "text" });
  const heads = ["head_row", "head_column"].map((name) => make("input", { id: freshId(name), type: "checkbox", name }));
  const dialog = make("dialog", { class: "desk-dialog", "aria-labelledby": "table-dialog-title" });
  const form = make("form", { method: "dialog" });
  form.append(
    make("h2", { id: "table-dialog-title", text: word("block-table") }),
    make("label", { for: rows.id, text: word("table-rows") }), help, rows, fault,
    make("label", { for: caption.id, text: word("field-caption") }), caption,
    ...heads.map((box) => make("p", { class: "dialog-check" }, box, make("label", { for: box.id, text: word(`field-${box.name}`) }))),
    make("div", { class: "dialog-steps" },
      make("button", { type: "submit", class: "button", text: word("table-set") }),
      make("button", { type: "button", class: "quiet-button", text: word("cancel"), onclick: () => dialog.close() })),
  );
  dialog.append(form);
  document.body.append(dialog);
  return { dialog, form, rows, caption, heads, fault };
}

/** Resolves with a table of the rows that were pasted or typed, or null when the dialog was left. */
export function openTable(limits) {
  parts ??= build();
  const { dialog, form, rows, caption, heads, fault } = parts;
  rows.value = "";
  caption.value = "";
  caption.maxLength = limits.caption;
  fault.textContent = "";
  heads[0].checked = true;
  heads[1].checked = false;
  return new Promise((resolve) => {
    let found = null;
    form.onsubmit = (event) => {
      event.preventDefault();
      const cells = rows.value.trim() ? cellsOf(rows.value) : Array.from({ length: 3 }, () => ["", "", ""]);
      fault.textContent = tooLarge(cells.length, cells[0].length, limits);
      if (fault.textContent) {
        rows.focus();
        return;
      }
      found = tableOf(cells, { caption: caption.value, head_row: heads[0].checked, head_column: heads[1].checked });
      dialog.close();
    };
    dialog.onclose = () => resolve(found);
    dialog.showModal();
  });
}
