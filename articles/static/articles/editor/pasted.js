// What a paste told beside its text, where it stands, and the way back.

import { pm } from "tiptap";

/** What copy tells beside its text; the house asks what the form says of it already. */
export const TOLD = ["headline", "kicker", "standfirst", "byline", "dateline"];
const MOST_SIGNS = 80;

export function shortened(text) {
  return text.length > MOST_SIGNS ? `${text.slice(0, MOST_SIGNS)}…` : text;
}

/** Writes what the copy told into lines of the form that are empty; gives those. */
export function fillIn(fields) {
  return Object.entries(fields).flatMap(([name, value]) => {
    const line = document.querySelector(`[name=${name}]`);
    if (!line || line.value.trim()) return [];
    write(line, value);
    const label = line.labels?.[0]?.firstChild?.textContent.trim() || name;
    return [{ line, label, value: shortened(value), written: line.value }];
  });
}

/** Empties them again, but for what somebody has changed since. */
export function takeBack(filled) {
  for (const { line, written } of filled) if (line.value === written) write(line, "");
}

function write(line, value) {
  line.value = value;
  line.dispatchEvent(new Event("input", { bubbles: true }));
  line.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Where a paste stands while the text around it changes. */
export class PastedPlace {
  constructor(editor, { from, to }) {
    Object.assign(this, { editor, from, to });
    this.slice = editor.state.doc.slice(from, to);
    const follow = ({ transaction }) => {
      this.from = transaction.mapping.map(this.from, 1);
      this.to = transaction.mapping.map(this.to, -1);
    };
    editor.on("transaction", follow);
    this.leave = () => editor.off("transaction", follow);
  }

  /** The whole in its place, or only the lines below it where somebody has written there since. */
  putBack(insertWhole, leftOut) {
    const { state } = this.editor;
    if (state.doc.slice(this.from, this.to).eq(this.slice)) {
      insertWhole(pm.state.TextSelection.between(state.doc.resolve(this.from), state.doc.resolve(this.to)));
      return;
    }
    const lines = leftOut.map(({ text }) => ({ type: "paragraph", content: [{ type: "text", text }] }));
    this.editor.commands.insertContentAt(this.to, lines);
  }
}
