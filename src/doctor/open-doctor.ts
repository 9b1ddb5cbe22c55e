import { vetted } from "../catalog/catalog.ts";
import { instantOf, systemClock } from "../clock.ts";
import type { Config } from "../config.ts";
import { ok, wrong, type Check } from "../engine/check.ts";
import { reasonOf } from "../errors.ts";
import { configWithState, engineOf, loadIntents } from "../open-trail.ts";
import type { Checkups } from "../terminal/doctor-command.ts";
import { askedIntents } from "./asked-intents.ts";
import { athenaChecks, explained } from "./athena-checks.ts";
import { duckDbChecks, ran } from "./local-checks.ts";
import { lookupChecks } from "./lookup-checks.ts";
import { queueChecks } from "./queue-checks.ts";
import { slackChecks } from "./slack-checks.ts";
import { storeChecks } from "./store-checks.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What `./trail doctor` looks at, for the configuration and the environment at hand. */
export async function openDoctor(environment: Environment): Promise<Checkups> {
  const config = await configWithState();
  const engine = engineOf(config);
  return {
    async *all() {
      yield ok("configuration", `read; the engine is ${engine}`);
      yield ok("state", `${config.state} can be written`);
      yield* storeChecks(config);
      yield await intentsCheck(config);
      yield* engine === "athena" ? athenaChecks(config, environment) : duckDbChecks(config);
      yield* lookupChecks(config);
      yield* queueChecks(config);
      yield* slackChecks(config, environment);
    },
    async *intents() {
      const asked = askedIntents(vetted(await loadIntents(config)), instantOf(systemClock.now()));
      yield* engine === "athena" ? explained(asked, config, environment) : ran(asked, config);
    },
  };
}

async function intentsCheck(config: Config): Promise<Check> {
  try {
    const { intents } = await loadIntents(config);
    return ok("intents", `${intents.length} have no faults`);
  } catch (cause) {
    return wrong("intents", reasonOf(cause));
  }
}
