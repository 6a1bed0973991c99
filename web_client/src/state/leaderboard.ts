/** What the leaderboard is asked for; the defaults compare like with like. */

export interface Filters {
  scenario: string;
  who: string;
  depth: string;
  kind: string;
  seed: string;
  length: string;
  live: string;
  since: string;
  until: string;
}

export const DEFAULTS: Readonly<Filters> = {
  scenario: "",
  who: "person",
  depth: "segmented",
  kind: "game",
  seed: "drawn",
  length: "full",
  live: "none",
  since: "",
  until: "",
};

/** Only what differs from the server's own defaults, and the scenario. */
export function queryOf(filters: Filters): string {
  const names = Object.keys(DEFAULTS) as (keyof Filters)[];
  const told = names.filter((name) => name === "scenario" || filters[name] !== DEFAULTS[name]);
  return new URLSearchParams(told.map((name) => [name, filters[name]])).toString();
}
