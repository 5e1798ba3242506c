// Unsaved forms that this browser holds until the house has them: {id, after, at, base_version, form}.
// `id` is the key of the form that was typed into, `after` the keys of those whose text it goes on from.

const storage = window.localStorage;

/** Whether two forms hold the same, in whatever order a database gives their keys. */
export function same(one, other) {
  const plain = ({ base_version, form }) => JSON.stringify([base_version, ordered(form)]);
  return plain(one) === plain(other);
}

function ordered(value) {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== "object") return value;
  return Object.keys(value).sort().map((name) => [name, ordered(value[name])]);
}

function read(name) {
  try {
    return JSON.parse(storage.getItem(name));
  } catch {
    return null;
  }
}

/** What one person left in this browser of one story, or of stories that are not saved yet. */
export class Held {
  constructor(user, article) {
    this.own = `newsroom-draft-${user}-`;
    this.stem = `${this.own}${article || "new"}-`;
  }

  /** False where the browser has no room left. */
  put(kept) {
    try {
      storage.setItem(this.stem + kept.id, JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  }

  has(id) {
    return storage.getItem(this.stem + id) !== null;
  }

  drop(id) {
    storage.removeItem(this.stem + id);
  }

  /** The forms of this story, the newest first. */
  all() {
    const found = this.names(this.stem).map(read).filter((kept) => kept?.form);
    return found.sort((one, other) => other.at - one.at);
  }

  /** Drops the forms that were saved, of whatever story, and those that they went on from. */
  dropArrived(ids) {
    const arrived = new Set(ids);
    for (const name of this.names(this.own)) {
      const kept = read(name);
      if (!arrived.has(kept?.id)) continue;
      storage.removeItem(name);
      for (const id of kept.after ?? []) storage.removeItem(name.replace(kept.id, id));
    }
  }

  names(stem) {
    return Object.keys(storage).filter((name) => name.startsWith(stem));
  }
}
