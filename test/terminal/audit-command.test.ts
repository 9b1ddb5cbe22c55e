import { describe, expect, it } from "vitest";
import type { AuditLog } from "../../src/access/audit/audit-log.ts";
import { createMemoryAudit } from "../../src/access/audit/memory-audit.ts";
import { auditCommand } from "../../src/terminal/audit-command.ts";
import { entry } from "../fixtures/audit.ts";
import { memoryTerminal } from "../fixtures/terminal.ts";

async function run(words: readonly string[], log: AuditLog): Promise<{ code: number; out: string; err: string }> {
  const terminal = memoryTerminal();
  const code = await auditCommand(words, async () => log, terminal);
  return { code, out: terminal.output(), err: terminal.errors() };
}

async function filled(): Promise<AuditLog> {
  const log = createMemoryAudit();
  await log.once("a", entry());
  const window = { start: null, end: "2026-11-20T00:00:00Z", zone: "UTC", text: "yesterday" };
  const ended = {
    event: "ended",
    outcome: "answered",
    intent: "who-changed",
    params: { resource: "sg-1" },
    window,
  } as const;
  await log.once("b", entry({ ...ended, rows: 1, price: 0.012 }));
  await log.once("c", entry({ event: "ended", outcome: "refused", words: "\u001b[2Jx", reason: "No." }));
  return log;
}

describe("audit", () => {
  it("shows who asked what and what became of it, a line each", async () => {
    const { code, out } = await run(["show"], await filled());
    expect(code).toBe(0);
    expect(out.trim().split("\n")).toEqual([
      '1  2026-11-20 12:00:00Z  accepted     U0ALICE in C0INC  "who changed sg-5887f224 yesterday"',
      "     2  2026-11-20 12:00:00Z  ended        U0ALICE in C0INC  who-changed sg-1 yesterday: answered, 1 row, $0.01",
      '     3  2026-11-20 12:00:00Z  ended        U0ALICE in C0INC  "\\u001b[2Jx": refused: No.',
    ]);
  });

  it("shows the last ones alone, or whole records as JSON lines", async () => {
    const { out } = await run(["show", "--limit", "1", "--json"], await filled());
    expect(JSON.parse(out)).toMatchObject({ record: { n: 3, reason: "No." }, hash: expect.any(String) });
    expect(await run([], createMemoryAudit())).toMatchObject({ code: 0, out: "", err: "Nothing was asked yet.\n" });
  });

  it("says that it is whole, with the head to note", async () => {
    const log = await filled();
    const { n, hash } = await log.head();
    const { code, out } = await run(["verify"], log);
    expect({ code, out }).toEqual({ code: 0, out: `The audit is whole: 3 records, head ${n}:${hash}\n` });
    expect((await run(["verify", "--head", `${n}:${hash}`], log)).code).toBe(0);
    expect((await run(["verify", "--head", `3:${"0".repeat(64)}`], log)).code).toBe(1);
  });

  it("names the first record that is not as it was written", async () => {
    const log = await filled();
    const forged: AuditLog = {
      ...log,
      async *links(after) {
        for await (const link of log.links(after))
          yield link.n === 2 ? { ...link, body: link.body.replace("who-changed", "who-created") } : link;
      },
    };
    const { code, out } = await run(["verify"], forged);
    expect(code).toBe(1);
    expect(out).toContain("The audit is not whole. Record 2: it was changed");
  });

  it.each([
    [["burn"], /audit burn is not known/],
    [["verify", "--head", "x"], /--head x is no head/],
    [["show", "--limit", "0"], /no number of rows/],
  ])("refuses %j", async (words, message) => {
    await expect(run(words, createMemoryAudit())).rejects.toThrow(message);
  });
});
