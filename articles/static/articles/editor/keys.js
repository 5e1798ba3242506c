// Keys of the desk: saving, places to go, and the list of them all; they can be turned off.

import { make, word } from "desk/page";

const STORED = "desk-keys";
const PLACES = { d: "desk", s: "stories", p: "pictures" };
const KEYS = [
  ["Ctrl S", "key-save"], ["Ctrl Shift P", "key-preview"], ["Ctrl B · Ctrl I · Ctrl K", "key-marks"],
  ["/", "key-slash"], ["Alt ↑ · Alt ↓", "key-move"], ["Ctrl Z · Ctrl Shift Z", "key-undo"],
  ["g d · g s · g p", "key-go"], ["?", "key-list"],
];

const isOn = () => window.localStorage.getItem(STORED) !== "off";

function isWriting(target) {
  return target.closest?.("input, textarea, select, [contenteditable=true], dialog") !== null;
}

function build() {
  const toggle = make("input", { type: "checkbox", id: "desk-keys-on" });
  toggle.checked = isOn();
  toggle.addEventListener("change", () => window.localStorage.setItem(STORED, toggle.checked ? "on" : "off"));
  const rows = KEYS.map(([keys, name]) => make("tr", {}, make("th", { scope: "row" }, make("kbd", { text: keys })), make("td", { text: word(name) })));
  const dialog = make("dialog", { class: "desk-dialog", "aria-labelledby": "keys-title" });
  dialog.append(
    make("h2", { id: "keys-title", text: word("keys-title") }),
    make("table", { class: "key-list" }, make("tbody", {}, ...rows)),
    make("p", {}, toggle, " ", make("label", { for: toggle.id, text: word("keys-on") })),
    make("div", { class: "dialog-steps" }, make("button", { type: "button", class: "button", text: word("close"), onclick: () => dialog.close() })),
  );
  document.body.append(dialog);
  return dialog;
}

export function startKeys(form, places) {
  let dialog = null;
  let went = 0;
  const list = () => {
    dialog ??= build();
    dialog.showModal();
  };
  document.querySelector("[data-key-list]")?.addEventListener("click", list);
  document.addEventListener("keydown", (event) => {
    const held = event.ctrlKey || event.metaKey;
    if (held && !event.shiftKey && event.key.toLowerCase() === "s") {
      if (!isOn()) return;
      event.preventDefault();
      form.requestSubmit(form.querySelector("[name=_continue]"));
      return;
    }
    if (held && event.shiftKey && event.key.toLowerCase() === "p") {
      const preview = document.querySelector("[data-preview]");
      if (!isOn() || !preview) return;
      event.preventDefault();
      preview.click();
      return;
    }
    if (!isOn() || held || event.altKey || isWriting(event.target)) return;
    if (event.key === "?") {
      event.preventDefault();
      list();
    } else if (event.key === "g") {
      went = Date.now();
    } else if (PLACES[event.key] && Date.now() - went < 1500) {
      window.location.assign(places[PLACES[event.key]]);
    }
  });
}
