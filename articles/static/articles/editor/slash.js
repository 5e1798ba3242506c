// "/" typed at the start of a block or after a space opens a list of blocks; the toolbar opens the same.

import { Extension, pm } from "tiptap";

import { COMMANDS } from "desk/commands";
import { freshId, make, say, word } from "desk/page";

const { Plugin, PluginKey } = pm.state;
const KEY = new PluginKey("slash");
const FAST = 3; // letters; more at once are a paste
const TYPED = /(?:^|\s)\/((?:\p{L}[\p{L} ]{0,19})?)$/u;

/** The slash before the cursor and the letters after it: {at, letters}, or null where there is none. */
function typedIn(state) {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.isTextblock) return null;
  const before = $from.parent.textBetween(0, $from.parentOffset, "\n", "\n");
  const found = TYPED.exec(before);
  if (!found) return null;
  return { at: $from.pos - found[1].length - 1, letters: found[1].trim().toLocaleLowerCase() };
}

/** Whether a key put the slash there; a fast hand's next letters may arrive with it. */
function isTyped(before, after, at) {
  const grown = after.content.size - before.content.size;
  if (grown < 1 || grown > FAST) return false;
  return at + 1 > before.content.size || before.textBetween(at, at + 1, "\n") !== "/";
}

export class BlockMenu {
  constructor(ground) {
    this.id = freshId("block-menu");
    this.list = make("div", { id: this.id, role: "listbox", class: "block-menu", hidden: true, "aria-label": word("menu-blocks") });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    ground.append(this.list);
    this.ground = ground;
    this.slash = null; // where the slash stands that opened the menu
  }

  get isOpen() {
    return !this.list.hidden;
  }

  open(editor, filter) {
    const names = Object.keys(COMMANDS).filter((name) =>
      `${word(`block-${name}`)} ${name}`.toLocaleLowerCase().includes(filter),
    );
    if (!names.length) {
      this.close(editor);
      return;
    }
    if (!this.isOpen) say(word("menu-opened"));
    this.names = names;
    this.chosen = Math.min(this.chosen ?? 0, names.length - 1);
    this.list.replaceChildren(
      ...names.map((name, index) => {
        const option = make("div", { role: "option", id: `${this.id}-${index}`, onclick: () => this.run(editor, index) });
        option.append(make("strong", { text: word(`block-${name}`) }), make("span", { text: word(`hint-${name}`) }));
        return option;
      }),
    );
    this.list.hidden = false;
    this.place(editor);
    this.mark(editor);
  }

  /** Under the cursor, or above it where there is no room between it and the bar of buttons. */
  place(editor) {
    const frame = this.ground.getBoundingClientRect();
    const cursor = editor.view.coordsAtPos(editor.state.selection.from);
    const floor = document.querySelector(".story-bar")?.getBoundingClientRect().top ?? window.innerHeight;
    const { offsetHeight, offsetWidth } = this.list;
    const isAbove = cursor.bottom + offsetHeight + 12 > floor && cursor.top - offsetHeight - 12 > 0;
    const top = isAbove ? cursor.top - offsetHeight - 6 : cursor.bottom + 6;
    this.list.style.top = `${top - frame.top}px`;
    const room = frame.width - offsetWidth - 4;
    this.list.style.left = `${Math.max(0, Math.min(cursor.left - frame.left, room))}px`;
  }

  mark(editor) {
    [...this.list.children].forEach((option, index) => {
      const chosen = index === this.chosen;
      option.setAttribute("aria-selected", String(chosen));
      if (chosen) option.scrollIntoView({ block: "nearest" });
    });
    const { dom } = editor.view;
    dom.setAttribute("aria-controls", this.id);
    dom.setAttribute("aria-activedescendant", `${this.id}-${this.chosen}`);
  }

  close(editor) {
    if (!this.isOpen) return;
    this.list.hidden = true;
    this.chosen = 0;
    editor.view.dom.removeAttribute("aria-controls");
    editor.view.dom.removeAttribute("aria-activedescendant");
  }

  run(editor, index) {
    const name = this.names[index];
    const { slash } = this;
    this.slash = null;
    this.close(editor);
    if (slash !== null) editor.commands.deleteRange({ from: slash, to: editor.state.selection.from });
    COMMANDS[name].run(editor);
  }

  key(editor, event) {
    if (!this.isOpen) return false;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && !event.altKey) {
      this.chosen = (this.chosen + steps[event.key] + this.names.length) % this.names.length;
      this.mark(editor);
      return true;
    }
    if (event.key === "Enter" || event.key === "Tab") {
      this.run(editor, this.chosen);
      return true;
    }
    if (event.key === "Escape") {
      this.slash = null;
      this.close(editor);
      return true;
    }
    return false;
  }

  /** Follows what is typed: only a slash that was just typed opens it, none that the cursor comes to. */
  follow(editor, before) {
    const typed = typedIn(editor.state);
    if (typed && isTyped(before.doc, editor.state.doc, typed.at)) this.slash = typed.at;
    if (typed?.at !== this.slash) this.slash = null;
    if (this.slash === null || !editor.view.hasFocus()) this.close(editor);
    else this.open(editor, typed.letters);
  }
}

/** The extension around a menu. */
export function slashMenu(menu) {
  return Extension.create({
    name: "slash",
    priority: 1000,
    addProseMirrorPlugins() {
      const { editor } = this;
      return [
        new Plugin({
          key: KEY,
          props: { handleKeyDown: (_view, event) => menu.key(editor, event) },
          view: () => ({
            update: (_view, before) => {
              const { doc, selection } = editor.state;
              if (before.doc !== doc || before.selection !== selection) menu.follow(editor, before);
            },
          }),
        }),
      ];
    },
    // Not at once, so that a click on the menu arrives; and not when the writer is back by then.
    onBlur: ({ editor }) => window.setTimeout(() => editor.view.hasFocus() || menu.close(editor), 150),
  });
}
