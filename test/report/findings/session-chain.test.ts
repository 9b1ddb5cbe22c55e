import { describe, expect, it } from "vitest";
import { found } from "./found.ts";

const link = (issued: string, callerKey: string, actor: string, to: string, time: string) => ({
  eventtime: time,
  eventid: `issue-${issued}`,
  eventname: "AssumeRole",
  actor,
  actor_kind: actor.includes("/") ? "role" : "person",
  issued_key: issued,
  access_key_id: callerKey,
  issued_to: `arn:aws:sts::111122223333:assumed-role/${to}`,
  hidden: "",
});
const call = (key: string, actor: string, eventname: string, id: string) => ({
  eventtime: "2026-11-20T10:00:00Z",
  eventid: id,
  eventname,
  actor,
  actor_kind: actor.includes("/") ? "role" : "person",
  issued_key: "",
  access_key_id: key,
  issued_to: "",
  hidden: "",
});

describe("the chain of sessions", () => {
  it("is one line from the person to what was done", () => {
    const chain = found("session-chain", [
      link("ASIAB", "ASIAA", "Admin/alice", "Deploy/run-1", "2026-11-20T09:00:00Z"),
      link("ASIAA", "AKIAALICE", "alice", "Admin/alice", "2026-11-20T08:00:00Z"),
      call("ASIAB", "Deploy/run-1", "RunInstances", "c1"),
      call("ASIAB", "Deploy/run-1", "RunInstances", "c2"),
      call("ASIAB", "Deploy/run-1", "CreateVpc", "c3"),
    ]);
    expect(chain?.text).toBe(
      "alice → Admin/alice → Deploy/run-1 → 3 calls (RunInstances ×2 and CreateVpc); the first began on 2026-11-20 at 08:00 UTC.",
    );
    expect(chain?.eventids).toEqual(["issue-ASIAA", "issue-ASIAB", "c1", "c2", "c3"]);
  });

  it("says where the call that issued a session was not found", () => {
    expect(found("session-chain", [call("ASIAX", "Deploy/run-1", "CreateVpc", "c1")])?.text).toMatch(
      /^\(the call that issued ASIAX is not in the searched time\) → Deploy\/run-1 → 1 call \(CreateVpc\)/,
    );
    expect(found("session-chain", [call("ASIAX", "alice", "CreateVpc", "c1")])?.text).toMatch(
      /^alice → \(the call that issued ASIAX is not in the searched time\) → 1 call/,
    );
    expect(found("session-chain", [call("AKIAX", "alice", "CreateVpc", "c1")])?.text).toMatch(/^alice → 1 call/);
    expect(
      found("session-chain", [link("ASIAB", "ASIAA", "Admin/x", "Deploy/y", "2026-11-20T09:00:00Z")])?.text,
    ).toMatch(/^\(the call that issued ASIAA is not in the searched time\) → Admin\/x → Deploy\/y/);
  });

  it("tells the longest chains first, counts the others, and does not go round in circles", () => {
    const chain = found("session-chain", [
      link("ASIAA", "ASIAB", "Ring/one", "Ring/two", "2026-11-20T09:00:00Z"),
      link("ASIAB", "ASIAA", "Ring/two", "Ring/one", "2026-11-20T09:00:00Z"),
      link("ASIAC", "AKIAZOE", "zoe", "Admin/zoe", "2026-11-20T08:00:00Z"),
      ...["1", "2", "3", "4"].map((n) => call(`AKIA${n}`, `user${n}`, "CreateVpc", n)),
    ]);
    expect(chain?.text).toMatch(/^zoe → Admin\/zoe; /);
    expect(chain?.text).toMatch(/and 2 more chains/);
  });

  it("is not there without calls", () => {
    expect(found("session-chain", [])).toBeNull();
  });
});
