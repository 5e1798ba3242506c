// The nodes and marks of the editor, made from the house's own definition of a body.

import { Mark, Node, mergeAttributes, textblockTypeInputRule, wrappingInputRule } from "tiptap";

import { boxViews } from "desk/boxes";
import { figureView } from "desk/figure";

const TAGS = {
  paragraph: "p",
  quotation: "blockquote",
  pull_quote: "aside",
  bullet_list: "ul",
  ordered_list: "ol",
  list_item: "li",
  table: "table",
  table_row: "tr",
  table_cell: "td",
  figure: "figure",
  fact_box: "section",
  embed: "div",
  live_update: "article",
  rule: "hr",
};
const ISOLATED = new Set(["fact_box", "live_update", "table", "table_cell"]);
const FOREIGN = { paragraph: ["p"], bullet_list: ["ul"], ordered_list: ["ol"], list_item: ["li"] };

/** What a block holds, as a content expression. */
function contentOf(block) {
  if (block.content === null) return "";
  if (block.content === "inline") return "inline*";
  const any = `(${block.content.join(" | ")})`;
  return block.first ? `${block.first} ${any}*` : `${any}+`;
}

function attribute(name, definition) {
  const key = `data-${name.replaceAll("_", "-")}`;
  return {
    default: definition.default,
    keepOnSplit: name === "level",
    parseHTML: (element) => {
      const text = element.getAttribute(key);
      if (text === null) return definition.default;
      try {
        return JSON.parse(text);
      } catch {
        return definition.default;
      }
    },
    renderHTML: (values) => ({ [key]: JSON.stringify(values[name]) }),
  };
}

function attributesOf(block) {
  const attributes = {
    id: {
      default: null,
      keepOnSplit: false,
      parseHTML: (element) => element.getAttribute("data-id"),
      renderHTML: ({ id }) => (id ? { "data-id": id } : {}),
    },
  };
  for (const [name, definition] of Object.entries(block.attrs)) {
    attributes[name] = attribute(name, definition);
  }
  return attributes;
}

function rulesOf(name) {
  const own = { tag: `[data-block="${name}"]` };
  if (name === "heading") {
    const levels = [2, 3, 4].map((level) => ({ tag: `h${level}`, attrs: { level } }));
    return [own, ...levels];
  }
  return [own, ...(FOREIGN[name] ?? []).map((tag) => ({ tag }))];
}

function inputRulesOf(name, type) {
  const starts = { bullet_list: /^\s*[-*]\s$/, ordered_list: /^1[.)]\s$/, quotation: /^>\s$/ };
  if (name === "heading") {
    return [2, 3, 4].map((level) =>
      textblockTypeInputRule({
        find: new RegExp(`^#{${level}}\\s$`),
        type,
        getAttributes: { level },
      }),
    );
  }
  return starts[name] ? [wrappingInputRule({ find: starts[name], type })] : [];
}

function blockNode(name, block, view) {
  const hasText = block.content === "inline";
  return Node.create({
    name,
    group: "block",
    priority: name === "paragraph" ? 1000 : 100,
    content: contentOf(block),
    atom: block.content === null,
    defining: !hasText || name !== "paragraph",
    isolating: ISOLATED.has(name),
    selectable: true,
    draggable: false,
    addAttributes: () => attributesOf(block),
    parseHTML: () => rulesOf(name),
    renderHTML({ node, HTMLAttributes }) {
      const tag = name === "heading" ? `h${node.attrs.level}` : TAGS[name];
      const attributes = mergeAttributes({ "data-block": name }, HTMLAttributes);
      return block.content === null ? [tag, attributes] : [tag, attributes, 0];
    },
    addNodeView: view ? () => view : undefined,
    addInputRules() {
      return inputRulesOf(name, this.type);
    },
    addKeyboardShortcuts: () => (name === "list_item" ? listKeys(name) : {}),
  });
}

function listKeys(name) {
  return {
    Enter: ({ editor }) => editor.commands.splitListItem(name),
    Tab: ({ editor }) => editor.isActive(name) && editor.commands.sinkListItem(name),
    "Shift-Tab": ({ editor }) => editor.isActive(name) && editor.commands.liftListItem(name),
    Backspace: ({ editor }) => {
      const { empty, $from } = editor.state.selection;
      if (!empty || $from.parentOffset > 0 || !editor.isActive(name)) return false;
      return editor.commands.liftListItem(name);
    },
  };
}

const MARKS = {
  strong: { tags: ["strong", "b"], key: "Mod-b" },
  emphasis: { tags: ["em", "i"], key: "Mod-i" },
  link: { tags: ["a[href]"] },
};
const MARK_TAGS = { strong: "strong", emphasis: "em", link: "a" };

function markOf(name, names) {
  const known = MARKS[name];
  return Mark.create({
    name,
    inclusive: name !== "link",
    addAttributes: () => Object.fromEntries(names.map((each) => [each, { default: null }])),
    parseHTML: () => known.tags.map((tag) => ({ tag })),
    renderHTML: ({ HTMLAttributes }) => [MARK_TAGS[name], HTMLAttributes, 0],
    addKeyboardShortcuts: () =>
      known.key ? { [known.key]: ({ editor }) => editor.commands.toggleMark(name) } : {},
  });
}

const hardBreak = Node.create({
  name: "hard_break",
  group: "inline",
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  parseHTML: () => [{ tag: "br" }],
  renderHTML: () => ["br"],
  renderText: () => "\n",
  addKeyboardShortcuts: () => ({
    "Shift-Enter": ({ editor }) => editor.commands.insertContent({ type: "hard_break" }),
  }),
});

/** Everything of a body: the document, its blocks in the definition's order, text, marks. */
export function bodyExtensions(schema) {
  const views = { ...boxViews(schema), figure: figureView(schema) };
  return [
    Node.create({ name: "doc", topNode: true, content: `(${schema.top.join(" | ")})+` }),
    Node.create({ name: "text", group: "inline" }),
    hardBreak,
    ...Object.entries(schema.blocks).map(([name, block]) => blockNode(name, block, views[name])),
    ...Object.entries(schema.marks).map(([name, names]) => markOf(name, names)),
  ];
}
