// The toolbar: words on buttons, one tab stop, arrows inside.

import { COMMANDS } from "desk/commands";
import { openLink } from "desk/linking";
import { moveBlock } from "desk/moving";
import { make, word } from "desk/page";

function buttons(menu) {
  const block = (name) => ({ name, text: `block-${name}`, run: COMMANDS[name].run, active: COMMANDS[name].active ?? null });
  const mark = (name) => ({ name, text: `short-${name}`, label: `mark-${name}`, run: (editor) => editor.chain().focus().toggleMark(name).run(), active: (editor) => editor.isActive(name) });
  return [
    [mark("strong"), mark("emphasis"), { name: "link", text: "mark-link", run: openLink, active: (editor) => editor.isActive("link") }],
    [block("heading"), block("bullet_list"), block("quotation")],
    [block("figure"), { name: "insert", text: "menu-insert", label: "menu-insert-long", run: (editor) => { editor.commands.focus(); menu.slash = null; menu.open(editor, ""); } }],
    [{ name: "up", text: "short-up", label: "move-up", run: (editor) => { moveBlock(editor, -1); } }, { name: "down", text: "short-down", label: "move-down", run: (editor) => { moveBlock(editor, 1); } }],
    [{ name: "undo", text: "undo", run: (editor) => editor.chain().focus().undo().run(), able: (editor) => editor.can().undo() }, { name: "redo", text: "redo", run: (editor) => editor.chain().focus().redo().run(), able: (editor) => editor.can().redo() }],
  ];
}

/** Draws the toolbar into `bar`. */
export function startToolbar(editor, bar, menu) {
  const drawn = [];
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", word("toolbar"));
  for (const group of buttons(menu)) {
    const span = make("span", { class: "tool-group" });
    for (const each of group) {
      const button = make("button", {
        type: "button", class: `tool tool-${each.name}`, text: word(each.text), tabindex: "-1",
        "aria-label": each.label ? word(each.label) : null, title: each.label ? word(each.label) : null,
        "aria-pressed": each.active ? "false" : null,
        onmousedown: (event) => event.preventDefault(),
        onclick: () => each.run(editor),
      });
      drawn.push({ ...each, button });
      span.append(button);
    }
    bar.append(span);
  }
  let current = 0;
  drawn[0].button.tabIndex = 0;

  function focus(index) {
    drawn[current].button.tabIndex = -1;
    current = (index + drawn.length) % drawn.length;
    drawn[current].button.tabIndex = 0;
    drawn[current].button.focus();
  }

  bar.addEventListener("keydown", (event) => {
    const to = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    focus(to);
  });
  bar.addEventListener("focusin", (event) => {
    const index = drawn.findIndex(({ button }) => button === event.target);
    if (index < 0 || index === current) return;
    drawn[current].button.tabIndex = -1;
    current = index;
    drawn[current].button.tabIndex = 0;
  });

  let asked = 0;
  function draw() {
    asked = 0;
    for (const { button, active, able } of drawn) {
      if (active) button.setAttribute("aria-pressed", String(Boolean(active(editor))));
      if (able) button.setAttribute("aria-disabled", String(!able(editor)));
    }
  }
  editor.on("transaction", () => {
    if (!asked) asked = window.requestAnimationFrame(draw);
  });
  draw();
}
