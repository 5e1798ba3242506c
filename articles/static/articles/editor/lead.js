// The lead picture: chosen by the same picker, its words beside it.

import { FirstPicture } from "desk/first";
import { CreditLine, ownSteps } from "desk/own";
import { fetchPicture, keepPictures, make, pictureOf, say, watchPictures, word } from "desk/page";
import { arrivalNote, openPicker, uploadFiles } from "desk/picker";

const button = (name, act) => make("button", { type: "button", class: "quiet-button", text: word(name), onclick: act });
const note = (text) => make("p", { class: "figure-note", text });

class Lead {
  constructor(form, root, input, editor) {
    Object.assign(this, { form, root, input });
    this.first = editor ? new FirstPicture(editor) : null;
    editor?.on("update", () => this.draw());
    this.caption = form.querySelector("[name=lead_caption]");
    this.alt = form.querySelector("[name=lead_alt]");
    this.decorative = form.querySelector("[name=lead_decorative]");
    this.credit = new CreditLine();
    this.card = make("div", { class: "lead-card" });
    this.told = make("div", { class: "figure-told" });
    root.querySelector("[data-lead-fallback]").hidden = true;
    root.prepend(this.card, this.told);
    this.steps = { caption: make("span", { class: "own-steps" }), alt: make("span", { class: "own-steps" }) };
    for (const name of ["caption", "alt"]) this[name].after(this.steps[name]);
    this.caption.closest(".story-field").after(this.credit.dom);
    this.listen();
    this.draw();
  }

  listen() {
    this.root.addEventListener("dragover", (event) => {
      event.preventDefault();
      this.root.dataset.over = "";
    });
    this.root.addEventListener("dragleave", () => delete this.root.dataset.over);
    this.root.addEventListener("drop", (event) => this.drop(event));
    for (const field of [this.caption, this.alt]) field.addEventListener("input", () => this.draw());
    this.decorative?.addEventListener("change", () => this.draw());
    this.input.addEventListener("story:restored", () => this.draw());
    this.form.addEventListener("submit", (event) => this.takeFirst(event.submitter), { capture: true });
    this.form.addEventListener("figure:lead", ({ detail }) => this.trade(detail));
    watchPictures(() => this.draw());
  }

  /** Takes a figure's picture and words, and gives back its own. */
  trade({ words, swap }) {
    const number = Number(this.input.value);
    const before = number ? { picture: number, caption: this.caption.value, alt: this.alt.value, decorative: Boolean(this.decorative?.checked) } : null;
    this.caption.value = words.caption;
    this.alt.value = words.alt;
    if (this.decorative) this.decorative.checked = words.decorative;
    swap(before);
    this.put(pictureOf(words.picture));
    this.root.scrollIntoView({ block: "start" });
    say(word("lead-traded"));
  }

  /** What the lead's place announced is done as the form is saved. */
  takeFirst(button) {
    if (button?.name === "forget" || button?.hasAttribute("formtarget") || !this.promised()) return;
    const words = this.first.take();
    this.caption.value = words.caption;
    this.alt.value = words.alt;
    if (this.decorative) this.decorative.checked = words.decorative;
    this.input.value = words.picture;
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
    this.draw();
  }

  promised() {
    return this.input.value ? null : (this.first?.get() ?? null);
  }

  async drop(event) {
    delete this.root.dataset.over;
    const files = [...event.dataTransfer.files].slice(0, 1);
    if (!files.length) return;
    event.preventDefault();
    this.told.replaceChildren(word("upload-sending", { name: files[0].name }));
    const notes = [];
    const [picture] = await uploadFiles(files, (arrival) => notes.push(arrivalNote(arrival, (near) => this.put(near))));
    this.told.replaceChildren(...notes);
    if (picture) this.put(picture);
  }

  async choose() {
    const [picture] = await openPicker({ single: true });
    if (picture) this.put(picture);
  }

  put(picture) {
    if (picture) keepPictures([picture]);
    this.input.value = picture ? picture.id : "";
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
    this.draw();
    if (picture && !picture.alt && !this.alt.value) this.alt.focus();
    else this.card.querySelector("button")?.focus();
  }

  draw() {
    const number = Number(this.input.value);
    const picture = pictureOf(number);
    if (number && !picture) fetchPicture(number);
    this.root.classList.toggle("has-picture", Boolean(picture));
    this.caption.placeholder = picture?.caption || word("caption-empty");
    this.alt.placeholder = picture?.alt || word("alt-empty");
    if (this.decorative) this.alt.disabled = this.decorative.checked;
    this.alt.classList.toggle("is-needed", Boolean(picture) && !picture.alt && !this.alt.value && !this.alt.disabled);
    this.credit.draw(picture);
    for (const name of ["caption", "alt"]) this.drawSteps(name, picture);
    const promised = pictureOf(this.promised()?.node.attrs.picture);
    const key = JSON.stringify([picture?.id, picture?.preview, picture?.instructions, promised?.id]);
    if (this.card.dataset.key === key) return;
    this.card.dataset.key = key;
    this.card.replaceChildren(...(picture ? this.drawn(picture) : promised ? [this.announced(promised)] : [this.wanted()]));
  }

  /** The same choices as under a figure: back to the picture's own words, or give it these. */
  drawSteps(name, picture) {
    const field = this[name];
    const clear = () => {
      field.value = "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    };
    const words = () => field.value.trim();
    const key = [picture?.id, ...[words(), picture?.[name]].map(Boolean), words() === picture?.[name]].join();
    if (this.steps[name].dataset.key === key) return;
    this.steps[name].dataset.key = key;
    const tell = (fault) => this.told.replaceChildren(fault);
    this.steps[name].replaceChildren(...ownSteps(name, { picture, words, clear, tell }));
  }

  wanted() {
    const wanted = make("button", { type: "button", class: "figure-wanted", onclick: () => this.choose() });
    wanted.append(make("strong", { text: word("lead-choose") }), make("span", { text: word("lead-hint") }));
    return wanted;
  }

  announced(picture) {
    const leave = () => {
      this.first.leave();
      this.draw();
      this.card.querySelector("button").focus();
    };
    return make("div", { class: "lead-first" },
      make("img", { src: picture.thumbnail, alt: "", width: 80, height: 80 }),
      make("div", {}, make("p", { text: word("lead-first"), role: "status" }),
        make("div", { class: "figure-steps" }, button("lead-first-leave", leave), button("lead-choose", () => this.choose()))));
  }

  drawn(picture) {
    return [
      make("img", { src: picture.preview, alt: "", width: picture.width, height: picture.height }),
      ...(picture.instructions ? [note(word("picture-desk-says", { words: picture.instructions }))] : []),
      ...(picture.width < 1200 ? [note(word("lead-small", { width: picture.width }))] : []),
      make("div", { class: "figure-steps" }, button("picture-change", () => this.choose()), button("lead-remove", () => this.put(null))),
    ];
  }
}

/** The lead picture of the form, where the person may write it. */
export function startLead(form, editor) {
  const root = form.querySelector("[data-lead]");
  const input = root?.querySelector("[name=lead_picture]");
  if (input) new Lead(form, root, input, editor);
}
