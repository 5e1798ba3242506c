// Words that are a picture's own, written where it stands: its credit, and what a place gives to it.

import { addresses, ask, keepPictures, make, may, pictureOf, say, word } from "desk/page";

/** Lines with words that are not kept yet, those on their way included. */
const unsaved = new Set();

/** Whether this person may write words that are the picture's own; the house decides in the end. */
export function mayWord(picture) {
  return may.word || (picture.uploader !== null && picture.uploader === may.user);
}

/** Makes these the picture's own words; throws with a sentence where that fails. */
export async function writeWords(number, words) {
  const answer = await ask(addresses.words, { send: { picture: number, ...words } });
  keepPictures([answer.picture]);
}

/**
 * Buttons for words that a place has instead of the picture's own: back to these, or give them to
 * the picture. `words` gives those of the place, `clear` empties it, `tell` gets the sentence of a fault.
 */
export function ownSteps(name, { picture, words, clear, tell }) {
  if (!picture || !words() || words() === picture[name]) return [];
  const button = (step, act) => make("button", { type: "button", class: "own-step", text: word(`${name}-${step}`), onclick: act });
  const give = async () => {
    try {
      await writeWords(picture.id, { [name]: words() });
      clear();
      say(word(`${name}-is-own`));
    } catch (fault) {
      tell(fault.message);
      say(fault.message);
    }
  };
  return [
    ...(picture[name] ? [button("reset", clear)] : []),
    ...(mayWord(picture) ? [button("make-own", give)] : []),
  ];
}

/** Keeps whatever was written into credits and not kept yet. */
export function settleCredits() {
  return Promise.all([...unsaved].map((line) => line.keep()));
}

/** Before the form leaves, credits that are still being written are kept. */
export function startCredits(form) {
  form.addEventListener("submit", async (event) => {
    if (!unsaved.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await settleCredits();
    unsaved.clear();
    form.requestSubmit(event.submitter);
  }, { capture: true });
}

/** The line under a picture: photographer and agency as fields, or as words where they are fixed. */
export class CreditLine {
  constructor() {
    this.number = null;
    this.turn = Promise.resolve();
    this.creator = this.input("creator");
    this.agency = this.input("agency");
    this.fields = make("span", { class: "credit-fields", role: "group", "aria-label": word("credit") }, this.creator, this.agency);
    this.words = make("span", { class: "credit-words" });
    this.told = make("span", { class: "credit-told" });
    this.page = make("a", { target: "_blank", rel: "noopener", text: word("picture-page") });
    this.dom = make("div", { class: "credit-line" },
      make("span", { class: "credit-label", text: word("credit") }),
      make("div", {}, this.fields, this.words, this.told, " ", this.page));
  }

  input(name) {
    const input = make("input", { type: "text", class: `credit-${name}`, maxlength: 300, autocomplete: "off", "aria-label": word(`credit-${name}`), placeholder: word(`credit-${name}`) });
    input.addEventListener("input", () => {
      unsaved.add(this);
      this.told.textContent = "";
    });
    input.addEventListener("change", () => this.keep());
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.keep();
    });
    return input;
  }

  /** Shows the credit of a picture, or the one that a picture is said to have that has not come. */
  draw(picture, awaited = "") {
    if (picture?.id !== this.number) this.told.textContent = "";
    this.number = picture?.id ?? null;
    const isWritten = picture !== null && mayWord(picture);
    const credit = picture ? picture.credit : awaited;
    this.fields.hidden = !isWritten;
    this.words.hidden = isWritten;
    this.words.textContent = credit || word("credit-missing");
    this.dom.classList.toggle("is-missing", !credit);
    this.page.hidden = picture === null;
    if (picture === null) return;
    this.page.href = picture.url;
    if (unsaved.has(this)) return;
    this.creator.value = picture.creator;
    this.agency.value = picture.agency;
  }

  /** Keeps what is written, after whatever of this line is under way; the form waits for it. */
  keep() {
    unsaved.add(this);
    this.turn = this.turn.then(() => this.write());
    return this.turn;
  }

  async write() {
    const before = pictureOf(this.number);
    const words = this.written();
    if (before && (before.creator !== words.creator || before.agency !== words.credit)) {
      try {
        await writeWords(this.number, words);
        this.told.textContent = word("credit-kept");
      } catch (fault) {
        this.told.textContent = fault.message;
        say(fault.message);
        return;
      }
      say(this.told.textContent);
    }
    const now = this.written();
    if (now.creator === words.creator && now.credit === words.credit) unsaved.delete(this);
  }

  written() {
    return { creator: this.creator.value.trim(), credit: this.agency.value.trim() };
  }
}
