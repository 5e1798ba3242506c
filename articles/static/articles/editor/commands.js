// What the writer can do with blocks: one list for the toolbar and for the slash menu.

import { pm } from "tiptap";

import { localNow, withOffset } from "desk/boxes";
import { openEmbed } from "desk/embedding";
import { keepPictures, say, word } from "desk/page";
import { openPicker } from "desk/picker";
import { openTable } from "desk/tables";

const { Selection, TextSelection } = pm.state;

/** Puts blocks where the cursor is: in place of an empty paragraph, before one at its first word, else after it. */
export function insertBlocks(editor, blocks) {
  const { state, view } = editor;
  const nodes = blocks.map((block) => state.schema.nodeFromJSON(block));
  const { $from } = state.selection;
  let depth = $from.depth;
  while (depth > 0 && !fits($from.node(depth - 1), $from.index(depth - 1), nodes)) depth -= 1;
  const change = state.tr;
  let place;
  if (depth === 0) {
    place = state.selection.to;
    change.insert(place, nodes);
  } else {
    const block = $from.node(depth);
    const empty = block.isTextblock && block.content.size === 0;
    const isBefore = empty || (state.selection.empty && $from.pos === $from.start(depth) + ($from.depth - depth));
    place = isBefore ? $from.before(depth) : $from.after(depth);
    if (empty) change.replaceWith(place, $from.after(depth), nodes);
    else change.insert(place, nodes);
  }
  const end = place + nodes.reduce((sum, node) => sum + node.nodeSize, 0);
  if (end >= change.doc.content.size) change.insert(change.doc.content.size, state.schema.nodes.paragraph.create());
  const near = nodes[0].isAtom ? change.doc.resolve(end) : change.doc.resolve(place + 1);
  change.setSelection(nodes[0].isAtom ? Selection.near(near) : TextSelection.near(near));
  view.dispatch(change.scrollIntoView());
  return place;
}

function fits(holder, index, nodes) {
  return holder.canReplaceWith(index + 1, index + 1, nodes[0].type);
}

/** The most that a body holds, by name. */
export const limitsOf = (editor) => editor.storage.body_limits;

const text = (editor) => editor.chain().focus();

/** A text block of that type, out of whatever list or quotation it stood in. */
function setText(editor, type, attributes = {}) {
  if (editor.isActive(type, attributes) && type !== "paragraph") {
    return text(editor).setNode("paragraph").run();
  }
  return text(editor).clearNodes().setNode(type, attributes).run();
}

export async function addPictures(editor) {
  const pictures = await openPicker({});
  if (!pictures.length) {
    editor.commands.focus();
    return;
  }
  placePictures(editor, pictures);
}

/** Figures of these pictures at the cursor; the first without alt text asks for it. */
export function placePictures(editor, pictures) {
  keepPictures(pictures);
  const place = insertBlocks(
    editor,
    pictures.map((picture) => ({ type: "figure", attrs: { picture: picture.id } })),
  );
  say(word("picture-placed"));
  window.requestAnimationFrame(() => editor.view.nodeDOM(place)?.figure?.askForAlt());
}

/** Puts one picture wherever another stands in the text. */
export function swapPicture(editor, from, to) {
  const { doc, tr } = editor.state;
  doc.descendants((node, place) => {
    if (node.type.name === "figure" && node.attrs.picture === from) tr.setNodeAttribute(place, "picture", to);
    return !node.isTextblock;
  });
  editor.view.dispatch(tr);
}

async function addEmbed(editor) {
  const attrs = await openEmbed();
  if (attrs) insertBlocks(editor, [{ type: "embed", attrs }]);
  editor.commands.focus();
}

async function addTable(editor) {
  const table = await openTable(limitsOf(editor));
  if (table) insertBlocks(editor, [table]);
  editor.commands.focus();
}

function addBox(editor, type, attrs = {}) {
  const place = insertBlocks(editor, [{ type, attrs, content: [{ type: "paragraph" }] }]);
  editor.commands.focus();
  return place;
}

const quote = (editor) => {
  if (editor.isActive("quotation")) return text(editor).lift("quotation").run();
  return text(editor).clearNodes().wrapIn("quotation").run();
};

/** Everything that can be inserted or turned into, by name; words are word(`block-${name}`). */
export const COMMANDS = {
  figure: { run: addPictures },
  heading: { run: (editor) => setText(editor, "heading", { level: 2 }), active: (editor) => editor.isActive("heading", { level: 2 }) },
  subheading: { run: (editor) => setText(editor, "heading", { level: 3 }), active: (editor) => editor.isActive("heading", { level: 3 }) },
  minor_heading: { run: (editor) => setText(editor, "heading", { level: 4 }), active: (editor) => editor.isActive("heading", { level: 4 }) },
  bullet_list: { run: (editor) => text(editor).toggleList("bullet_list", "list_item").run(), active: (editor) => editor.isActive("bullet_list") },
  ordered_list: { run: (editor) => text(editor).toggleList("ordered_list", "list_item").run(), active: (editor) => editor.isActive("ordered_list") },
  quotation: { run: quote, active: (editor) => editor.isActive("quotation") },
  pull_quote: { run: (editor) => setText(editor, "pull_quote"), active: (editor) => editor.isActive("pull_quote") },
  fact_box: { run: (editor) => addBox(editor, "fact_box"), active: (editor) => editor.isActive("fact_box") },
  table: { run: addTable, active: (editor) => editor.isActive("table") },
  embed: { run: addEmbed },
  live_update: { run: (editor) => addBox(editor, "live_update", { at: withOffset(localNow()) }), active: (editor) => editor.isActive("live_update") },
  rule: { run: (editor) => { insertBlocks(editor, [{ type: "rule" }]); editor.commands.focus(); } },
  paragraph: { run: (editor) => setText(editor, "paragraph"), active: (editor) => editor.isActive("paragraph") && !editor.isActive("list_item") && !editor.isActive("quotation") },
};
