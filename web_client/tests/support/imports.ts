/** The import graph of the sources: TypeScript files and the scripts of components. */

import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";

/** Sources by their path below src/. */
export type Sources = Readonly<Record<string, string>>;
/** Paths of modules by the path of who imports them; type-only and dynamic imports count. */
export type Graph = ReadonlyMap<string, readonly string[]>;

export function sourcesIn(folder: string): Sources {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /\.(ts|svelte|json)$/.test(name));
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(posix.join(folder, name), "utf8")]),
  );
}

/** What a module brings along at once: neither what it imports later, nor types. */
export function reachedAtOnce(entry: string, sources: Sources): Set<string> {
  const reached = new Set<string>();
  const waiting = [entry];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    for (const script of scriptsOf(name, sources[name] ?? "")) {
      const statics = ts
        .createSourceFile("module.ts", script, ts.ScriptTarget.Latest)
        .statements.filter((each) => ts.isImportDeclaration(each) || ts.isExportDeclaration(each))
        .filter((each) => !isTypeOnly(each))
        .flatMap(({ moduleSpecifier: from }) =>
          from && ts.isStringLiteral(from) ? [from.text] : [],
        )
        .filter((specifier) => specifier.startsWith("."));
      waiting.push(...statics.flatMap((specifier) => modulesAt(name, specifier, sources)));
    }
  }
  return reached;
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  return statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/**
 * The graph of these sources. Packages are left out.
 *
 * Throws: where a relative import leads to none of them.
 */
export function graphOf(sources: Sources): Graph {
  const modules = Object.keys(sources).filter((name) => !name.endsWith(".json"));
  return new Map(modules.map((name) => [name, importsOf(name, sources)]));
}

function importsOf(name: string, sources: Sources): string[] {
  const specifiers = scriptsOf(name, sources[name] ?? "").flatMap(specifiersIn);
  const found = specifiers
    .filter((specifier) => specifier.startsWith("."))
    .flatMap((specifier) => modulesAt(name, specifier, sources));
  return [...new Set(found)];
}

function scriptsOf(name: string, text: string): string[] {
  if (!name.endsWith(".svelte")) return [text];
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script = ""]) => script);
}

/** Of `import … from`, `export … from`, `import()` of values and of types, and `import.meta.glob`. */
function specifiersIn(script: string): string[] {
  const found: string[] = [];
  const note = (node: ts.Node | undefined) => {
    if (node && ts.isStringLiteralLike(node)) found.push(node.text);
  };
  const walk = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) note(node.moduleSpecifier);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      note(node.argument.literal);
    if (ts.isCallExpression(node) && isImportCall(node.expression)) note(node.arguments[0]);
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile("module.ts", script, ts.ScriptTarget.Latest));
  return found;
}

function isImportCall(called: ts.Expression): boolean {
  if (called.kind === ts.SyntaxKind.ImportKeyword) return true;
  return (
    ts.isPropertyAccessExpression(called) &&
    called.name.text === "glob" &&
    ts.isMetaProperty(called.expression)
  );
}

const ENDINGS = ["", ".ts", "/index.ts"];

function modulesAt(from: string, specifier: string, sources: Sources): string[] {
  const path = posix.join(posix.dirname(from), specifier);
  if (path.includes("*")) return matching(path, sources);
  // Styles are no modules.
  if (path.endsWith(".css")) return [];
  const found = ENDINGS.map((ending) => path + ending).find((name) => name in sources);
  if (found === undefined) throw new Error(`${from} imports ${specifier}, which is not there.`);
  return [found];
}

function matching(pattern: string, sources: Sources): string[] {
  const plain = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*");
  return Object.keys(sources).filter((name) => new RegExp(`^${plain}$`).test(name));
}
