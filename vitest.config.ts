import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // One process for many files (threads abort in DuckDB's binding), hence no module state anywhere.
    pool: "forks",
    isolate: false,
    // By itself vitest leaves one core free.
    maxWorkers: 2,
    // Processes that tests start take what others of them have compiled, as those behind the launcher do.
    env: { TZ: "UTC", NO_COLOR: "1", NODE_COMPILE_CACHE: resolve(import.meta.dirname, "node_modules/.cache/compiled") },
    testTimeout: 60_000,
    // What is polled for comes at once, or a busy machine's time later.
    expect: { poll: { timeout: 10_000 } },
  },
});
