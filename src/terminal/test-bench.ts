import type { Catalog } from "../catalog/catalog.ts";
import type { TestBench } from "../catalog/test-run/run-tests.ts";
import type { Clock } from "../clock.ts";
import { millisecondsOf } from "../clock.ts";
import type { Engine } from "../engine/engine.ts";
import { TrailError } from "../errors.ts";
import type { Reader } from "../question/reader.ts";
import { answerReady, type Trail } from "../trail.ts";

/** What intents' tests run on. */
export interface BenchParts {
  readonly catalog: Catalog;
  readonly reader: Reader;
  /** An engine over a folder of test logs. */
  engineOn(folder: string): Engine;
  /** A folder of our own for test logs. */
  readonly folder: string;
  readonly clock: Clock;
}

const ZONE = "UTC";

/** Runs intents' tests the way questions are answered: the same reader, engine and report. */
export function createTestBench(parts: BenchParts): TestBench {
  return {
    folder: parts.folder,

    read(intent, ask, now) {
      const meaning = parts.reader.interpret(ask, { now, zone: ZONE, accounts: {} });
      if (meaning.status !== "ready") {
        const why = "message" in meaning ? meaning.message : meaning.status;
        throw new TrailError("asked", `its question "${ask}" would not run: ${why}`);
      }
      const { window } = meaning;
      if (meaning.intent !== intent.id)
        throw new TrailError("asked", `its question "${ask}" is read as ${meaning.intent}.`);
      if (window.start === null) throw new TrailError("asked", `its question "${ask}" has no start: say since when.`);
      return { params: meaning.params, window: { ...window, start: window.start }, include: meaning.include };
    },

    async answer(intent, { params, window, include, known, ec2 }, folder, now) {
      const trail: Trail = {
        catalog: parts.catalog,
        reader: parts.reader,
        engine: parts.engineOn(folder),
        clock: parts.clock,
        accountNames: {},
        known,
        ...(ec2.length === 0 ? {} : { lookup: { ask: async () => ({ ids: [...ec2], notes: [] }) } }),
        confirmAbove: 0,
        notes: [],
      };
      const ready = { status: "ready" as const, intent: intent.id, params, window, limit: null, include, notes: [] };
      const question = {
        text: "",
        now: millisecondsOf(now),
        zone: ZONE,
        accounts: [],
        regions: [],
        include,
        limit: null,
        confirmed: true,
        fresh: false,
      };
      const nobody = { signal: new AbortController().signal, estimated: () => undefined, state: () => undefined };
      const answer = await answerReady(ready, question, trail, nobody);
      if (answer.status !== "answered") throw new TrailError("asked", `${intent.id} was not answered.`);
      const { rows, columns, hidden, findings, headline } = answer.report;
      return {
        rows,
        columns: columns.map(({ name }) => name),
        hidden,
        findings: findings.map(({ name }) => name),
        headline,
      };
    },
  };
}
