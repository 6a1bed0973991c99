/** The two stances a part may have, and the stances of a seat by component. */

export type Stance = "JIT" | "JIC";
export type Stances = Readonly<Record<string, Stance>>;
