// The focal point of a picture: click or arrow keys move it, three crops follow.

const STEP = 1;
const LEAP = 10;
const KEYS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The place of a crop's window as the percentage that object-position wants. */
export function placeOfCrop(focal, whole, part) {
  const room = whole - part;
  if (room <= 0) return 50;
  const start = Math.min(Math.max((whole * focal) / 100 - part / 2, 0), room);
  return (start / room) * 100;
}

function clamp(number) {
  return Math.min(100, Math.max(0, Math.round(number)));
}

function start(desk) {
  const ground = desk.querySelector("[data-focal-ground]");
  const mark = desk.querySelector("[data-focal-mark]");
  const live = desk.querySelector("[data-focal-live]");
  const picture = ground.querySelector("img");
  const across = document.getElementById(desk.dataset.x);
  const down = document.getElementById(desk.dataset.y);
  if (!across || !down) return;
  let speaking = 0;

  function draw() {
    const x = clamp(Number(across.value));
    const y = clamp(Number(down.value));
    mark.style.left = `${x}%`;
    mark.style.top = `${y}%`;
    const width = Number(picture.getAttribute("width"));
    const height = Number(picture.getAttribute("height"));
    for (const frame of desk.querySelectorAll("[data-across]")) {
      const ratio = Number(frame.dataset.across) / Number(frame.dataset.down);
      const left = placeOfCrop(x, width, Math.min(width, height * ratio));
      const top = placeOfCrop(y, height, Math.min(height, width / ratio));
      frame.firstElementChild.style.objectPosition = `${left}% ${top}%`;
    }
  }

  function say() {
    clearTimeout(speaking);
    speaking = setTimeout(() => {
      live.textContent = desk.dataset.said
        .replace("%x", across.value)
        .replace("%y", down.value);
    }, 400);
  }

  function move(x, y) {
    across.value = clamp(x);
    down.value = clamp(y);
    across.dispatchEvent(new Event("change", { bubbles: true }));
    draw();
    say();
  }

  function follow(event) {
    const frame = picture.getBoundingClientRect();
    move(
      ((event.clientX - frame.left) / frame.width) * 100,
      ((event.clientY - frame.top) / frame.height) * 100,
    );
  }

  ground.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    ground.setPointerCapture(event.pointerId);
    follow(event);
    mark.focus();
  });
  ground.addEventListener("pointermove", (event) => {
    if (ground.hasPointerCapture(event.pointerId)) follow(event);
  });
  mark.addEventListener("keydown", (event) => {
    const way = KEYS[event.key];
    if (!way) return;
    event.preventDefault();
    const reach = event.shiftKey ? LEAP : STEP;
    move(Number(across.value) + way[0] * reach, Number(down.value) + way[1] * reach);
  });
  across.addEventListener("input", draw);
  down.addEventListener("input", draw);

  for (const frame of desk.querySelectorAll("[data-across] img")) frame.src = picture.src;
  mark.hidden = false;
  desk.querySelector("[data-focal-hint]").hidden = false;
  draw();
}

document.querySelectorAll("[data-focal]").forEach(start);
