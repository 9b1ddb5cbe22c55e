import { guessedPassword } from "./stories/guessed-password.ts";
import { openPort } from "./stories/open-port.ts";
import { openedAndClosed } from "./stories/opened-and-closed.ts";
import { rootAtNight } from "./stories/root-at-night.ts";
import type { Story } from "./stories/story.ts";

/** What one can ask the sample logs about. */
export const STORIES: readonly Story[] = [openPort, guessedPassword, rootAtNight, openedAndClosed];
