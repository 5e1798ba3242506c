// Moving a block: by keys, by buttons, by a handle that can be dragged.

import { Extension, pm } from "tiptap";

import { make, say, word } from "desk/page";

const { NodeSelection, TextSelection } = pm.state;
const HOLDERS = new Set(["doc", "fact_box", "live_update", "bullet_list", "ordered_list"]);

/** The block around a place that can move in this direction: {depth, place, node} or null. */
function movable(doc, place, way) {
  const $place = doc.resolve(place);
  for (let depth = $place.depth; depth >= 0; depth -= 1) {
    const holder = $place.node(depth);
    if (!HOLDERS.has(holder.type.name)) continue;
    const index = $place.index(depth);
    if (index >= holder.childCount) continue;
    if (index + way < 0 || index + way >= holder.childCount) continue;
    return { holder, index, place: $place.posAtIndex(index, depth) };
  }
  return null;
}

/** Moves the block at a place up (-1) or down (1); false where there is nowhere to go. */
export function moveBlockAt(editor, at, way) {
  const { state, view } = editor;
  const found = movable(state.doc, at, way);
  if (!found) {
    say(word(way < 0 ? "moved-first" : "moved-last"));
    return false;
  }
  const { holder, index, place } = found;
  const node = holder.child(index);
  const other = holder.child(index + way);
  const target = way < 0 ? place - other.nodeSize : place + other.nodeSize;
  const { from } = state.selection;
  const inside = from >= place && from <= place + node.nodeSize ? from - place : null;
  const change = state.tr.delete(place, place + node.nodeSize).insert(target, node);
  if (inside !== null) {
    const selection = state.selection instanceof NodeSelection && inside === 0
      ? NodeSelection.create(change.doc, target)
      : TextSelection.near(change.doc.resolve(Math.min(target + inside, change.doc.content.size)));
    change.setSelection(selection);
  }
  view.dispatch(change.scrollIntoView());
  say(word("moved-to", { place: index + way + 1, all: holder.childCount }));
  return true;
}

/** Moves the block that holds the cursor. */
export function moveBlock(editor, way) {
  return moveBlockAt(editor, editor.state.selection.from, way);
}

export const Moving = Extension.create({
  name: "moving",
  priority: 200,
  addKeyboardShortcuts: () => ({
    "Alt-ArrowUp": ({ editor }) => moveBlock(editor, -1) || true,
    "Alt-ArrowDown": ({ editor }) => moveBlock(editor, 1) || true,
  }),
});

/** A handle beside the block under the pointer: drag it, or press its arrows. */
export function startHandle(editor, ground) {
  const grip = make("button", { type: "button", class: "handle-grip", draggable: "true", tabindex: "-1", "aria-label": word("handle-drag"), title: word("handle-drag") });
  grip.append(make("span", { "aria-hidden": "true", text: "⠿" }));
  const step = (way, name, sign) =>
    make("button", { type: "button", class: "handle-step", tabindex: "-1", "aria-label": word(name), title: word(name), text: sign, onclick: () => {
      const at = shown;
      if (at !== null && moveBlockAt(editor, at, way)) hide();
    } });
  const handle = make("div", { class: "handle", hidden: true }, step(-1, "move-up", "↑"), grip, step(1, "move-down", "↓"));
  ground.append(handle);
  let shown = null;
  let drawn = null;

  function hide() {
    shown = null;
    handle.hidden = true;
  }

  /** Where the top block drawn by this element begins. */
  function placeOf(element) {
    let found = null;
    editor.state.doc.forEach((_node, offset) => {
      if (found === null && editor.view.nodeDOM(offset) === element) found = offset;
    });
    return found;
  }

  function showAt(element) {
    if (element === drawn && !handle.hidden) return;
    drawn = element;
    shown = placeOf(element);
    if (shown === null) return;
    handle.hidden = false;
    const down = element.getBoundingClientRect().top - ground.getBoundingClientRect().top;
    handle.style.top = `${down}px`;
  }

  ground.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons) return;
    const block = event.target.closest?.(".ProseMirror > *");
    if (block) showAt(block);
  });
  ground.addEventListener("pointerleave", hide);
  editor.on("update", hide);
  grip.addEventListener("dragstart", (event) => {
    if (shown === null) return;
    const { view } = editor;
    const selection = NodeSelection.create(view.state.doc, shown);
    view.dispatch(view.state.tr.setSelection(selection));
    const slice = selection.content();
    event.dataTransfer.clearData();
    event.dataTransfer.setData("text/html", view.serializeForClipboard(slice).dom.innerHTML);
    event.dataTransfer.effectAllowed = "move";
    const dom = view.nodeDOM(shown);
    if (dom instanceof Element) event.dataTransfer.setDragImage(dom, 0, 0);
    view.dragging = { slice, move: true, node: selection };
  });
  grip.addEventListener("dragend", () => {
    editor.view.dragging = null;
    hide();
  });
  startDropping(editor, ground, grip);
}

/** A block dragged by its handle lands above or below another by height alone, where a line shows it. */
function startDropping(editor, ground, grip) {
  const line = make("div", { class: "drop-line block-drop", hidden: true, "aria-hidden": "true" });
  ground.append(line);
  let dragged = null;

  /** The place between two top blocks that is nearest to the pointer, or null inside a box. */
  function gapAt(event) {
    if (event.target.closest?.(".box-content")) return null;
    let place = null;
    editor.state.doc.forEach((_node, offset) => {
      const { top, height } = editor.view.nodeDOM(offset).getBoundingClientRect();
      if (place === null && event.clientY < top + height / 2) place = offset;
    });
    return place ?? editor.state.doc.content.size;
  }

  function showAt(place) {
    const { doc } = editor.state;
    const isLast = place === doc.content.size;
    const beside = editor.view.nodeDOM(isLast ? place - doc.lastChild.nodeSize : place).getBoundingClientRect();
    const { top, left } = ground.getBoundingClientRect();
    line.style.top = `${(isLast ? beside.bottom + 4 : beside.top - 8) - top}px`;
    line.style.left = `${beside.left - left}px`;
    line.style.width = `${beside.width}px`;
    line.hidden = false;
  }

  function drop(place) {
    const { state, view } = editor;
    const { from, node } = dragged;
    if (state.doc.nodeAt(from) !== node || (place >= from && place <= from + node.nodeSize)) return;
    const change = state.tr.delete(from, from + node.nodeSize);
    const target = change.mapping.map(place);
    change.insert(target, node).setSelection(NodeSelection.create(change.doc, target));
    view.dispatch(change.scrollIntoView());
    say(word("moved-to", { place: change.doc.resolve(target).index() + 1, all: change.doc.childCount }));
  }

  grip.addEventListener("dragstart", () => {
    const { from, node } = editor.state.selection;
    dragged = node ? { from, node } : null;
  });
  grip.addEventListener("dragend", () => {
    dragged = null;
    line.hidden = true;
  });
  // Before ProseMirror hears of it, whose own choice of a side goes by the letters under the pointer.
  for (const name of ["dragover", "drop"]) {
    ground.addEventListener(name, (event) => {
      const place = dragged ? gapAt(event) : null;
      line.hidden = true;
      if (place === null) return;
      event.preventDefault();
      event.stopPropagation();
      if (name === "drop") drop(place);
      else showAt(place);
    }, { capture: true });
  }
}
