/** Vite plugin: parses the messages of the catalogues while building. */

import { IntlMessageFormat } from "intl-messageformat";
import type { Plugin } from "vite";

const CATALOGUE = /\/src\/texts\/.*\.json$/;

/** Parses the catalogues' messages while building, so that no browser has to load the parser: it is as
 * large as a screen. What `IntlMessageFormat` takes is the same, a text or a parsed text. */
export function parsedMessages(): Plugin {
  return {
    name: "parsed-messages",
    apply: "build",
    enforce: "pre",
    config: () => ({
      resolve: {
        alias: {
          "@formatjs/icu-messageformat-parser": "@formatjs/icu-messageformat-parser/no-parser.js",
        },
      },
    }),
    transform(code, id) {
      if (!CATALOGUE.test(id)) return null;
      const messages = Object.entries(JSON.parse(code) as Record<string, string>);
      const parsed = messages.map(([key, text]) => [
        key,
        new IntlMessageFormat(text, "en").getAst(),
      ]);
      return { code: JSON.stringify(Object.fromEntries(parsed)), map: null };
    },
  };
}
