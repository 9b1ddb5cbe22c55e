import { z } from "zod";
import { vetted } from "../../catalog/catalog.ts";
import { instantOf } from "../../clock.ts";
import { isZone } from "../../question/window/zone.ts";
import type { NewAsked } from "../asked.ts";
import { StoredReady } from "../stored-ready.ts";
import type { Desk } from "../desk.ts";
import type { Intake, Taken } from "../intake.ts";
import { SlackRefused } from "../sending/sender.ts";
import { formView, loadingView, type FormState } from "./form-view.ts";
import { chosenIntent, FormValues, readForm } from "./form-values.ts";

/** What a form is opened with. */
export interface FormStart {
  /** Where the answer goes; null: the form asks. */
  readonly channel: string | null;
  readonly thread?: string | null;
  readonly isPrivate: boolean;
  /** Offered as the first value. */
  readonly text: string;
}

/** A view as it came back from a person. */
export const FilledView = z.object({
  id: z.string(),
  hash: z.string(),
  private_metadata: z.string(),
  state: z.object({ values: FormValues }),
});
export type FilledView = z.infer<typeof FilledView>;

/** What became of a submitted form: a question that is written down, or what is wrong, by field. */
export type Submitted =
  | { readonly ok: true; readonly taken: Taken }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** The form behind the bare command, the shortcuts and the home tab. */
export interface Forms {
  /** Opens it at once with a loading state, then draws it. `trigger` works for three seconds, and once. Throws SlackRefused. */
  open(trigger: string, start: FormStart, user: string): Promise<void>;
  /** Draws the fields of the question that was chosen. */
  choose(view: FilledView): Promise<void>;
  submit(view: FilledView, person: { readonly user: string; readonly team: string }): Promise<Submitted>;
}

const State = z.object({
  channel: z.string().nullable(),
  thread: z.string().nullable(),
  isPrivate: z.boolean(),
  zone: z.string(),
  text: z.string(),
  intent: z.string().nullable(),
});
const Opened = z.object({ view: z.object({ id: z.string() }) });
/** Forms are drawn at once or not at all, in milliseconds. */
const PATIENCE = 5000;

export function createForms(desk: Desk, intake: Intake): Forms {
  const { clock, directory, trail } = desk;
  const { sender } = desk.post;
  const intents = vetted(trail.catalog);
  const draw = (id: string, state: FormState, hash?: string): Promise<unknown> =>
    sender
      .once(
        "views.update",
        { view_id: id, ...(hash === undefined ? {} : { hash }), view: formView(state, intents) },
        { until: clock.now() + PATIENCE },
      )
      .catch((cause: unknown) => {
        // Closed, or drawn anew by a later choice.
        if (!(cause instanceof SlackRefused)) throw cause;
      });

  return {
    async open(trigger, { channel, thread = null, isPrivate, text }, user) {
      const opened = Opened.parse(
        await sender.once(
          "views.open",
          { trigger_id: trigger, view: loadingView() },
          { until: clock.now() + PATIENCE },
        ),
      );
      const { zone } = await directory.person(user).catch(() => ({ zone: null }));
      const known = zone !== null && isZone(zone) ? zone : "UTC";
      await draw(opened.view.id, { channel, thread, isPrivate, zone: known, text: text.slice(0, 1000), intent: null });
    },

    async choose(view) {
      const state = State.parse(JSON.parse(view.private_metadata));
      await draw(view.id, { ...state, intent: chosenIntent(view.state.values) }, view.hash);
    },

    async submit(view, { user, team }) {
      const state = State.parse(JSON.parse(view.private_metadata));
      const { values } = view.state;
      const intent = intents.find(({ id }) => id === chosenIntent(values));
      if (intent === undefined) return { ok: false, errors: { "form-intent": "Choose a question." } };
      const context = { now: instantOf(clock.now()), zone: state.zone, accounts: trail.accountNames };
      const reading = readForm(values, intent, trail.reader, context);
      if (!reading.ok) return reading;
      const channel = state.channel ?? reading.channel;
      if (channel === null) return { ok: false, errors: { channel: "Choose where the answer shall go." } };
      const asked: NewAsked = {
        surface: "form",
        user,
        team,
        channel,
        thread: state.thread,
        text: "",
        ready: StoredReady.parse(reading.ready),
        isPrivate: reading.isPrivate,
        isConfirmed: false,
        isFresh: false,
        responseUrl: null,
        at: clock.now(),
      };
      return { ok: true, taken: await intake.take({ key: `form:${view.id}`, asked }) };
    },
  };
}
