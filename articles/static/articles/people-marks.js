// Shows where a name stands: marked in a sentence, and lit up in the text that is being written.

const LIGHT = "people-evidence";

/** The sentence as nodes, with each of the names marked. */
export function marked(sentence, names) {
  const fragment = document.createDocumentFragment();
  const pattern = patternOf(names);
  let from = 0;
  for (const found of pattern ? sentence.matchAll(pattern) : []) {
    fragment.append(sentence.slice(from, found.index));
    const mark = document.createElement("mark");
    mark.textContent = found[0];
    fragment.append(mark);
    from = found.index + found[0].length;
  }
  fragment.append(sentence.slice(from));
  return fragment;
}

/** Lights the names up in the writing surface; no name puts the light out. */
export function light(form, names) {
  if (!globalThis.CSS?.highlights) return;
  CSS.highlights.delete(LIGHT);
  const pattern = patternOf(names);
  const surface = form.querySelector(".ProseMirror, [contenteditable='true']");
  if (!pattern || !surface) return;
  const ranges = [];
  const walker = document.createTreeWalker(surface, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (const found of node.data.matchAll(pattern)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      ranges.push(range);
    }
  }
  if (ranges.length) CSS.highlights.set(LIGHT, new Highlight(...ranges));
}

function patternOf(names) {
  const escaped = [...names]
    .filter(Boolean)
    .sort((one, other) => other.length - one.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+"));
  return escaped.length ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join("|")})(?![\\p{L}\\p{N}])`, "gu") : null;
}
