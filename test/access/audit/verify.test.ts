import { describe, expect, it } from "vitest";
import { hashOf, linkTo, START, type Head, type Link } from "../../../src/access/audit/chain.ts";
import { verify, type Verdict } from "../../../src/access/audit/verify.ts";
import { Random } from "../../../src/sample/random.ts";
import { entry } from "../../fixtures/audit.ts";

function chain(length: number): Link[] {
  const links: Link[] = [];
  for (let index = 0; index < length; index++) {
    links.push(linkTo(links.at(-1) ?? START, `k${index}`, entry({ job: `job-${index}`, rows: index })));
  }
  return links;
}

/** What is left of a chain behind a place; somebody may have put other numbers to its records. */
async function* behind(links: readonly Link[], after: number): AsyncIterable<Link> {
  yield* links.slice(after);
}

const WHOLE = chain(60);
const HEAD: Head = WHOLE.at(-1) ?? START;
const judged = (links: readonly Link[], head: Head = HEAD, noted: readonly Head[] = []): Promise<Verdict> =>
  verify({ links: (after) => behind(links, after), head: async () => head }, noted);

/** What somebody might do to the records. Each returns the changed chain, and the place of the first wrong record. */
const TAMPERINGS: Readonly<Record<string, (links: Link[], random: Random) => number>> = {
  "changes a letter of a text": (links, random) => {
    const at = random.int(0, links.length - 1);
    const link = links[at];
    if (link === undefined) throw new Error("no link");
    const place = random.int(0, link.body.length - 1);
    const letter = link.body[place] === "x" ? "y" : "x";
    links[at] = { ...link, body: `${link.body.slice(0, place)}${letter}${link.body.slice(place + 1)}` };
    return at + 1;
  },
  "drops a record": (links, random) => {
    const at = random.int(0, links.length - 1);
    links.splice(at, 1);
    return at + 1;
  },
  "drops a record and numbers the rest anew": (links, random) => {
    const at = random.int(0, links.length - 1);
    links.splice(at, 1);
    links.forEach((link, index) => (links[index] = { ...link, n: index + 1 }));
    return at + 1;
  },
  "swaps two records": (links, random) => {
    const [one, two] = [random.int(0, links.length - 1), random.int(0, links.length - 2)];
    const other = two >= one ? two + 1 : two;
    const [a, b] = [links[one], links[other]];
    if (a === undefined || b === undefined) throw new Error("no link");
    links[one] = { ...b, n: a.n };
    links[other] = { ...a, n: b.n };
    return Math.min(one, other) + 1;
  },
  "changes a hash": (links, random) => {
    const at = random.int(0, links.length - 1);
    const link = links[at];
    if (link === undefined) throw new Error("no link");
    links[at] = { ...link, hash: link.hash.replace(/^./, (digit) => (digit === "0" ? "1" : "0")) };
    return at + 1;
  },
  "writes a record twice": (links, random) => {
    const at = random.int(0, links.length - 1);
    links.splice(at, 0, ...links.slice(at, at + 1));
    return at + 2;
  },
};

describe("fault 222: of 1,000 random changes the verifier finds", () => {
  const random = new Random("222");
  it.each(Object.entries(TAMPERINGS))("every one that %s, and names the first wrong record", async (_, tamper) => {
    const runs = Math.ceil(1000 / Object.keys(TAMPERINGS).length);
    for (let run = 0; run < runs; run++) {
      const links = [...WHOLE];
      const place = tamper(links, random);
      expect(await judged(links)).toMatchObject({ isWhole: false, n: place });
    }
  });
});

describe("a chain", () => {
  it("is whole as it was written", async () => {
    expect(await judged(WHOLE)).toEqual({ isWhole: true, head: { n: HEAD.n, hash: HEAD.hash } });
  });

  it("is whole while records are added to it, and not when its end is taken away", async () => {
    let added = 20;
    const growing = (most: number): Promise<Verdict> =>
      verify({
        links: (after) => behind(WHOLE.slice(0, Math.min(added, most)), after),
        head: async () => WHOLE[(added += 10) - 1] ?? HEAD,
      });
    expect(await growing(60)).toMatchObject({ isWhole: true, head: { n: 60 } });
    added = 20;
    expect(await growing(35)).toEqual({
      isWhole: false,
      n: 36,
      fault:
        "the chain ends at record 35, though its head was written at record 60: the end is missing or was added to",
    });
  });

  it("that was made anew from some record on is found by a head that was noted", async () => {
    const forged = WHOLE.slice(0, 30);
    for (let index = 30; index < 60; index++) {
      forged.push(linkTo(forged.at(-1) ?? START, `k${index}`, entry({ person: "U0NOBODY" })));
    }
    const head = forged.at(-1) ?? START;
    expect(await judged(forged, head)).toMatchObject({ isWhole: true });
    const noted = WHOLE[44];
    expect(await judged(forged, head, noted === undefined ? [] : [noted])).toEqual({
      isWhole: false,
      n: 45,
      fault: "its hash is not the one that was noted",
    });
    expect(await judged(forged.slice(0, 40), forged[39], [HEAD])).toMatchObject({
      isWhole: false,
      fault: "record 60, whose hash was noted, is not there",
    });
  });

  it("whose text is no record is not whole, though its hash fits", async () => {
    const body = '{"n":1}';
    const forged = { ...linkTo(START, "a", entry()), body };
    const link = { ...forged, hash: hashOf(START.hash, body) };
    expect(await judged([link], link)).toEqual({ isWhole: false, n: 1, fault: "its text is no record" });
  });
});
