// A live story asks each half minute for new blocks and shows how many wait; it never moves what is read.

const body = document.querySelector(".story-body");
const seen = new Set([...body.querySelectorAll(".live-update[id]")].map((block) => block.id));
const EVERY = 30_000;
let waiting = [];
let button = null;

function show() {
  const first = body.querySelector(".live-update");
  for (const block of waiting) {
    seen.add(block.id);
    first ? first.before(block) : body.prepend(block);
  }
  const newest = waiting[0];
  waiting = [];
  button.remove();
  button = null;
  newest.tabIndex = -1;
  newest.focus();
}

function offer() {
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "button updates-button";
    button.addEventListener("click", show);
    body.prepend(button);
  }
  button.textContent = waiting.length === 1 ? "1 new update" : `${waiting.length} new updates`;
}

async function look() {
  if (document.hidden) return;
  const answer = await fetch(location.pathname, { credentials: "omit" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  waiting = [...page.querySelectorAll(".live-update[id]")].filter((block) => !seen.has(block.id));
  if (waiting.length) offer();
}

setInterval(look, EVERY);
