// The list of people in the story's form, as articles/editor/ties.js keeps it: what stands there is saved.

export class Rows {
  constructor(root) {
    this.ties = root.ties;
  }

  /** Everybody on the list: {row, person, label}. */
  all() {
    return this.ties.live().map((row) => {
      const select = row.querySelector("[data-pick]");
      const label = select.selectedOptions[0]?.textContent.trim() ?? "";
      return { row, person: Number(select.value), label };
    });
  }

  /** Puts somebody on the list with a role in the story and answers with the row. */
  add(person, role) {
    this.ties.add({ id: person.id, text: person.label }, { quietly: true });
    const row = this.ties.live().at(-1);
    const field = row.querySelector("[name$='-role']");
    if (field) field.value = role;
    this.ties.changed();
    return row;
  }

  /** Takes a row that was added off the list again. */
  remove(row) {
    const gone = row.querySelector("[name$=DELETE]");
    gone.checked = true;
    row.hidden = true;
    this.ties.changed();
  }
}
