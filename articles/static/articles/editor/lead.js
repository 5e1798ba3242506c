// The lead picture: chosen by the same picker, its words beside it.

import { make, pictureOf, keepPictures, word } from "desk/page";
import { openPicker, uploadFiles } from "desk/picker";

export function startLead(form) {
  const root = form.querySelector("[data-lead]");
  const input = root?.querySelector("[name=lead_picture]");
  if (!input) return;
  const caption = form.querySelector("[name=lead_caption]");
  const alt = form.querySelector("[name=lead_alt]");
  const decorative = form.querySelector("[name=lead_decorative]");
  const card = make("div", { class: "lead-card" });
  root.querySelector("[data-lead-fallback]").hidden = true;
  root.prepend(card);

  function put(picture) {
    if (picture) keepPictures([picture]);
    input.value = picture ? picture.id : "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    draw();
    if (picture && !picture.alt && !alt.value) alt.focus();
    else card.querySelector("button")?.focus();
  }

  async function choose() {
    const [picture] = await openPicker({ single: true });
    if (picture) put(picture);
  }

  function draw() {
    const picture = pictureOf(Number(input.value));
    const button = (name, act) => make("button", { type: "button", class: "quiet-button", text: word(name), onclick: act });
    root.classList.toggle("has-picture", Boolean(picture));
    caption.placeholder = picture?.caption || word("caption-empty");
    alt.placeholder = picture?.alt || word("alt-empty");
    if (decorative) alt.disabled = decorative.checked;
    if (!picture) {
      const wanted = make("button", { type: "button", class: "figure-wanted", onclick: choose });
      wanted.append(make("strong", { text: word("lead-choose") }), make("span", { text: word("lead-hint") }));
      card.replaceChildren(wanted);
      return;
    }
    const credit = picture.credit ? word("credit-is", { credit: picture.credit }) : word("credit-missing");
    card.replaceChildren(
      make("img", { src: picture.preview, alt: "", width: picture.width, height: picture.height }),
      make("p", { class: picture.credit ? "figure-credit" : "figure-credit is-missing", text: credit }),
      ...(picture.instructions ? [make("p", { class: "figure-note", text: word("picture-desk-says", { words: picture.instructions }) })] : []),
      ...(picture.width < 1200 ? [make("p", { class: "figure-note", text: word("lead-small", { width: picture.width }) })] : []),
      make("div", { class: "figure-steps" }, button("picture-change", choose), button("lead-remove", () => put(null))),
    );
  }

  root.addEventListener("dragover", (event) => event.preventDefault());
  root.addEventListener("drop", async (event) => {
    event.preventDefault();
    const [picture] = await uploadFiles([...event.dataTransfer.files].slice(0, 1));
    if (picture) put(picture);
  });
  decorative?.addEventListener("change", draw);
  input.addEventListener("story:restored", draw);
  draw();
}
