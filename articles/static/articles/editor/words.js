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

const QUOTED = new Set(["quotation", "pull_quote"]);
const bare = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

function runningText(doc) {
  const found = [];
  doc.descendants((node) => {
    if (node.type.name === "paragraph" || node.type.name === "heading") found.push(bare(node.textContent));
    return !node.isTextblock;
  });
  return ` ${found.join(" ")} `;
}

/** What a reader reads, as the house counts it: heads of boxes and who said it, no repeated pull quote. */
export function readText(doc) {
  const lines = [];
  let running = null;
  doc.descendants((node, _place, parent) => {
    if (node.type.name === "pull_quote" && parent === doc) {
      running ??= runningText(doc);
      const quote = bare(node.textContent);
      if (quote && running.includes(` ${quote} `)) return false;
    }
    if (node.type.name === "table" && node.attrs.caption) lines.push(node.attrs.caption);
    if (node.attrs.heading) lines.push(node.attrs.heading);
    if (node.isTextblock) lines.push(node.textBetween(0, node.content.size, "\n", "\n"));
    if (QUOTED.has(node.type.name)) lines.push(node.attrs.attribution);
    return !node.isTextblock;
  });
  return lines.join("\n");
}

/** Keeps a line of words and minutes up to date, a moment after the last key. */
export function startWords(editor, line) {
  let waiting = 0;
  function show() {
    const { doc } = editor.state;
    const count = countWords(readText(doc));
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
