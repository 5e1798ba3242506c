// Every block keeps its id through editing; a new block gets a new one.

import { Extension, pm } from "tiptap";

const { Plugin, PluginKey } = pm.state;
const { Slice, Fragment } = pm.model;
const SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789";

export function newId() {
  const numbers = crypto.getRandomValues(new Uint8Array(12));
  return [...numbers].map((number) => SIGNS[number % SIGNS.length]).join("");
}

/** Gives a new id to blocks without one, and to the later of two with the same. */
function fillIds(state) {
  const seen = new Set();
  const change = state.tr;
  state.doc.descendants((node, place) => {
    if (!node.isBlock) return false;
    const { id } = node.attrs;
    if (!id || seen.has(id)) {
      const fresh = newId();
      change.setNodeAttribute(place, "id", fresh);
      seen.add(fresh);
    } else {
      seen.add(id);
    }
    return !node.isTextblock;
  });
  return change.docChanged ? change : null;
}

function idsIn(doc) {
  const found = new Set();
  doc.descendants((node) => {
    if (node.attrs.id) found.add(node.attrs.id);
    return !node.isTextblock;
  });
  return found;
}

/** The same content without the ids that the document has already. */
function withoutIds(fragment, taken) {
  const nodes = [];
  fragment.forEach((node) => {
    if (node.isText) {
      nodes.push(node);
      return;
    }
    const attributes = taken.has(node.attrs.id) ? { ...node.attrs, id: null } : node.attrs;
    nodes.push(node.type.create(attributes, withoutIds(node.content, taken), node.marks));
  });
  return Fragment.fromArray(nodes);
}

export const BlockIds = Extension.create({
  name: "block_ids",
  addProseMirrorPlugins: () => [
    new Plugin({
      key: new PluginKey("block_ids"),
      appendTransaction: (transactions, _before, state) =>
        transactions.some((each) => each.docChanged) ? fillIds(state) : null,
      props: {
        transformPasted: (slice, view) => {
          if (view.dragging?.move) return slice;
          const content = withoutIds(slice.content, idsIn(view.state.doc));
          return new Slice(content, slice.openStart, slice.openEnd);
        },
      },
    }),
  ],
});

/** Ids for a document that has some blocks without; before the editor first shows it. */
export function withIds(doc) {
  const fill = (block) => ({
    ...block,
    ...(block.type === "text" || block.type === "hard_break"
      ? {}
      : { attrs: { ...block.attrs, id: block.attrs?.id ?? newId() } }),
    ...(block.content ? { content: block.content.map(fill) } : {}),
  });
  return { ...doc, content: (doc.content ?? []).map(fill) };
}
