// A list on a phone: each row is a block, and each cell says which column it was.

const table = document.querySelector("#result_list");
const heads = [...(table?.tHead?.rows[0]?.cells ?? [])].map((head) => head.querySelector(".text")?.textContent.trim());

for (const row of table?.tBodies[0]?.rows ?? []) {
  for (const [place, cell] of [...row.cells].entries()) {
    const words = cell.textContent.trim();
    if (["", "-", "–"].includes(words) && !cell.querySelector("img, input")) cell.classList.add("says-nothing");
    else if (heads[place] && cell.tagName === "TD" && !cell.querySelector("a")) cell.dataset.label = `${heads[place]}:`;
  }
}
