import { describe, expect, it } from "vitest";
import { decide, type Rules } from "../../src/access/decide.ts";
import type { AccessRequest, AccessRule } from "../../src/access/rule.ts";

const MEMBER: AccessRequest["person"] = {
  id: "U0ALICE",
  isGuest: false,
  isStranger: false,
  isDeactivated: false,
  isBot: false,
};
const PUBLIC: AccessRequest["channel"] = { id: "C0INC", kind: "public", isExternallyShared: false, isArchived: false };
const NAMES = { "111122223333": "prod", "444455556666": "staging" };

function asked(parts: Partial<AccessRequest> = {}): AccessRequest {
  return {
    person: MEMBER,
    channel: PUBLIC,
    isMember: true,
    groups: [],
    groupNames: new Map(),
    intent: "who-changed",
    accounts: [],
    readers: [],
    ...parts,
  };
}

const rules = (list: readonly AccessRule[], guests: Rules["guests"] = "refuse"): Rules => ({
  rules: list,
  accountNames: NAMES,
  guests,
});
const OPEN = rules([{}, { channels: ["dm"] }]);

describe("faults 60 to 63: who may see what, for each kind of channel and of person", () => {
  const channels = {
    public: PUBLIC,
    private: { ...PUBLIC, id: "G0SEC", kind: "private" as const },
    direct: { ...PUBLIC, id: "D0ALICE", kind: "direct" as const },
    shared: { ...PUBLIC, id: "C0EXT", isExternallyShared: true },
  };
  const people = {
    member: MEMBER,
    guest: { ...MEMBER, isGuest: true },
    stranger: { ...MEMBER, isStranger: true },
    "other team's guest": { ...MEMBER, isStranger: true, isGuest: true },
    "left person": { ...MEMBER, isDeactivated: true },
    bot: { ...MEMBER, isBot: true },
  };
  const cases = Object.entries(channels).flatMap(([place, channel]) =>
    Object.entries(people).map(([name, person]) => ({
      place,
      name,
      channel,
      person,
      allowed: name === "member" && place !== "shared",
    })),
  );
  it.each(cases)("$name in a $place channel: $allowed", ({ channel, person, allowed }) => {
    expect(decide(asked({ channel, person }), OPEN).allowed).toBe(allowed);
  });
});

describe("who reads, for each kind of channel and of member", () => {
  const places = {
    public: PUBLIC,
    private: { ...PUBLIC, id: "G0SEC", kind: "private" as const },
    shared: { ...PUBLIC, id: "C0EXT", isExternallyShared: true },
    archived: { ...PUBLIC, isArchived: true },
  };
  const readers = {
    "a full member": { ...MEMBER, id: "U0BOB" },
    "a guest": { ...MEMBER, id: "U0CAROL", isGuest: true },
    "a stranger": { ...MEMBER, id: "U0DAVE", isStranger: true },
    "a guest of another organization": { ...MEMBER, id: "U0EVE", isStranger: true, isGuest: true },
    "a guest who has left": { ...MEMBER, id: "U0FRED", isGuest: true, isDeactivated: true },
    "a bot": { ...MEMBER, id: "U0BOT", isBot: true },
  };
  const harmless = ["a full member", "a guest who has left", "a bot"];
  const cases = Object.entries(places).flatMap(([place, channel]) =>
    Object.entries(readers).map(([name, reader]) => ({
      place,
      name,
      channel,
      reader,
      allowed: harmless.includes(name) && (place === "public" || place === "private"),
    })),
  );
  it.each(cases)("$name in a $place channel: $allowed", ({ channel, reader, allowed }) => {
    expect(decide(asked({ channel, readers: [MEMBER, reader] }), OPEN).allowed).toBe(allowed);
  });

  it("a guest reads where the configuration says so, or where a rule for the place names them", () => {
    const guest = { ...MEMBER, id: "U0CAROL", isGuest: true };
    const here = asked({ readers: [MEMBER, guest] });
    expect(decide(here, rules([{}], "allow")).allowed).toBe(true);
    expect(decide(here, rules([{}, { channels: ["C0INC"], who: ["U0CAROL"] }])).allowed).toBe(true);
    expect(decide(here, rules([{}, { channels: ["C0OPS"], who: ["U0CAROL"] }])).allowed).toBe(false);
    expect(decide(asked({ person: guest, readers: [guest] }), rules([{ who: ["U0CAROL"] }])).allowed).toBe(true);
  });

  it("fault 68: names the user groups that may ask", () => {
    const decision = decide(asked({ groupNames: new Map([["S0SEC", "security"]]) }), rules([{ who: ["S0SEC"] }]));
    expect(decision).toEqual({ allowed: false, reason: expect.stringContaining("only members of @security may ask") });
  });
});

describe("rules", () => {
  it("fault 70: close everything by default, and say how to open it", () => {
    expect(decide(asked(), rules([]))).toEqual({
      allowed: false,
      reason: expect.stringContaining("access: [{ channels: [C0INC] }]"),
    });
  });

  it.each<[string, readonly AccessRule[], Partial<AccessRequest>, boolean, RegExp]>([
    ["a channel that is named", [{ channels: ["C0INC"] }], {}, true, /./],
    ["another channel", [{ channels: ["C0OPS"] }], {}, false, /no access rule names this channel \(C0INC\)/],
    ["a direct message under a rule without channels", [{}], { channel: { ...PUBLIC, kind: "direct" } }, false, /`dm`/],
    [
      "a direct message where it is named",
      [{ channels: ["dm"] }],
      { channel: { ...PUBLIC, kind: "direct" } },
      true,
      /./,
    ],
    ["a person who is named", [{ who: ["U0ALICE"] }], {}, true, /./],
    ["a member of a group", [{ who: ["S0SEC"] }], { groups: ["S0SEC"] }, true, /./],
    [
      "somebody else",
      [{ who: ["S0SEC", "U0BOB"] }],
      {},
      false,
      /only members of the user group S0SEC and one person may ask/,
    ],
    ["an intent that is named", [{ intents: ["who-*"] }], {}, true, /./],
    ["another intent", [{ intents: ["*-logins", "who-created"] }], {}, false, /who-changed may not be asked here/],
    ["a dot in a pattern", [{ intents: ["who.changed"] }], {}, false, /./],
    [
      "parts of two rules",
      [{ channels: ["C0INC"], who: ["U0BOB"] }, { channels: ["C0OPS"] }],
      {},
      false,
      /only one person may ask/,
    ],
    ["the second of two rules", [{ channels: ["C0OPS"] }, { who: ["U0ALICE"] }], {}, true, /./],
    ["an archived channel", [{}], { channel: { ...PUBLIC, isArchived: true } }, false, /archived/],
  ])("%s", (_, list, request, allowed, reason) => {
    const decision = decide(asked(request), rules(list));
    expect(decision.allowed).toBe(allowed);
    if (!decision.allowed) expect(decision.reason).toMatch(reason);
  });

  it("fault 69: limit accounts, by id or name", () => {
    const prod = rules([{ accounts: ["PROD"] }]);
    expect(decide(asked(), prod)).toEqual({ allowed: true, accounts: ["111122223333"] });
    expect(decide(asked({ accounts: ["111122223333"] }), prod)).toEqual({ allowed: true, accounts: ["111122223333"] });
    expect(decide(asked({ accounts: ["444455556666"] }), prod)).toEqual({
      allowed: false,
      reason: "Account staging may not be asked about here, only prod.",
    });
    expect(decide(asked(), rules([{ accounts: ["prod"] }, { accounts: ["444455556666"] }]))).toMatchObject({
      accounts: ["111122223333", "444455556666"],
    });
    expect(decide(asked(), rules([{ accounts: ["prod"] }, {}]))).toEqual({ allowed: true, accounts: [] });
  });

  it("let guests in where the configuration says so", () => {
    expect(decide(asked({ person: { ...MEMBER, isGuest: true } }), rules([{}], "allow")).allowed).toBe(true);
  });
});
