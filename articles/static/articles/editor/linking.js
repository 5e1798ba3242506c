// The dialog of a link: an address, or a story of ours found by its words.

import { searchBox } from "desk/choosing";
import { addresses, freshId, make, word } from "desk/page";

const KNOWN = /^(https?:\/\/|mailto:|tel:|\/(?!\/))/i;
const HOST = /^[\w-]+(\.[\w-]+)+(\/|$)/;
const MAIL = /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/;

/** The address as a link may hold it, or null. */
export function linkAddress(text) {
  const typed = text.trim();
  if (KNOWN.test(typed)) return typed;
  if (MAIL.test(typed)) return `mailto:${typed}`;
  return HOST.test(typed) ? `https://${typed}` : null;
}

function build() {
  const address = make("input", { id: freshId("link-address"), type: "text", inputmode: "url", autocomplete: "off" });
  const fault = make("p", { class: "field-fault", id: freshId("link-fault"), role: "alert" });
  address.setAttribute("aria-describedby", fault.id);
  const dialog = make("dialog", { class: "desk-dialog", "aria-labelledby": "link-dialog-title" });
  const form = make("form", { method: "dialog" });
  const search = searchBox({
    address: addresses.stories,
    label: word("link-search"),
    choose: (story) => {
      address.value = story.url;
      parts.found = story;
      address.focus();
    },
  });
  const remove = make("button", { type: "button", class: "quiet-button", text: word("link-remove") });
  form.append(
    make("h2", { id: "link-dialog-title", text: word("link-title") }),
    make("label", { for: address.id, text: word("link-address") }), address, fault,
    search,
    make("div", { class: "dialog-steps" },
      make("button", { type: "submit", class: "button", text: word("link-set") }), remove,
      make("button", { type: "button", class: "quiet-button", text: word("cancel"), onclick: () => dialog.close() })),
  );
  dialog.append(form);
  document.body.append(dialog);
  return { dialog, form, address, fault, remove };
}

let parts = null;

/** Asks for the address of the selected words; without words, the headline or the address is set. */
export function openLink(editor) {
  parts ??= build();
  const { dialog, form, address, fault, remove } = parts;
  const before = editor.getAttributes("link").href ?? "";
  if (before) editor.commands.extendMarkRange("link");
  const { from, to, empty } = editor.state.selection;
  parts.found = null;
  address.value = before;
  fault.textContent = "";
  remove.hidden = !before;
  form.onsubmit = (event) => {
    const href = linkAddress(address.value);
    if (href === null) {
      event.preventDefault();
      fault.textContent = word("link-fault");
      address.focus();
      return;
    }
    const words = editor.chain().focus().setTextSelection({ from, to });
    const text = parts.found?.url === href ? parts.found.text : href;
    if (empty) words.insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href } }] }).run();
    else words.setMark("link", { href }).run();
  };
  remove.onclick = () => {
    dialog.close();
    editor.chain().focus().setTextSelection({ from, to }).unsetMark("link").run();
  };
  dialog.onclose = () => editor.commands.focus();
  dialog.showModal();
  address.select();
}
