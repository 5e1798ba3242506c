// Uploading by drop: one request a file, and what became of each as it comes.

function line(list, name, words) {
  const entry = document.createElement("li");
  entry.className = "picture-arrival";
  const title = document.createElement("strong");
  title.textContent = name;
  const state = document.createElement("p");
  state.textContent = words;
  entry.append(title, state);
  list.append(entry);
  return entry;
}

function thumbnail(picture, words) {
  const link = document.createElement("a");
  link.href = picture.url;
  const image = document.createElement("img");
  image.src = picture.thumbnail;
  image.width = 80;
  image.height = 80;
  image.alt = "";
  link.append(image, ` ${words}`);
  return link;
}

function show(entry, picture) {
  entry.replaceChildren();
  if (picture.taken) {
    entry.append(thumbnail(picture, picture.name));
  } else {
    const title = document.createElement("strong");
    title.textContent = picture.name;
    entry.classList.add("picture-refused");
    entry.append(title);
  }
  for (const remark of picture.remarks) {
    const words = document.createElement("p");
    words.textContent = remark;
    entry.append(words);
  }
  for (const near of picture.resembling ?? []) entry.append(thumbnail(near, near.caption));
}

async function send(form, file, entry) {
  const body = new FormData();
  body.append("pictures", file);
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  try {
    const answer = await fetch(form.dataset.upload, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token },
    });
    if (!answer.ok) throw new Error(answer.statusText);
    const { pictures } = await answer.json();
    show(entry, pictures[0]);
  } catch {
    entry.classList.add("picture-refused");
    entry.lastElementChild.textContent = form.dataset.failed;
  }
}

function start(form) {
  const ground = form.querySelector("[data-drop]");
  const list = document.querySelector("[data-arrivals]");
  form.querySelector("[data-drop-hint]").hidden = false;
  ground.addEventListener("dragover", (event) => {
    event.preventDefault();
    ground.dataset.over = "";
  });
  ground.addEventListener("dragleave", () => delete ground.dataset.over);
  ground.addEventListener("drop", async (event) => {
    event.preventDefault();
    delete ground.dataset.over;
    const waiting = [...event.dataTransfer.files].map((file) => [
      file,
      line(list, file.name, form.dataset.waiting),
    ]);
    for (const [file, entry] of waiting) await send(form, file, entry);
  });
}

document.querySelectorAll("[data-upload]").forEach(start);
