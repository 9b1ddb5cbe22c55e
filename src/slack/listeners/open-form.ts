import type { FormStart } from "../forms/forms.ts";
import type { Surface } from "../surface.ts";

/** Opens the form; where Slack's three seconds are over, says how to ask without it. */
export async function openForm(
  surface: Surface,
  trigger: string,
  start: FormStart,
  person: { readonly user: string; readonly channel: string | null; readonly responseUrl: string | null },
): Promise<void> {
  try {
    await surface.forms.open(trigger, start, person.user);
  } catch (cause) {
    surface.trouble("a form could not be opened", cause);
    const ear = {
      user: person.user,
      channel: person.channel ?? person.user,
      thread: null,
      responseUrl: person.responseUrl,
    };
    await surface.tell(
      ear,
      "The form could not be opened in time. Type the question instead, such as “who changed sg-5887f224 yesterday”.",
    );
  }
}
