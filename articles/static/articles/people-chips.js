// How a suggestion looks: the name, why it is there, the sentence it stands in, and its buttons.

import { marked } from "./people-marks.js";

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** A day such as 2026-11-29 as the desk writes it, on one line. */
function day(at) {
  const told = new Date(`${at}T12:00:00Z`);
  const language = document.documentElement.lang || "en";
  const form = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
  return Number.isNaN(told.valueOf()) ? at : told.toLocaleDateString(language.startsWith("en") ? "en-GB" : language, form).replaceAll(" ", "\u00a0");
}

/** What tells a person from namesakes: role, year of birth, last story. */
export function description(person, words) {
  const last = person.last_story;
  return [
    person.role,
    person.birth_year ? `${words.born} ${person.birth_year}` : "",
    last ? `${words.last} “${last.headline}”, ${day(last.at)}` : words.noStory,
  ].filter(Boolean).join(" · ");
}

/** A button whose name for listeners says whom it is about. */
export function button(text, name, click, kind = "") {
  const made = element("button", kind, text);
  made.type = "button";
  made.setAttribute("aria-label", `${text}: ${name}`);
  made.addEventListener("click", click);
  return made;
}

/** One of several people who may be meant. */
export function candidateButton(person, words, click) {
  const told = description(person, words);
  const made = button("", `${words.accept}: ${person.label}`, click, "yes candidate");
  made.setAttribute("aria-label", `${words.accept}: ${person.label}, ${told}`);
  made.append(person.label, element("small", "", told));
  return made;
}

/** The chip without its buttons; they go into `.people-buttons`. */
export function chipOf(suggestion, words) {
  const why = [suggestion.why, suggestion.role === "subject" && words.subject].filter(Boolean).join(", ");
  const chip = element(
    "li",
    "people-chip",
    element("p", "", element("b", "", suggestion.name), " ", element("span", "quiet", why)),
    element("p", "people-evidence", marked(suggestion.evidence, suggestion.names)),
  );
  const known = suggestion.person ? description(suggestion.candidates[0], words) : "";
  const question = suggestion.candidates.length && !suggestion.person ? words.which : "";
  if (known || question) chip.append(element("p", "quiet", known || question));
  chip.append(element("div", "people-buttons"));
  return chip;
}
