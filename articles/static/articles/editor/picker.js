// The picture picker: find, narrow, upload, choose; by mouse, by keys, by camera.

import { addresses, ask, freshId, keepPictures, make, may, say, word } from "desk/page";

const LOOKS = ["", "unused", "mine", "today", "credit"];
let picker = null;

/**
 * Sends files one by one; resolves with the pictures that were taken in. `tell` gets each arrival
 * of which something is to be said: {name, taken, remarks, resembling}.
 */
export async function uploadFiles(files, tell) {
  const taken = [];
  for (const file of files) {
    say(word("upload-sending", { name: file.name }));
    const send = new FormData();
    send.append("pictures", file);
    let arrivals;
    try {
      ({ pictures: arrivals } = await ask(addresses.upload, { send }));
    } catch (fault) {
      arrivals = [{ name: file.name, taken: false, remarks: [fault.message] }];
    }
    taken.push(...arrivals.filter((arrival) => arrival.taken));
    for (const arrival of arrivals) if (arrival.remarks.length) tell(arrival);
  }
  keepPictures(taken.flatMap((picture) => [picture, ...picture.resembling]));
  return taken;
}

/** What is said of an arrival, with a button for each picture that looks the same: `use` takes it. */
export function arrivalNote(arrival, use) {
  const sentences = `${arrival.name}: ${arrival.remarks.join(" ")}`;
  const note = make("div", { class: arrival.taken ? "arrival" : "arrival is-bad" }, make("span", { text: sentences }));
  for (const near of arrival.resembling ?? []) {
    const name = near.caption || near.alt || word("picker-no-caption");
    const choose = make("button", { type: "button", class: "quiet-button near-one", onclick: () => {
      note.remove();
      say(word("near-used"));
      use(near, arrival);
    } });
    choose.append(make("img", { src: near.thumbnail, alt: "", width: 40, height: 40 }), make("span", { text: word("near-use", { name: name.slice(0, 60) }) }));
    note.append(choose);
  }
  say(sentences);
  return note;
}

class Picker {
  constructor() {
    this.page = 1;
    this.asked = 0;
    this.chosen = new Map();
    this.build();
  }

  build() {
    const searchId = freshId("picker-search");
    const lookId = freshId("picker-look");
    this.search = make("input", { type: "search", id: searchId, autocomplete: "off" });
    this.look = make("select", { id: lookId }, ...LOOKS.map((look) => make("option", { value: look, text: word(`look-${look || "all"}`) })));
    this.files = make("input", { type: "file", id: freshId("picker-files"), multiple: true, accept: "image/*", class: "visually-hidden" });
    this.camera = make("input", { type: "file", id: freshId("picker-camera"), accept: "image/*", capture: "environment", class: "visually-hidden" });
    this.told = make("div", { class: "picker-told" });
    this.grid = make("div", { class: "picker-grid", role: "listbox", "aria-label": word("picker-pictures") });
    this.count = make("p", { class: "picker-count", role: "status" });
    this.back = this.button("page-back", () => this.turn(-1));
    this.next = this.button("page-next", () => this.turn(1));
    this.place = make("button", { type: "button", class: "button", text: word("picker-place"), onclick: () => this.finish() });
    const upload = (input, name, also = "") => make("span", { class: `picker-upload ${also}` }, input, make("label", { for: input.id, class: "button button-quiet", text: word(name) }));
    this.dialog = make("dialog", { class: "desk-dialog picker", "aria-labelledby": "picker-title" },
      make("div", { class: "picker-head" },
        make("h2", { id: "picker-title", text: word("picker-title") }),
        this.button("close", () => this.dialog.close())),
      make("div", { class: "picker-tools" },
        make("p", {}, make("label", { for: searchId, text: word("picker-search") }), this.search),
        make("p", {}, make("label", { for: lookId, text: word("picker-look") }), this.look),
        ...(may.upload ? [make("p", { class: "picker-uploads" }, upload(this.files, "picker-upload"), upload(this.camera, "picker-camera", "picker-camera"))] : [])),
      this.told, this.count, this.grid,
      make("div", { class: "dialog-steps" }, this.place, this.back, this.next));
    document.body.append(this.dialog);
    this.listen();
  }

  button(name, act) {
    return make("button", { type: "button", class: "quiet-button", text: word(name), onclick: act });
  }

  listen() {
    let waiting = 0;
    const again = () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => this.load(1), 200);
    };
    this.search.addEventListener("input", again);
    this.search.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      this.grid.querySelector("[tabindex='0']")?.focus();
    });
    this.look.addEventListener("change", () => this.load(1));
    for (const input of [this.files, this.camera]) {
      input.addEventListener("change", async () => {
        const files = [...input.files];
        input.value = "";
        const isPlain = await this.upload(files);
        if (isPlain && input === this.camera) this.finish(); // whoever took the photo wants it
      });
    }
    this.dialog.addEventListener("dragover", (event) => {
      event.preventDefault();
      this.dialog.dataset.over = "";
    });
    this.dialog.addEventListener("dragleave", () => delete this.dialog.dataset.over);
    this.dialog.addEventListener("drop", (event) => {
      event.preventDefault();
      delete this.dialog.dataset.over;
      this.upload([...event.dataTransfer.files]);
    });
    this.grid.addEventListener("keydown", (event) => this.key(event));
    this.dialog.addEventListener("close", () => this.resolve?.(this.result));
  }

  open({ single = false }) {
    this.single = single;
    this.result = [];
    this.chosen.clear();
    this.told.replaceChildren();
    this.search.value = "";
    this.dialog.showModal();
    if (window.matchMedia("(pointer: fine)").matches) this.search.focus();
    this.load(1);
    return new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  async load(page) {
    const look = this.look.value;
    const query = { q: this.search.value, page };
    if (look === "mine" || look === "today") query[look] = 1;
    else if (look) query.look = look;
    this.asked += 1;
    const mine = this.asked;
    try {
      const answer = await ask(addresses.library, { query });
      if (mine !== this.asked) return; // an answer to words that were typed on since
      this.page = answer.page;
      this.pages = answer.pages;
      keepPictures(answer.pictures);
      this.draw(answer);
    } catch (fault) {
      this.count.textContent = fault.message;
    }
  }

  draw({ pictures, total, page, pages }) {
    this.count.textContent = total ? word("picker-count", { total, page, pages }) : word("picker-none");
    this.back.disabled = page <= 1;
    this.next.disabled = page >= pages;
    this.grid.replaceChildren(...pictures.map((picture) => this.card(picture)));
    const first = this.grid.querySelector("[aria-selected=true]") ?? this.grid.firstElementChild;
    if (first) first.tabIndex = 0;
    this.drawPlace();
  }

  card(picture) {
    const words = picture.caption || picture.alt || word("picker-no-caption");
    const card = make("div", { role: "option", class: "picker-card", tabindex: "-1", "aria-selected": String(this.chosen.has(picture.id)) },
      make("img", { src: picture.thumbnail, alt: "", width: 160, height: 160, loading: "lazy" }),
      make("span", { class: "picker-words", text: words.length > 90 ? `${words.slice(0, 88)}…` : words }),
      make("span", { class: "picker-credit", text: picture.credit || word("credit-missing") }));
    if (picture.instructions) card.append(make("span", { class: "picker-warning", text: picture.instructions }));
    card.picture = picture;
    card.addEventListener("click", () => this.toggle(card));
    card.addEventListener("dblclick", () => this.finish(card));
    return card;
  }

  toggle(card, to = !this.chosen.has(card.picture.id)) {
    if (this.single && to) {
      this.chosen.clear();
      for (const other of this.grid.querySelectorAll("[aria-selected=true]")) other.setAttribute("aria-selected", "false");
    }
    if (to) this.chosen.set(card.picture.id, card.picture);
    else this.chosen.delete(card.picture.id);
    card.setAttribute("aria-selected", String(to));
    this.rove(card);
    this.drawPlace();
  }

  drawPlace() {
    const count = this.chosen.size;
    this.place.setAttribute("aria-disabled", String(count === 0));
    this.place.textContent = count > 1 ? word("picker-place-many", { count }) : word("picker-place");
  }

  rove(card) {
    for (const other of this.grid.querySelectorAll("[tabindex='0']")) other.tabIndex = -1;
    card.tabIndex = 0;
    card.focus();
  }

  key(event) {
    const cards = [...this.grid.children];
    const at = cards.indexOf(event.target.closest(".picker-card"));
    if (at < 0) return;
    const across = cards.filter((card) => card.offsetTop === cards[0].offsetTop).length;
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across };
    if (event.key in steps) {
      event.preventDefault();
      const next = cards[at + steps[event.key]];
      if (next) this.rove(next);
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      this.rove(cards.at(event.key === "Home" ? 0 : -1));
    } else if (event.key === " ") {
      event.preventDefault();
      this.toggle(cards[at]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.finish(cards[at]);
    }
  }

  turn(way) {
    this.load(this.page + way);
  }

  /** Resolves to whether all were taken and nothing has to be said of any. */
  async upload(files) {
    if (!files.length) return false;
    const sending = make("div", { class: "arrival", text: files.length > 1 ? word("upload-many", { count: files.length }) : word("upload-sending", { name: files[0].name }) });
    this.told.replaceChildren(sending);
    const taken = await uploadFiles(files, (arrival) => {
      this.told.append(arrivalNote(arrival, (near) => this.instead(arrival, near)));
    });
    sending.remove();
    for (const picture of taken) {
      if (this.single) this.chosen.clear();
      this.chosen.set(picture.id, picture);
    }
    this.search.value = "";
    this.look.value = "";
    await this.load(1);
    this.grid.querySelector("[aria-selected=true]")?.focus();
    return taken.length === files.length && !this.told.hasChildNodes();
  }

  /** Chooses the picture that was here before in place of its newly arrived copy. */
  instead(arrival, near) {
    this.chosen.delete(arrival.id);
    this.chosen.set(near.id, near);
    this.load(1);
    this.place.focus();
  }

  finish(card = null) {
    if (card && !this.chosen.size) this.chosen.set(card.picture.id, card.picture);
    else if (card && this.single) this.toggle(card, true);
    if (!this.chosen.size) {
      say(word("picker-choose-first"));
      return;
    }
    this.result = [...this.chosen.values()];
    this.dialog.close();
  }
}

/** Resolves with the chosen pictures; none when the dialog was left by Esc. */
export function openPicker(options) {
  picker ??= new Picker();
  return picker.open(options);
}
