import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactText } from "../../src/engine/redact-text.ts";
import { hostileText } from "../fixtures/hostile-text.ts";
import { holds } from "../fixtures/properties.ts";
import { SECRET_PLACES, SECRET_TEXTS, secretText } from "../fixtures/secret-text.ts";

/** JSON of any shape, its keys and texts hostile or near to those of secrets. */
const suspicious = fc.constantFrom(
  "password=",
  "token",
  "secretAccessKey",
  '"userData":"',
  "environment",
  "Bearer abcdefghijklmnop",
  "eyJ",
  "://a:b@c",
  "-----BEGIN ",
  "name",
  "value",
  "[redacted:password]",
);
const text = fc.oneof(
  hostileText(4),
  fc.array(fc.oneof(suspicious, hostileText(1)), { maxLength: 5 }).map((parts) => parts.join("")),
);
const json = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie("node"), { maxLength: 3 }),
    fc.dictionary(fc.oneof(suspicious, hostileText(1)), tie("node"), { maxKeys: 4 }),
  ),
})).node;

const anyText = fc.oneof(
  text,
  json.map((value) => JSON.stringify(value)),
  json.map((value) => JSON.stringify({ body: JSON.stringify(value) })),
  fc.tuple(json, fc.nat(80)).map(([value, cut]) => JSON.stringify(value).slice(0, -cut)),
);

function isJson(value: string): boolean {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null;
  } catch {
    return false;
  }
}

describe("redaction of whatever a cell holds (faults 173 to 178)", () => {
  it("throws never, changes nothing the second time, and leaves JSON to be JSON", () => {
    holds(
      fc.property(anyText, (cell) => {
        const once = redactText(cell);
        expect(redactText(once)).toBe(once);
        if (isJson(cell)) expect(isJson(once)).toBe(true);
      }),
      2000,
    );
  });

  it("shows no secret of a request, however deep it lies and whatever stands beside it", () => {
    const place = fc.constantFrom(...SECRET_PLACES);
    const wraps = fc.array(
      fc.constantFrom<((inner: unknown, beside: unknown) => unknown)[]>(
        (inner, beside) => ({ before: beside, items: [inner] }),
        (inner, beside) => ({ requestItems: inner, tags: beside }),
        (inner, beside) => [beside, inner],
        (inner) => ({ body: JSON.stringify(inner) }),
        (inner) => [JSON.stringify([inner], null, 2)],
      ),
      { maxLength: 5 },
    );
    holds(
      fc.property(place, secretText, wraps, json, (put, secret, layers, beside) => {
        const cell = JSON.stringify(layers.reduce<unknown>((inner, wrap) => wrap(inner, beside), put(secret)));
        expect(redactText(cell)).not.toContain(secret);
      }),
      600,
    );
  });

  it("shows no secret within a text, whatever the words around it", () => {
    const place = fc.constantFrom(...SECRET_TEXTS);
    holds(
      fc.property(place, secretText, hostileText(3), hostileText(3), (put, secret, before, after) => {
        const said = `${before} ${put(secret)} ${after}`;
        for (const cell of [said, JSON.stringify({ errorMessage: said })]) {
          expect(redactText(cell)).not.toContain(secret);
        }
      }),
      800,
    );
  });
});
