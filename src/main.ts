import { vetted } from "./catalog/catalog.ts";
import { systemClock } from "./clock.ts";
import { keepHeapSmall } from "./keep-heap-small.ts";
import { testEngines } from "./open-engine.ts";
import { REPORT_VOCABULARY } from "./report/vocabulary.ts";
import { config, intentFolders, loadIntents, openTrail } from "./open-trail.ts";
import { createReader } from "./question/reader.ts";
import { readArguments } from "./terminal/arguments.ts";
import { askCommand } from "./terminal/ask-command.ts";
import { auditCommand } from "./terminal/audit-command.ts";
import { createIntentsParts } from "./terminal/check-catalog.ts";
import { cacheCommand } from "./terminal/cache-command.ts";
import { configCommand } from "./terminal/config-command.ts";
import { doctorCommand } from "./terminal/doctor-command.ts";
import { intentsCommand } from "./terminal/intents-command.ts";
import { parseCommand } from "./terminal/parse-command.ts";
import { runCommand } from "./terminal/run-command.ts";
import { setupCommand } from "./terminal/setup-command.ts";
import { processTerminal } from "./terminal/terminal.ts";

/** The composition root: makes the parts that a command needs, and hands them to a surface. */

keepHeapSmall();
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());

const terminal = processTerminal(process.env);

process.exitCode = await runCommand(
  process.argv.slice(2),
  {
    ask: (words) => askCommand(words, openTrail, terminal, systemClock, stop.signal),

    async parse(words) {
      const settings = await config();
      const reader = createReader(vetted(await loadIntents(settings)));
      return parseCommand(words, { reader, accounts: settings.accounts, clock: systemClock }, terminal);
    },

    async intents(words) {
      const settings = await config();
      const parts = createIntentsParts({
        folders: intentFolders(settings),
        vocabulary: REPORT_VOCABULARY,
        engines: (folder) => testEngines(folder, settings),
        load: () => loadIntents(settings),
        clock: systemClock,
      });
      return intentsCommand(words, parts, terminal);
    },

    // Loaded when asked for: Slack's libraries take a quarter of a second.
    async start(words) {
      readArguments(words, [], []);
      const { start } = await import("./start.ts");
      return start(process.env, stop.signal);
    },

    async demo(words) {
      const { demo } = await import("./demo.ts");
      return demo(readArguments(words, ["data", "port"], []), terminal, stop.signal);
    },

    async setup(words) {
      const { createSetups } = await import("./setup.ts");
      return setupCommand(words, createSetups(process.env), terminal);
    },

    async doctor(words) {
      const { openDoctor } = await import("./doctor/open-doctor.ts");
      return doctorCommand(words, () => openDoctor(process.env), terminal);
    },

    async audit(words) {
      const { openAuditToRead } = await import("./open-audit.ts");
      return auditCommand(words, async () => openAuditToRead((await config()).state), terminal);
    },

    async cache(words) {
      const { openCachePlace } = await import("./open-cache.ts");
      return cacheCommand(words, async () => openCachePlace(await config()), terminal);
    },

    async config(words) {
      const { checkSettings } = await import("./check-settings.ts");
      return configCommand(words, () => checkSettings(process.env), terminal);
    },
  },
  terminal,
);
