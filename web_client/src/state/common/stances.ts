/** The two stances of a part, and those of a seat by component. */

export type Stance = "JIT" | "JIC";
export type Stances = Readonly<Record<string, Stance>>;
