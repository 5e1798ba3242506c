// Starts the writing surface: the editor over its textarea, then the form around it.

import { Dropcursor, Editor, Extension, Gapcursor, Placeholder, UndoRedo, pm } from "tiptap";

import { bodyExtensions } from "desk/blocks";
import { BoxKeys } from "desk/boxes";
import { startCounting } from "desk/counting";
import { openDoor, startFolds, startFollowing, startLines } from "desk/form";
import { startGrowing } from "desk/growing";
import { BlockIds, withIds } from "desk/ids";
import { startLead } from "desk/lead";
import { openLink } from "desk/linking";
import { Moving, startHandle } from "desk/moving";
import { startCredits } from "desk/own";
import { make, word } from "desk/page";
import { PasteDesk, pasting } from "desk/paste";
import { BlockMenu, slashMenu } from "desk/slash";
import { startSummary } from "desk/summary";
import { TableKeys } from "desk/tables";
import { startTies } from "desk/ties";
import { startToolbar } from "desk/toolbar";
import { documentOf, startWords } from "desk/words";

const REST = 300; // milliseconds without a key before the text is written to the form

const Keys = Extension.create({
  name: "desk_keys",
  addKeyboardShortcuts: () => ({
    "Mod-k": ({ editor }) => {
      openLink(editor);
      return true;
    },
    "Alt-F10": () => {
      document.querySelector(".body-tools [tabindex='0']").focus();
      return true;
    },
  }),
});

/** The most that a body holds, for whoever asks the editor. */
const BodyLimits = Extension.create({
  name: "body_limits",
  addStorage() {
    return this.options;
  },
});

/** The stored text, or null where the textarea holds something that is no document. */
function storedDocument(textarea, editor) {
  try {
    const stored = JSON.parse(textarea.value || '{"type":"doc","content":[]}');
    const filled = stored.content?.length ? withIds(stored) : { type: "doc", content: [{ type: "paragraph" }] };
    pm.model.Node.fromJSON(editor.schema, filled).check();
    return filled;
  } catch {
    return null;
  }
}

function startEditor(root) {
  const textarea = root.querySelector("textarea");
  const schema = JSON.parse(textarea.dataset.schema);
  const notices = make("div", { class: "notices" });
  const tools = make("div", { class: "body-tools" });
  const ground = make("div", { class: "body-ground" });
  const surface = make("div", { class: "body-surface" });
  const words = make("p", { class: "body-words" });
  ground.append(surface);
  const menu = new BlockMenu(ground);
  const editor = new Editor({
    element: surface,
    injectCSS: false,
    extensions: [
      ...bodyExtensions(schema),
      BlockIds, BoxKeys, TableKeys, BodyLimits.configure(schema.limits), Moving, Keys, Dropcursor.configure({ class: "drop-line", color: false }), Gapcursor, UndoRedo,
      Placeholder.configure({ placeholder: word("body-placeholder") }),
      slashMenu(menu), pasting(new PasteDesk(notices)),
    ],
    editorProps: {
      attributes: {
        role: "textbox", "aria-multiline": "true", "aria-label": word("body-label"),
        "aria-describedby": "id_body_helptext", class: "body-text", spellcheck: "true",
      },
    },
  });
  const stored = storedDocument(textarea, editor);
  if (stored === null) {
    editor.destroy();
    root.prepend(make("p", { class: "errornote", text: word("body-unreadable") }));
    return null;
  }
  editor.chain().setMeta("addToHistory", false).setContent(stored, { emitUpdate: false }).run();
  root.append(tools, notices, ground, words);
  textarea.hidden = true;
  let waiting = 0;
  const write = () => {
    window.clearTimeout(waiting);
    textarea.value = JSON.stringify(documentOf(editor));
  };
  editor.on("update", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(write, REST);
  });
  root.closest("form").addEventListener("submit", write);
  root.closest("form").addEventListener("formdata", (event) => {
    if (event.formData.has(textarea.name)) event.formData.set(textarea.name, JSON.stringify(documentOf(editor)));
  });
  startToolbar(editor, tools, menu);
  startHandle(editor, ground);
  startWords(editor, words);
  root.editor = editor;
  return editor;
}

/** A file that is let go beside every place for it must not take the page away. */
function holdFiles() {
  for (const name of ["dragover", "drop"]) {
    window.addEventListener(name, (event) => {
      if (event.dataTransfer?.types.includes("Files") && !event.defaultPrevented) event.preventDefault();
    });
  }
}

const form = document.querySelector("[data-story-form]")?.closest("form");
const root = form?.querySelector("[data-body-editor]");
if (root) {
  const editor = startEditor(root);
  startTies(form);
  startCredits(form);
  startLead(form, editor);
  startCounting(form);
  startFollowing(form);
  startFolds(form);
  startLines(form);
  startSummary(form, editor);
  startGrowing(form);
  openDoor(form, editor);
  holdFiles();
  if (!form.querySelector("[data-story-form]").dataset.articleId && !document.querySelector("[data-error-summary]")) {
    form.querySelector("[name=headline]")?.focus({ preventScroll: true });
  }
  document.documentElement.classList.add("is-writing");
}
