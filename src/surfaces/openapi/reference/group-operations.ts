import type { DocumentView, OperationView, TagView } from "./views.ts";

export interface Entry {
  readonly method: string;
  /** Path of the route, or type of the event. */
  readonly path: string;
  readonly operation: OperationView;
}

interface TagSection {
  readonly anchor: string;
  readonly tag: TagView;
  readonly entries: readonly Entry[];
}

export interface Surface {
  /** Under what its paths begin. */
  readonly name: string;
  readonly sections: readonly TagSection[];
}

/** The operations by surface and tag, in the order of the tag groups. */
export function groupOperations({ "x-tagGroups": groups, tags, paths }: DocumentView): Surface[] {
  const entries = entriesOf(paths);
  return groups.map(({ name, tags: members }) => ({
    name,
    sections: tags
      .filter((tag) => members.includes(tag.name))
      .map((tag) => ({
        anchor: `tag-${tag.name.toLowerCase().replaceAll(" ", "-")}`,
        tag,
        entries: entries.filter(({ operation }) => operation.tags.includes(tag.name)),
      })),
  }));
}

export function entriesOf(paths: DocumentView["paths"]): Entry[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}
