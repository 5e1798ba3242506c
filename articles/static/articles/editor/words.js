// The text as JSON for the form, and how much of it there is.

import { word } from "desk/page";

const WORD = /[\p{L}\p{N}_]+(?:[’'.,:\-‐‑][\p{L}\p{N}_]+)*/gu;
const IDEOGRAPH = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/gu;
const A_MINUTE = 230;

function isEmpty(block) {
  return block?.type === "paragraph" && !block.content?.length;
}

/** The document as the house stores it: no empty paragraphs at its end. */
export function documentOf(editor) {
  const { content = [] } = editor.getJSON();
  const kept = [...content];
  while (isEmpty(kept.at(-1))) kept.pop();
  return { type: "doc", content: kept };
}

/** Words as the house counts them: captions not, ideographs one each. */
export function countWords(text) {
  const ideographs = text.match(IDEOGRAPH)?.length ?? 0;
  return ideographs + (text.replace(IDEOGRAPH, " ").match(WORD)?.length ?? 0);
}

/** Keeps a line of words and minutes up to date, a moment after the last key. */
export function startWords(editor, line) {
  let waiting = 0;
  function show() {
    const { doc } = editor.state;
    const count = countWords(doc.textBetween(0, doc.content.size, "\n", " "));
    const minutes = Math.max(1, Math.round(count / A_MINUTE));
    const one = count === 1 ? word("words-one") : "";
    line.textContent = one || (count ? word("words-and-minutes", { count: count.toLocaleString(), minutes }) : word("words-none"));
  }
  editor.on("update", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(show, 400);
  });
  show();
}
