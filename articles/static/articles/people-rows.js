// The rows of people in the story's form: what is saved is what stands in these inputs.

const PREFIX = "mentions";

export class Rows {
  constructor(form, article) {
    this.form = form;
    this.article = article;
    this.labels = new Map();
    this.total = form.elements[`${PREFIX}-TOTAL_FORMS`];
  }

  field(number, name) {
    return this.form.elements[`${PREFIX}-${number}-${name}`];
  }

  /** Everybody in the list, in its order: {number, person, label, role}. */
  all() {
    const rows = [];
    for (let number = 0; number < Number(this.total.value); number += 1) {
      const tag = this.field(number, "tag");
      if (!tag?.value || this.isRemoved(number)) continue;
      const person = Number(tag.value);
      const label = this.labels.get(person) ?? tag.selectedOptions?.[0]?.text ?? String(person);
      const role = this.field(number, "role")?.value || "mentioned";
      rows.push({ number, person, label, role, place: Number(this.field(number, "position")?.value || 0) });
    }
    return rows.sort((one, other) => one.place - other.place || one.number - other.number);
  }

  isRemoved(number) {
    const box = this.field(number, "DELETE");
    return box?.type === "checkbox" ? box.checked : Boolean(box?.value);
  }

  /** Puts somebody on the list and answers with the number of the row. */
  add(person, label, role) {
    this.labels.set(person, label);
    const rows = this.all();
    const known = rows.find((row) => row.person === person);
    if (known) return known.number;
    const number = Number(this.total.value);
    const place = rows.length ? rows.at(-1).place + 1 : 1;
    const holder = document.createElement("div");
    holder.hidden = true;
    const values = { id: "", content_object: this.article, tag: person, role, position: place, DELETE: "" };
    for (const [name, value] of Object.entries(values)) {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = `${PREFIX}-${number}-${name}`;
      input.value = value;
      holder.append(input);
    }
    this.total.closest("form").append(holder);
    this.total.value = number + 1;
    this.changed(number);
    return number;
  }

  /** Takes a row off the list, or puts it back. */
  remove(number, isGone = true) {
    const box = this.field(number, "DELETE");
    if (box?.type === "checkbox") box.checked = isGone;
    else if (box) box.value = isGone ? "on" : "";
    this.changed(number);
  }

  setRole(number, role) {
    const field = this.field(number, "role");
    if (field) field.value = role;
    this.changed(number);
  }

  /** One place earlier. */
  raise(number) {
    const rows = this.all();
    const place = rows.findIndex((row) => row.number === number);
    if (place < 1) return;
    [rows[place - 1], rows[place]] = [rows[place], rows[place - 1]];
    rows.forEach((row, index) => {
      this.field(row.number, "position").value = index + 1;
    });
    this.changed(number);
  }

  changed(number) {
    this.field(number, "tag").dispatchEvent(new Event("change", { bubbles: true }));
  }
}
