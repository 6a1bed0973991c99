/** Languages by their folders: each folder beside this file is one, by its name. */

export type ByLanguage<T> = Readonly<Record<string, T>>;

/** `found`: by path, such as "./de/index.ts". */
export function byFolder<T>(found: Readonly<Record<string, T>>): ByLanguage<T> {
  return Object.fromEntries(Object.entries(found).map(([path, value]) => [folderOf(path), value]));
}

function folderOf(path: string): string {
  return path.split("/").at(-2) ?? "";
}
