import { registerHooks } from "node:module";

/** A place where a text breaks Trino's grammar. Lines and columns count from 1. */
export interface GrammarFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A check of texts against Trino's grammar. */
export type GrammarCheck = (sql: string) => readonly GrammarFault[];

/**
 * Loads Trino's grammar (about a second, hence only when something is checked). The parser's published modules import
 * each other without file endings, which Node refuses; a resolver adds them, for that package alone.
 */
export async function loadTrinoGrammar(): Promise<GrammarCheck> {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      if (!specifier.startsWith(".") || !context.parentURL?.includes("/dt-sql-parser/"))
        return next(specifier, context);
      for (const ending of ["", ".js", "/index.js"]) {
        try {
          return next(specifier + ending, context);
        } catch {
          continue;
        }
      }
      return next(specifier, context);
    },
  });
  try {
    const { TrinoSQL } = await import("dt-sql-parser");
    const parser = new TrinoSQL();
    return (sql) =>
      parser
        .validate(sql)
        .map((fault) => ({ line: fault.startLine, column: fault.startColumn, message: fault.message }));
  } finally {
    hooks.deregister();
  }
}
