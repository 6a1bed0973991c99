/** Which texts there are: the keys of the English catalogue, which every other language has too. */

import type en from "./en";

export type Key = keyof typeof en;
export type Catalogue = Readonly<Record<Key, string>>;
