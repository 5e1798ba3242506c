// A figure where it stands in the text: the picture, its caption, alt text and credit.

import { pm } from "tiptap";

import { swapPicture } from "desk/commands";
import { judge } from "desk/counting";
import { CreditLine, ownSteps } from "desk/own";
import { fit } from "desk/growing";
import { moveBlockAt } from "desk/moving";
import { fetchPicture, freshId, keepPictures, make, pictureOf, say, watchPictures, word } from "desk/page";
import { arrivalNote, openPicker, uploadFiles } from "desk/picker";

const { NodeSelection } = pm.state;
const GOOD = { caption: 300, alt: 125 };

/** A field that grows with its words. */
function area(name, limit, change) {
  const id = freshId(`figure-${name}`);
  const input = make("textarea", { id, rows: 1, maxlength: limit, class: `figure-${name}` });
  const count = make("span", { class: "count", "aria-hidden": "true" });
  input.addEventListener("input", () => change(input.value.replaceAll("\n", " ")));
  const label = make("label", { for: id, text: word(`figure-${name}`) });
  return { input, count, label };
}

function button(name, act) {
  return make("button", { type: "button", class: "quiet-button", text: word(name), onclick: act });
}

class FigureBlock {
  constructor({ node, editor, getPos }, limits) {
    this.node = node;
    this.editor = editor;
    this.getPos = getPos;
    this.build(limits);
    this.unwatch = watchPictures(() => this.draw());
    this.draw();
  }

  build(limits) {
    this.ground = make("div", { class: "figure-ground" });
    this.caption = area("caption", limits.caption.limit, (value) => this.set({ caption: value }));
    this.alt = area("alt", limits.alt.limit, (value) => this.set({ alt: value }));
    const box = freshId("figure-decorative");
    this.decorative = make("input", { type: "checkbox", id: box });
    this.decorative.addEventListener("change", () =>
      this.set({ decorative: this.decorative.checked }),
    );
    this.credit = new CreditLine();
    this.altSteps = make("span", { class: "figure-caption-steps" });
    this.captionSteps = make("span", { class: "figure-caption-steps" });
    this.steps = make("div", { class: "figure-steps" });
    this.note = make("p", { class: "figure-note" });
    this.told = make("div", { class: "figure-told" });
    this.dom = make(
      "figure",
      { class: "figure-block", contenteditable: "false", "data-block": "figure" },
      this.ground,
      make("div", { class: "figure-line" }, this.caption.label, this.caption.input, this.caption.count, this.captionSteps),
      this.credit.dom,
      make("div", { class: "figure-line figure-line-alt" }, this.alt.label, this.alt.input, this.alt.count, this.altSteps,
        make("span", { class: "figure-decorative" }, this.decorative, make("label", { for: box, text: word("figure-decorative") }))),
      this.note,
      this.told,
      this.steps,
    );
    this.dom.addEventListener("dragover", (event) => this.over(event));
    this.dom.addEventListener("dragleave", () => delete this.dom.dataset.over);
    this.dom.addEventListener("drop", (event) => this.drop(event));
    this.dom.addEventListener("keydown", (event) => this.key(event));
    this.dom.addEventListener("focusin", () => this.beCurrent());
  }

  /** Whose fields are written in is the block that the toolbar moves, and after which it inserts. */
  beCurrent() {
    const place = this.getPos();
    const { state, view } = this.editor;
    if (place === undefined || state.selection.node === this.node) return;
    view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, place)).setMeta("addToHistory", false));
  }

  set(values) {
    const place = this.getPos();
    if (place === undefined) return;
    const change = this.editor.state.tr;
    for (const [name, value] of Object.entries(values)) change.setNodeAttribute(place, name, value);
    this.editor.view.dispatch(change);
  }

  key(event) {
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      const { id } = this.node.attrs;
      const field = event.target.matches("[type=checkbox]") ? "[type=checkbox]" : `.${event.target.classList[0]}`;
      moveBlockAt(this.editor, this.getPos(), event.key === "ArrowUp" ? -1 : 1);
      // What was moved down is drawn anew: the hands go on in the same field of it.
      this.editor.view.dom.querySelector(`[data-id="${CSS.escape(id)}"] ${field}`)?.focus();
    } else if (event.key === "Enter" && event.target instanceof HTMLTextAreaElement) {
      event.preventDefault();
      this.editor.chain().focus(this.getPos() + 1).createParagraphNear().run();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.editor.commands.setNodeSelection(this.getPos());
      this.editor.view.focus();
    }
  }

  over(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.dom.dataset.over = "";
  }

  async drop(event) {
    delete this.dom.dataset.over;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    event.stopPropagation();
    this.told.replaceChildren(word(files.length > 1 ? "upload-many" : "upload-sending", { name: files[0].name, count: files.length }));
    const notes = [];
    const taken = await uploadFiles(files, (arrival) => notes.push(arrivalNote(arrival, (near) => swapPicture(this.editor, arrival.id, near.id))));
    this.told.replaceChildren(...notes);
    if (taken.length) this.place(taken[0]);
    if (taken.length > 1) this.follow(taken.slice(1));
  }

  /** The other pictures of one drop stand after this one. */
  follow(pictures) {
    const { schema, tr } = this.editor.state;
    const figures = pictures.map((picture) => schema.nodes.figure.create({ picture: picture.id }));
    this.editor.view.dispatch(tr.insert(this.getPos() + this.node.nodeSize, figures));
  }

  async choose() {
    const [picture] = await openPicker({ single: true });
    if (picture) this.place(picture);
  }

  /** Puts a picture here; its words stay those of this place. */
  place(picture) {
    keepPictures([picture]);
    this.set({ picture: picture.id, credit: "", source_url: "", proposed: false });
    say(word("picture-placed"));
    this.askForAlt();
  }

  /** The moment of placing is the moment to say what is seen. */
  askForAlt() {
    const picture = pictureOf(this.node.attrs.picture);
    if (picture && !picture.alt && !this.node.attrs.alt) this.alt.input.focus();
  }

  /** A line that the import took for a caption, given back to the running text. */
  asParagraph() {
    const place = this.getPos();
    const { schema, tr } = this.editor.state;
    const words = this.node.attrs.caption || " ";
    const paragraph = schema.nodes.paragraph.create(null, schema.text(words));
    this.editor.view.dispatch(tr.replaceWith(place, place + this.node.nodeSize, paragraph));
    this.editor.commands.focus(place + 1);
  }

  /** Changes places with the lead picture; where there is none, the figure leaves the text. */
  toLead() {
    const swap = (before) => (before ? this.set(before) : this.remove());
    const detail = { words: this.node.attrs, swap };
    this.dom.dispatchEvent(new CustomEvent("figure:lead", { bubbles: true, detail }));
  }

  remove() {
    const place = this.getPos();
    this.editor.view.dispatch(this.editor.state.tr.delete(place, place + this.node.nodeSize));
    this.editor.commands.focus(Math.max(place - 1, 0));
    say(word("figure-removed"));
  }

  draw() {
    const { attrs } = this.node;
    const picture = pictureOf(attrs.picture);
    if (attrs.picture !== null && !picture) fetchPicture(attrs.picture);
    this.dom.dataset.id = attrs.id ?? "";
    this.dom.classList.toggle("is-wanted", attrs.picture === null);
    this.dom.classList.toggle("is-proposed", attrs.proposed);
    this.drawGround(picture);
    this.fill(this.caption, attrs.caption, picture?.caption || word("caption-empty"), "caption");
    this.fill(this.alt, attrs.alt, picture?.alt || word("alt-empty"), "alt");
    this.alt.input.disabled = attrs.decorative;
    this.alt.input.classList.toggle("is-needed", !attrs.decorative && !attrs.alt && !picture?.alt);
    this.decorative.checked = attrs.decorative;
    this.drawCredit(picture);
    this.drawSteps(picture);
  }

  fill(field, value, placeholder, name) {
    if (field.input.value !== value && document.activeElement !== field.input) {
      field.input.value = value;
      fit(field.input);
    }
    field.input.placeholder = placeholder;
    const length = [...value].length;
    field.count.textContent = length > GOOD[name] * 0.8 ? `${length} / ${GOOD[name]}` : "";
    field.count.dataset.state = judge(length, 0, GOOD[name], GOOD[name] * 2);
  }

  drawGround(picture) {
    const key = `${this.node.attrs.picture}:${Boolean(picture)}`;
    if (this.ground.dataset.key === key) return;
    this.ground.dataset.key = key;
    if (picture) {
      const { width, height } = picture;
      this.ground.replaceChildren(make("img", { src: picture.preview, alt: "", width, height, loading: "lazy", decoding: "async" }));
    } else if (this.node.attrs.picture === null) {
      const choose = make("button", { type: "button", class: "figure-wanted", onclick: () => this.choose() });
      choose.append(make("strong", { text: word("picture-wanted") }), make("span", { text: word("picture-wanted-hint") }));
      this.ground.replaceChildren(choose);
    } else {
      this.ground.replaceChildren(make("p", { class: "figure-note", text: word("picture-loading") }));
    }
  }

  drawCredit(picture) {
    const { attrs } = this.node;
    this.credit.draw(picture, attrs.credit);
    this.note.textContent = picture?.instructions
      ? word("picture-desk-says", { words: picture.instructions })
      : attrs.picture === null && attrs.source_url ? word("picture-came-from", { address: attrs.source_url }) : "";
  }

  drawSteps(picture) {
    const { attrs } = this.node;
    const key = [attrs.proposed, attrs.picture, ...[attrs.caption, attrs.alt, picture?.caption, picture?.alt, picture].map(Boolean), attrs.caption === picture?.caption, attrs.alt === picture?.alt].join();
    if (this.steps.dataset.key === key) return;
    this.steps.dataset.key = key;
    this.captionSteps.replaceChildren(...this.wordSteps("caption", picture));
    this.altSteps.replaceChildren(...this.wordSteps("alt", picture));
    const proposed = attrs.proposed
      ? [button("caption-confirm", () => this.set({ proposed: false })), button("caption-paragraph", () => this.asParagraph())]
      : [];
    this.steps.replaceChildren(
      ...(attrs.proposed ? [make("span", { class: "figure-ask", text: word("caption-proposed") })] : []),
      ...proposed,
      button(attrs.picture === null ? "picture-choose" : "picture-change", () => this.choose()),
      ...(attrs.picture === null ? [] : [button("picture-to-lead", () => this.toLead())]),
      button("figure-remove", () => this.remove()),
    );
  }

  wordSteps(name, picture) {
    const field = this[name].input;
    const clear = () => {
      this.set({ [name]: "" });
      field.value = "";
      field.focus();
    };
    return ownSteps(name, { picture, words: () => this.node.attrs[name], clear, tell: (fault) => this.told.replaceChildren(fault) });
  }

  update(node) {
    const { id } = this.node.attrs;
    if (node.type !== this.node.type || (id && node.attrs.id !== id)) return false; // else a field would keep another's words
    this.node = node;
    this.draw();
    return true;
  }

  selectNode() {
    this.dom.classList.add("is-selected");
  }

  deselectNode() {
    this.dom.classList.remove("is-selected");
  }

  stopEvent(event) {
    if (event.type === "drop" || event.type === "dragover") return Boolean(event.dataTransfer?.files?.length);
    return Boolean(event.target.closest?.("textarea, input, button, label, a"));
  }

  ignoreMutation() {
    return true;
  }

  destroy() {
    this.unwatch();
  }
}

/** The node view of figures; `schema` is the house's definition of a body. */
export function figureView(schema) {
  return (given) => {
    const block = new FigureBlock(given, schema.blocks.figure.attrs);
    block.dom.figure = block;
    return block;
  };
}
