import { z } from "zod";

/** How many questions may run at once. */
export interface PlaceLimits {
  readonly person: number;
  readonly channel: number;
  readonly all: number;
  /** How many of one person's may wait. */
  readonly waiting: number;
}

const Visitor = z.object({
  job: z.string(),
  /** Of two processes that hold a job one after the other, the later one has the higher. */
  fence: z.int(),
  person: z.string(),
  channel: z.string(),
});

/** A question that wants to run. */
export type Visitor = z.infer<typeof Visitor>;

/** Who runs, and who waits, in the order in which they came. */
export const Line = z.object({ inside: z.array(Visitor), waiting: z.array(Visitor) });
export type Line = z.infer<typeof Line>;

export const NOBODY: Line = { inside: [], waiting: [] };

const running = ({ inside }: Line, of: "person" | "channel", id: string): number =>
  inside.filter((one) => one[of] === id).length;

function fits(line: Line, { person, channel }: Visitor, limits: PlaceLimits): boolean {
  return (
    line.inside.length < limits.all &&
    running(line, "person", person) < limits.person &&
    running(line, "channel", channel) < limits.channel
  );
}

/** The line once a question has come: inside, waiting, or as it was where too many of its person wait. */
export function entered(line: Line, visitor: Visitor, limits: PlaceLimits): Line {
  const isSame = ({ job }: Visitor): boolean => job === visitor.job;
  const renewed = (list: readonly Visitor[]): Visitor[] =>
    list.map((one) => (isSame(one) && one.fence < visitor.fence ? visitor : one));
  if (line.inside.some(isSame)) return { ...line, inside: renewed(line.inside) };
  if (line.waiting.some(isSame)) return advanced({ ...line, waiting: renewed(line.waiting) }, limits);
  if (fits(line, visitor, limits)) return { ...line, inside: [...line.inside, visitor] };
  const own = line.waiting.filter(({ person }) => person === visitor.person);
  return own.length >= limits.waiting ? line : { ...line, waiting: [...line.waiting, visitor] };
}

/** The line once some have left it; one that another process has entered again since stays. */
export function left(line: Line, gone: readonly Pick<Visitor, "job" | "fence">[], limits: PlaceLimits): Line {
  const stays = ({ job, fence }: Visitor): boolean => !gone.some((one) => one.job === job && one.fence >= fence);
  return advanced({ inside: line.inside.filter(stays), waiting: line.waiting.filter(stays) }, limits);
}

/** Whoever has fewest running goes first, then whoever came first. */
function advanced(line: Line, limits: PlaceLimits): Line {
  const next = line.waiting
    .filter((one) => fits(line, one, limits))
    .toSorted((a, b) => running(line, "person", a.person) - running(line, "person", b.person))[0];
  if (next === undefined) return line;
  const waiting = line.waiting.filter((one) => one !== next);
  return advanced({ inside: [...line.inside, next], waiting }, limits);
}
