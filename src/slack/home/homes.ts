import type { JobLife } from "../../jobs/job-life.ts";
import { vetted } from "../../catalog/catalog.ts";
import type { Desk } from "../desk.ts";
import type { Intake } from "../intake.ts";
import { homeView } from "../message/home.ts";
import { publishHome } from "../sending/publish-home.ts";
import { pressOf } from "../stored-press.ts";
import { homeFacts, homeOf } from "./home-facts.ts";

/** The home tab of each person: what they asked, what runs, and a box to ask. */
export interface Homes {
  /** Draws the home tab of a person. */
  show(user: string, team: string): Promise<void>;
  /** Asks what was typed into its box; the answer comes by direct message. `key` is that of the delivery. */
  ask(user: string, team: string, text: string, key: string): Promise<void>;
  /** Stops a question of the person's own. */
  cancel(user: string, team: string, id: string): Promise<void>;
}

export function createHomes(desk: Desk, life: JobLife, intake: Intake): Homes {
  const show = async (user: string, team: string): Promise<void> => {
    const facts = await homeFacts(user, team, desk);
    await publishHome(desk.post.sender, user, homeView(facts, vetted(desk.trail.catalog), desk.command), {
      until: desk.clock.now() + PATIENCE_MS,
    });
  };

  return {
    show,
    async ask(user, team, text, key) {
      const taken = await intake.take({
        key,
        asked: {
          surface: "home",
          user,
          team,
          channel: await desk.directory.directWith(user),
          thread: null,
          text,
          ready: null,
          isPrivate: false,
          isConfirmed: false,
          responseUrl: null,
          at: desk.clock.now(),
        },
      });
      intake.begin(taken);
      await show(user, team);
    },
    async cancel(user, team, id) {
      const press = await pressOf(desk.store, id, homeOf(user), desk.clock.now());
      const job = press?.kind === "cancel" ? await desk.store.get(press.job) : null;
      if (job?.asker === user) await life.cancel(job.id, user);
      await show(user, team);
    },
  };
}

/** A home tab is drawn soon or not at all, in milliseconds. */
const PATIENCE_MS = 30_000;
