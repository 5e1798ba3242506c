// The first picture placed in a text is the lead picture once the form is saved, unless there is a lead
// picture or the writer leaves it where it is. Until then the lead's place says so.

/** The first figure of a document that has its picture: {node, place}, or null. */
function firstFigure(doc) {
  let found = null;
  doc.descendants((node, place) => {
    if (!found && node.type.name === "figure" && node.attrs.picture !== null) found = { node, place };
    return !found && !node.isTextblock;
  });
  return found;
}

export class FirstPicture {
  /** A picture that stood first when the form was opened stays where it is. */
  constructor(editor) {
    this.editor = editor;
    this.stays = new Set([firstFigure(editor.state.doc)?.node.attrs.picture]);
  }

  /** The figure that is to be the lead, or null. */
  get() {
    const found = firstFigure(this.editor.state.doc);
    return found && !this.stays.has(found.node.attrs.picture) ? found : null;
  }

  leave() {
    this.stays.add(this.get()?.node.attrs.picture);
  }

  /** Takes the figure out of the text; its picture and words. */
  take() {
    const { node, place } = this.get();
    this.editor.view.dispatch(this.editor.state.tr.delete(place, place + node.nodeSize));
    return node.attrs;
  }
}
