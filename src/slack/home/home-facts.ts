import type { Job } from "../../jobs/job.ts";
import { createMinting, type Desk } from "../desk.ts";
import { linkTo } from "../link-to.ts";
import { nextInWords } from "../message/due-words.ts";
import { questionInWords } from "../question-in-words.ts";
import { whoAmI } from "../who-am-i.ts";
import { headlineOf } from "../kept-report.ts";

/** A question of the person, as the home tab lists it. */
export interface HomeQuestion {
  readonly words: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly outcome: string;
  readonly link: string | null;
}

/** A question in hand, with the id of its Cancel button. */
export interface HomeRunning {
  readonly words: string;
  readonly at: number;
  readonly cancel: string;
}

/** What the home tab of a person shows. */
export interface HomeFacts {
  readonly running: readonly HomeRunning[];
  readonly recent: readonly HomeQuestion[];
  /** Their schedules, a sentence each. */
  readonly schedules: readonly string[];
  /** What they may ask by direct message, a sentence a line. */
  readonly mayAsk: string;
  /** How the engine is. */
  readonly health: string;
}

const MOST = 5;

/** The channel for which the buttons of a person's home tab are kept: they work there alone. */
export function homeOf(user: string): string {
  return `home ${user}`;
}

/** Gathers what a person's home tab shows, and keeps what its buttons do. */
export async function homeFacts(user: string, team: string, desk: Desk): Promise<HomeFacts> {
  const jobs = await desk.store.ofAsker(user, MOST * 2);
  const minting = createMinting(desk, homeOf(user));
  const running = jobs
    .filter(({ ending }) => ending === null)
    .map((job) => ({
      words: questionInWords(job),
      at: job.acceptedAt,
      cancel: minting.mint({ kind: "cancel", job: job.id }),
    }));
  await minting.store();
  const ended = jobs.filter(({ ending }) => ending !== null).slice(0, MOST);
  return {
    running,
    recent: await Promise.all(ended.map((job) => asked(job, desk))),
    schedules: await schedulesOf(user, desk),
    mayAsk: await mayAsk(user, team, desk),
    health: desk.engineHealth(),
  };
}

async function asked(job: Job, desk: Desk): Promise<HomeQuestion> {
  return {
    words: questionInWords(job),
    at: job.acceptedAt,
    outcome: headlineOf(job.answer) ?? job.ending ?? "",
    link: job.thread === null ? null : await linkTo(job.channel, job.thread, desk),
  };
}

/** Schedules of a home tab at most; `schedule` lists all. */
const MOST_SCHEDULES = 10;

async function schedulesOf(user: string, { schedules }: Desk): Promise<readonly string[]> {
  const own = (await schedules.list()).filter(({ owner }) => owner === user);
  return own
    .slice(0, MOST_SCHEDULES)
    .map((one) => `${one.number}: ${one.text}, ${one.cadence.words}; ${nextInWords(one)}`);
}

/** By direct message, since a home tab stands in no channel. */
async function mayAsk(user: string, team: string, desk: Desk): Promise<string> {
  const channel = await desk.directory.directWith(user);
  return whoAmI({ user, team, channel, isPrivate: true }, desk);
}
