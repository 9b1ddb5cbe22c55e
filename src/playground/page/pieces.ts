/** Who looks at it: times are shown in their zone, people by name. */
export interface Viewer {
  readonly zone: string;
  readonly nameOf: (user: string) => string;
}

/** Where an element stands, so that a press on it can be told: a message, or the open view. */
export type Place = { readonly channel: string; readonly ts: string } | "view";

/** `20 Nov 2026, 13:03:27` in a zone. */
export function momentIn(seconds: number, zone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "medium", timeStyle: "medium" });
  return format.format(seconds * 1000);
}

/** Objects of a list; what is no object is left out. */
export function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null) : [];
}

/** The text of a text object, or of a plain value. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null && "text" in value ? textOf(value.text) : "";
}

/** A text property, or the empty text. */
export function textIn(element: Readonly<Record<string, unknown>> | undefined, name: string): string {
  const value = element?.[name];
  return typeof value === "string" ? value : "";
}
