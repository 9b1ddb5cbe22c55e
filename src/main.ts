import { systemClock } from "./clock.ts";
import { keepHeapSmall } from "./keep-heap-small.ts";
import { runCommand } from "./terminal/run-command.ts";
import { processTerminal } from "./terminal/terminal.ts";

/**
 * The composition root: makes the parts that a command needs, and hands them to a surface. Each command loads its own
 * parts when it is given, since what it does not need would keep the asker waiting.
 */

keepHeapSmall();
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());

const terminal = processTerminal(process.env);

process.exitCode = await runCommand(
  process.argv.slice(2),
  {
    async ask(words) {
      const { askCommand } = await import("./terminal/ask-command.ts");
      const { openTrail } = await import("./open-trail.ts");
      return askCommand(words, openTrail, terminal, systemClock, stop.signal);
    },

    async parse(words) {
      const { vetted } = await import("./catalog/catalog.ts");
      const { config, loadIntents } = await import("./open-trail.ts");
      const { createReader } = await import("./question/reader.ts");
      const { parseCommand } = await import("./terminal/parse-command.ts");
      const settings = await config();
      const reader = createReader(vetted(await loadIntents(settings)));
      return parseCommand(words, { reader, accounts: settings.accounts, clock: systemClock }, terminal);
    },

    async intents(words) {
      const { testEngines } = await import("./open-engine.ts");
      const { config, intentFolders, loadIntents } = await import("./open-trail.ts");
      const { REPORT_VOCABULARY } = await import("./report/vocabulary.ts");
      const { createIntentsParts } = await import("./terminal/check-catalog.ts");
      const { intentsCommand } = await import("./terminal/intents-command.ts");
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

    async start(words) {
      const { readArguments } = await import("./terminal/arguments.ts");
      readArguments(words, [], []);
      const { start } = await import("./start.ts");
      return start(process.env, stop.signal);
    },

    async demo(words) {
      const { readArguments } = await import("./terminal/arguments.ts");
      const { demo } = await import("./demo.ts");
      return demo(readArguments(words, ["data", "port"], []), terminal, stop.signal);
    },

    async setup(words) {
      const { createSetups } = await import("./setup.ts");
      const { setupCommand } = await import("./terminal/setup-command.ts");
      return setupCommand(words, createSetups(process.env), terminal);
    },

    async doctor(words) {
      const { openDoctor } = await import("./doctor/open-doctor.ts");
      const { doctorCommand } = await import("./terminal/doctor-command.ts");
      return doctorCommand(words, () => openDoctor(process.env), terminal);
    },

    async audit(words) {
      const { openAuditToRead } = await import("./open-store.ts");
      const { config } = await import("./open-trail.ts");
      const { auditCommand } = await import("./terminal/audit-command.ts");
      return auditCommand(words, async () => openAuditToRead(await config()), terminal);
    },

    async cache(words) {
      const { openCachePlace } = await import("./open-cache.ts");
      const { config } = await import("./open-trail.ts");
      const { cacheCommand } = await import("./terminal/cache-command.ts");
      return cacheCommand(words, async () => openCachePlace(await config()), terminal);
    },

    async config(words) {
      const { checkSettings } = await import("./check-settings.ts");
      const { configCommand } = await import("./terminal/config-command.ts");
      return configCommand(words, () => checkSettings(process.env), terminal);
    },
  },
  terminal,
);
