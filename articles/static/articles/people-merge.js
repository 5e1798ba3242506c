// Choosing the other one of a merge: a pick opens the preview.

import { Lookup } from "./people-lookup.js";

const page = document.querySelector("[data-merge-page]");
const input = page?.querySelector("[data-search]");
if (input) {
  new Lookup(input, page.querySelector("ul"), {
    address: page.dataset.lookup,
    told: (person) => [person.role, person.birth_year, person.last_story?.headline].filter(Boolean).join(" · "),
    except: Number(page.dataset.row),
    choose(person) {
      window.location.href = `${page.dataset.address}?with=${person.id}`;
    },
  });
  input.focus();
}
