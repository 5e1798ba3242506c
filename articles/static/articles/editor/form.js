// The form around the text: what follows what, what is remembered, what other scripts may ask.

import { make, word } from "desk/page";
import { restoreTies, tieValues } from "desk/ties";
import { documentOf } from "desk/words";

/** Fields that are another one while they are empty say so, and show it. */
export function startFollowing(form) {
  for (const field of form.querySelectorAll("[data-follows]")) {
    const other = form.querySelector(`[name=${field.dataset.follows}]`);
    const hint = hintOf(field, form, field.dataset.follows);
    const show = () => {
      field.placeholder = other.value;
      hint.hidden = field.value.trim() !== "";
    };
    field.addEventListener("input", show);
    other.addEventListener("input", show);
    show();
  }
  const slug = form.querySelector("[data-follows-slug]");
  if (!slug) return;
  const hint = hintOf(slug, form, "headline");
  const headline = form.querySelector("[name=headline]");
  const before = slug.value;
  const said = headline?.value;
  const edited = form.querySelector("[data-slug-edited]") !== null;
  const follows = () => slug.value === "" || (!edited && slug.value === before);
  const show = () => {
    hint.hidden = !follows();
  };
  const follow = () => {
    if (edited || !follows()) return;
    slug.value = headline.value === said ? before : ""; // empty: the house makes it of the headline
    slug.placeholder = slugOf(headline.value);
  };
  headline?.addEventListener("input", follow);
  slug.addEventListener("input", show);
  show();
}

/** About what the house will make of a headline; it knows more alphabets. */
function slugOf(headline) {
  const plain = headline.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[’']/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 80);
}

function hintOf(field, form, name) {
  const hint = make("span", { class: "follows", text: word(`follows-${name}`) });
  const label = form.querySelector(`label[for="${field.id}"]`);
  (label ?? field).after(hint);
  return hint;
}

/** The folds of the rail stay as this person left them. */
export function startFolds(form) {
  for (const fold of form.querySelectorAll("details[data-fold]")) {
    const key = `desk-fold-${fold.dataset.fold}`;
    const kept = window.localStorage.getItem(key);
    if (kept !== null && !fold.querySelector(".errorlist")) fold.open = kept === "open";
    fold.addEventListener("toggle", () => window.localStorage.setItem(key, fold.open ? "open" : "shut"));
  }
}

/** Areas of one line's worth: Enter makes no new line in a headline. */
export function startLines(form) {
  for (const field of form.querySelectorAll("[data-one-line]")) {
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  }
}

const OWN = /^(csrfmiddlewaretoken|comment_text|body|base_version|_.*|.*-\d+-.*|.*_FORMS)$/;

/** Everything that was written, as values for a draft: {fields, body, ties}. */
function serialize(form, editor) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (!OWN.test(name) && typeof value === "string") fields[name] = value;
  }
  for (const box of form.querySelectorAll("input[type=checkbox][name]")) {
    if (!OWN.test(box.name)) fields[box.name] = box.checked;
  }
  const body = editor ? documentOf(editor) : JSON.parse(form.querySelector("[name=body]").value || "{}");
  return { fields, body, ties: tieValues(form) };
}

/** Puts the values of `serialize` back into the form. */
function restore(form, editor, { fields = {}, body = null, ties = {} }) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements.namedItem(name);
    if (!(field instanceof HTMLElement)) continue;
    if (field.type === "checkbox") field.checked = Boolean(value);
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("story:restored"));
  }
  restoreTies(form, ties);
  if (body && editor) editor.commands.setContent(body, { emitUpdate: true });
}

/** What drafts, previews and presence build on: form.story and the event "story:changed". */
export function openDoor(form, editor) {
  const changed = () => form.dispatchEvent(new CustomEvent("story:changed", { bubbles: true }));
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  editor?.on("update", changed);
  form.story = {
    editor,
    serialize: () => serialize(form, editor),
    restore: (values) => restore(form, editor, values),
  };
  form.dispatchEvent(new CustomEvent("story:ready", { bubbles: true }));
}
