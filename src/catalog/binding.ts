/** What a named param of the SQL becomes: one `?` for each value. */
export interface Binding {
  readonly values: readonly string[];
  /** A plain text that every match of the pattern contains, where there is one. */
  readonly needle?: string;
}

/** By name as the SQL writes it, without the colon. */
export type Bindings = ReadonlyMap<string, Binding>;
