// Counters under the words of a picture, and the caption's first sentence offered as alt text.

function judge(length, good, most) {
  if (length > most) return "over";
  return length > good ? "long" : "good";
}

function count(field) {
  const good = Number(field.dataset.good);
  const most = Number(field.dataset.most);
  const number = document.createElement("span");
  const live = document.createElement("span");
  number.className = "word-count";
  live.className = "visually-hidden";
  live.setAttribute("aria-live", "polite");
  field.after(number, live);
  let before = "good";
  function show() {
    const length = [...field.value.trim()].length;
    const now = judge(length, good, most);
    number.textContent = `${length} / ${now === "good" ? good : most}`;
    number.dataset.state = now;
    if (now !== before) live.textContent = number.textContent;
    before = now;
  }
  field.addEventListener("input", show);
  show();
}

function suggest(field) {
  const offer = document.createElement("button");
  offer.type = "button";
  offer.className = "alt-suggestion";
  offer.textContent = `“${field.dataset.suggestion}”`;
  offer.addEventListener("click", () => {
    field.value = field.dataset.suggestion;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    offer.remove();
    field.focus();
  });
  field.after(offer);
}

document.querySelectorAll("[data-suggestion]").forEach(suggest);
document.querySelectorAll("[data-good][data-most]").forEach(count);
