// The dialog of an embed: an address in, the provider and the key out.

import { addresses, ask, freshId, make, word } from "desk/page";

let parts = null;

function build() {
  const address = make("input", { id: freshId("embed-address"), type: "text", inputmode: "url", autocomplete: "off" });
  const title = make("input", { id: freshId("embed-title"), type: "text", maxlength: 300 });
  const fault = make("p", { class: "field-fault", id: freshId("embed-fault"), role: "alert" });
  address.setAttribute("aria-describedby", fault.id);
  const dialog = make("dialog", { class: "desk-dialog", "aria-labelledby": "embed-dialog-title" });
  const form = make("form", { method: "dialog" });
  form.append(
    make("h2", { id: "embed-dialog-title", text: word("embed-title") }),
    make("label", { for: address.id, text: word("embed-address") }), address, fault,
    make("label", { for: title.id, text: word("field-title") }), title,
    make("div", { class: "dialog-steps" },
      make("button", { type: "submit", class: "button", text: word("embed-set") }),
      make("button", { type: "button", class: "quiet-button", text: word("cancel"), onclick: () => dialog.close() })),
  );
  dialog.append(form);
  document.body.append(dialog);
  return { dialog, form, address, title, fault };
}

/** Resolves with {provider, key, title}, or null when the dialog was left. */
export function openEmbed() {
  parts ??= build();
  const { dialog, form, address, title, fault } = parts;
  address.value = "";
  title.value = "";
  fault.textContent = "";
  return new Promise((resolve) => {
    let found = null;
    form.onsubmit = async (event) => {
      event.preventDefault();
      try {
        found = { ...(await ask(addresses.embed, { query: { url: address.value } })), title: title.value };
        dialog.close();
      } catch (problem) {
        fault.textContent = problem.message;
        address.focus();
      }
    };
    dialog.onclose = () => resolve(found);
    dialog.showModal();
  });
}
