// Pasting: markup is cleaned by the house, and the writer is told what was left out.

import { Extension, pm } from "tiptap";

import { TOLD, PastedPlace, fillIn, shortened, takeBack } from "desk/pasted";
import { insertBlocks, limitsOf, placePictures, swapPicture } from "desk/commands";
import { withIds } from "desk/ids";
import { addresses, ask, has, make, pictureOf, say, word } from "desk/page";
import { arrivalNote, uploadFiles } from "desk/picker";
import { cellAround, cellsOf, isRows, pasteIntoCells, tableOf, tooLarge } from "desk/tables";

const { Plugin, PluginKey } = pm.state;
const { Slice, Fragment } = pm.model;

const MOST_LINES = 12;
/** Lines of bare text that may be a story's; fewer are pasted as they are. */
const COPY = 3;

/** A sentence without its marks of writing, to compare by. */
export function bare(text) {
  return text.toLocaleLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function captionsOf(editor) {
  const found = new Map();
  const add = (caption) => {
    if (caption && bare(caption)) found.set(bare(caption), caption);
  };
  editor.state.doc.descendants((node) => {
    if (node.type.name === "figure") {
      add(node.attrs.caption);
      add(pictureOf(node.attrs.picture)?.caption);
    }
    return !node.isTextblock;
  });
  const lead = document.querySelector("[name=lead_caption]");
  add(lead?.value || lead?.placeholder);
  return found;
}

/** Paragraphs of the text between two places that stand under a picture already. */
function repeatedCaptions(editor, from, to) {
  const captions = captionsOf(editor);
  const found = [];
  editor.state.doc.nodesBetween(from, Math.min(to, editor.state.doc.content.size), (node) => {
    if (node.type.name === "paragraph" && captions.has(bare(node.textContent))) {
      found.push({ id: node.attrs.id, text: node.textContent });
    }
    return !node.isTextblock;
  });
  return found;
}

function removeBlock(editor, id) {
  editor.state.doc.descendants((node, place) => {
    if (node.attrs.id === id) {
      editor.view.dispatch(editor.state.tr.delete(place, place + node.nodeSize));
      return false;
    }
    return !node.isTextblock;
  });
}

/** Whether a selection stands in an item of a list, so that pasted items become its neighbors. */
function listAround({ $from }) {
  return $from.depth > 1 && $from.node(-1).type.name === "list_item";
}

/** Whether markup was copied out of this editor and holds our own blocks, ids and all. */
function isOurs(html) {
  return html.includes("data-pm-slice") && html.includes("data-block=");
}

export class PasteDesk {
  /** `notices` is the element above the text in which remarks stand until they are closed. */
  constructor(notices) {
    this.notices = notices;
  }

  tell(heading, lines, steps = []) {
    const close = make("button", { type: "button", class: "quiet-button", text: word("close"), onclick: () => note.remove() });
    const note = make("div", { class: "notice" }, make("p", {}, make("strong", { text: heading })));
    if (lines.length) note.append(make("ul", {}, ...lines.map((line) => make("li", { text: line }))));
    note.append(make("div", { class: "figure-steps" }, ...steps, close));
    this.notices.append(note);
    say(heading);
    return note;
  }

  /** Cleans markup, or bare text where there is none, and puts it where the cursor is now. */
  async markup(editor, html, plain) {
    const mark = editor.state.selection.getBookmark();
    const sent = html ? { html } : { text: plain };
    if (editor.isEmpty) sent.begins = "1";
    for (const name of TOLD) sent[name] = document.querySelector(`[name=${name}]`)?.value ?? "";
    let bookmark = mark;
    const follow = ({ transaction }) => {
      bookmark = bookmark.map(transaction.mapping);
    };
    editor.on("transaction", follow);
    say(word("paste-cleaning"));
    try {
      const answer = await ask(addresses.paste, { send: sent });
      editor.off("transaction", follow);
      const place = this.insert(editor, answer.document, bookmark.resolve(editor.state.doc));
      this.report(answer.removed);
      this.cleaned(editor, answer, place, Boolean(sent.begins));
    } catch (fault) {
      editor.off("transaction", follow);
      editor.commands.insertContent(plain.split(/\n+/).filter(Boolean).map((line) => ({ type: "paragraph", content: [{ type: "text", text: line }] })));
      this.tell(word("paste-failed"), [fault.message]);
    }
  }

  /** Puts blocks in the place of a selection; gives where they stand then, from and to. */
  insert(editor, document, selection) {
    const { schema, tr } = editor.state;
    const blocks = withIds(document).content.map((block) => schema.nodeFromJSON({ ...block, attrs: { ...block.attrs, id: null } }));
    if (!blocks.length) return null;
    const inList = listAround(selection);
    const opens = (node) => (node.type.name === "paragraph" ? 1 : inList && node.type.name.endsWith("_list") ? 3 : 0);
    const content = Fragment.fromArray(blocks);
    const change = tr.setSelection(selection);
    const start = selection.from;
    change.replaceSelection(new Slice(content, opens(blocks[0]), opens(blocks.at(-1))));
    const place = { from: change.mapping.map(selection.from, -1), to: change.mapping.map(selection.to, 1) };
    editor.view.dispatch(change.setMeta("paste", true).scrollIntoView());
    this.pointOut(editor, Math.max(0, start - 1), editor.state.selection.to);
    return place;
  }

  /** What the rules for copy took out of a story or filled in, line by line; one step puts it back. */
  cleaned(editor, { whole, left_out: leftOut, fields }, place, isFirst) {
    this.copy?.remove();
    this.pasted?.leave();
    if (!whole || !place) return;
    const filled = fillIn(fields);
    const lines = [
      ...filled.map(({ label, value }) => word("paste-filled", { name: label, value })),
      ...leftOut.slice(0, MOST_LINES).map(({ text, reason }) => `“${shortened(text)}” – ${reason}`),
    ];
    if (leftOut.length > MOST_LINES) lines.push(word("paste-more", { count: leftOut.length - MOST_LINES }));
    this.pasted = new PastedPlace(editor, place);
    const back = make("button", { type: "button", class: "quiet-button", text: word("paste-back"), onclick: () => {
      this.pasted.putBack((selection) => this.insert(editor, whole, selection), leftOut);
      takeBack(filled);
      this.copy.remove();
      editor.commands.focus();
    } });
    this.copy = this.tell(word(leftOut.length ? "paste-cleaned" : "paste-tidied", { count: leftOut.length }), lines, [back]);
    if (isFirst) this.copy.scrollIntoView({ block: "start" });
  }

  /** What an earlier paste lost is read by now; only the last one's list stands. */
  report(removed) {
    this.lost?.remove();
    if (!removed.length) {
      say(word("paste-clean"));
      return;
    }
    const lines = removed.slice(0, MOST_LINES).map(({ what, text, reason }) => {
      const named = word(has(`left-out-${what}`) ? `left-out-${what}` : "left-out-other");
      return text ? `${named}: “${shortened(text)}” – ${reason}` : `${named}: ${reason}`;
    });
    if (removed.length > MOST_LINES) lines.push(word("paste-more", { count: removed.length - MOST_LINES }));
    this.lost = this.tell(word("paste-removed", { count: removed.length }), lines);
  }

  /** E10: a caption that was pasted into the running text. */
  pointOut(editor, from, to) {
    for (const { id, text } of repeatedCaptions(editor, from, to)) {
      const remove = make("button", { type: "button", class: "quiet-button", text: word("paste-caption-remove"), onclick: () => {
        removeBlock(editor, id);
        note.remove();
        editor.commands.focus();
      } });
      const note = this.tell(word("paste-caption"), [text], [remove]);
    }
  }

  async pictures(editor, files) {
    const taken = await uploadFiles(files, (arrival) => {
      const note = this.tell(word("upload-told"), []);
      note.firstElementChild.after(arrivalNote(arrival, (near) => {
        note.remove();
        swapPicture(editor, arrival.id, near.id);
      }));
    });
    if (taken.length) placePictures(editor, taken);
  }
}

const filesOf = (transfer) => [...(transfer?.files ?? [])];

function takePaste(desk, editor, view, event) {
  if (event.target.closest?.("input, textarea")) return false;
  const html = event.clipboardData?.getData("text/html") ?? "";
  const plain = event.clipboardData?.getData("text/plain") ?? "";
  if (cellAround(view.state) && plain) {
    event.preventDefault();
    return pasteIntoCells(editor, plain, limitsOf(editor));
  }
  if (isOurs(html)) return false;
  if (html.trim()) {
    event.preventDefault();
    desk.markup(editor, html, event.clipboardData.getData("text/plain"));
    return true;
  }
  const files = filesOf(event.clipboardData);
  if (files.length) {
    event.preventDefault();
    desk.pictures(editor, files);
    return true;
  }
  if (isRows(plain) && !tooLarge(cellsOf(plain).length, cellsOf(plain)[0].length, limitsOf(editor))) {
    event.preventDefault();
    insertBlocks(editor, [tableOf(cellsOf(plain), { head_row: true })]);
    return true;
  }
  if (plain.split("\n").filter((line) => line.trim()).length >= COPY) {
    event.preventDefault();
    desk.markup(editor, "", plain);
    return true;
  }
  const start = view.state.selection.from;
  window.setTimeout(() => desk.pointOut(editor, Math.max(0, start - 1), view.state.selection.to), 0);
  return false;
}

function takeDrop(desk, editor, view, event) {
  const files = filesOf(event.dataTransfer);
  const html = event.dataTransfer?.getData("text/html") ?? "";
  const isForeign = html.trim() && !view.dragging && !isOurs(html);
  if (event.defaultPrevented || (!files.length && !isForeign)) return false;
  event.preventDefault();
  const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (place) editor.commands.setTextSelection(place.pos);
  if (files.length) desk.pictures(editor, files);
  else desk.markup(editor, html, event.dataTransfer.getData("text/plain"));
  return true;
}

/** The extension that hands what is pasted or dropped to a desk. */
export function pasting(desk) {
  return Extension.create({
    name: "pasting",
    addProseMirrorPlugins() {
      const { editor } = this;
      return [
        new Plugin({
          key: new PluginKey("pasting"),
          props: {
            // Before ProseMirror parses what comes: foreign markup never reaches a parser here.
            handleDOMEvents: {
              paste: (view, event) => takePaste(desk, editor, view, event),
              drop: (view, event) => takeDrop(desk, editor, view, event),
            },
          },
        }),
      ];
    },
  });
}
