// A live story asks each half minute for new blocks and says how many wait; it never moves what is read.

const EVERY = 30_000;
const UPDATE = ".live-update[id]";
const story = document.querySelector(".story-body");
let page = null;
let button = null;
let timer = 0;

const told = document.createElement("p");
told.className = "unseen";
told.setAttribute("role", "status");
story.append(told);

const waiting = () => [...page.querySelectorAll(UPDATE)].filter((block) => !document.getElementById(block.id));

function show() {
  const blocks = waiting();
  const first = story.querySelector(".live-update");
  for (const block of blocks) first ? first.before(block) : story.append(block);
  const moments = page.querySelector(".key-moments");
  if (moments) story.querySelector(".key-moments")?.replaceWith(moments);
  button.remove();
  button = null;
  told.textContent = "";
  if (!blocks.length) return;
  blocks[0].tabIndex = -1;
  blocks[0].focus();
}

function offer(count) {
  const words = count === 1 ? story.dataset.oneUpdate : story.dataset.updates.replace("%s", count);
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "button updates-button";
    button.addEventListener("click", show);
    story.append(button);
  }
  if (button.textContent === words) return;
  button.textContent = words;
  told.textContent = words;
}

async function look() {
  if (document.hidden) return;
  const answer = await fetch(location.pathname, { credentials: "omit" }).catch(() => null);
  if (!answer) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || !found.querySelector(".live")) clearInterval(timer);
  if (!answer.ok) return;
  page = found;
  const count = waiting().length;
  if (count) offer(count);
}

timer = setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
