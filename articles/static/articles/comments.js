// Comments in the rail: sent and resolved in place; words marked in the text are quoted.

const fold = document.querySelector("[data-comments]");
const form = fold?.closest("form");

if (form) start();

function start() {
  const list = fold.querySelector("[data-comment-list]");
  const field = fold.querySelector("textarea");
  const quote = fold.querySelector("[data-comment-quote]");
  const said = fold.querySelector("[data-comment-said]");
  const about = { quote: "", block: "" };

  /** The words marked in the text stay quoted until they are commented on or others are marked. */
  function mark() {
    const editor = form.story?.editor;
    if (!editor?.isFocused) return;
    const { from, to, $from } = editor.state.selection;
    const block = $from.depth ? $from.node(1) : null;
    about.quote = editor.state.doc.textBetween(from, to, " ").trim().slice(0, 300);
    about.block = about.quote ? block?.attrs.id ?? "" : "";
    quote.textContent = about.quote;
    quote.hidden = !about.quote;
  }

  async function send(values) {
    const body = new URLSearchParams(values);
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const headers = { Accept: "application/json", "X-CSRFToken": token };
    const answer = await fetch(fold.dataset.comments, { method: "POST", body, headers });
    const told = await answer.json();
    said.textContent = told.sentence;
    list.innerHTML = told.html;
    return answer.ok;
  }

  document.addEventListener("selectionchange", mark);
  for (const name of ["input", "change"]) field.addEventListener(name, (event) => event.stopPropagation());
  fold.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    const adds = button.hasAttribute("data-comment-add");
    try {
      const done = await send(adds ? { comment_text: field.value, ...about } : { [button.name]: button.value });
      if (!done || !adds) return;
      field.value = "";
      Object.assign(about, { quote: "", block: "" });
      quote.hidden = true;
    } catch {
      said.textContent = fold.dataset.trouble; // the words stay in the field
    }
  });
}
