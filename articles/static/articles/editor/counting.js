// Counters under the fields: they tell, they never stop typing.

import { freshId, make, say, word } from "desk/page";

/** "short", "good", "long" or "over" for a length; `from` and `to` are good, `most` is red. */
export function judge(length, from, to, most) {
  if (length >= most) return "over";
  if (length > to) return "long";
  return length < from ? "short" : "good";
}

function count(field) {
  const [from, to, most] = field.dataset.count.split("-").map(Number);
  const id = freshId("count");
  const number = make("span", { class: "count", id });
  const beside = field.closest(".story-field")?.querySelector("label");
  (beside ?? field).after(number);
  let before = null;
  function show() {
    const length = [...field.value.trim()].length;
    const now = judge(length, from, to, most);
    number.textContent = length ? word("count-of", { length, from, to }) : "";
    number.dataset.state = length ? now : "";
    const bad = now === "long" || now === "over";
    if (before !== null && now !== before && (bad || before === "long" || before === "over")) {
      const name = beside?.textContent.trim() ?? "";
      say(word(`count-${now}`, { name, length, to }));
    }
    before = now;
  }
  field.addEventListener("input", show);
  show();
}

/** Counts every field that carries data-count="good from-good to-red from". */
export function startCounting(form) {
  form.querySelectorAll("[data-count]").forEach(count);
}
