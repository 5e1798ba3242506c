// The list of all stories: names of the directory while one is typed into the filter of people.

const REST = 250; // milliseconds without a key before the house is asked
const field = document.querySelector("[data-names]");
let timer = 0;

async function offer() {
  const address = new URL(field.dataset.names, window.location.href);
  address.searchParams.set("q", field.value.trim());
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    const { people } = await answer.json();
    const names = people.map(({ name }) => Object.assign(document.createElement("option"), { value: name }));
    field.list.replaceChildren(...names);
  } catch {
    // The form still finds a name that is written out.
  }
}

field?.addEventListener("input", () => {
  window.clearTimeout(timer);
  if (field.value.trim().length > 1) timer = window.setTimeout(offer, REST);
});
