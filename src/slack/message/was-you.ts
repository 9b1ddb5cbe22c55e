import { durationInWords } from "../../report/words.ts";
import type { Draft } from "./draft.ts";
import { button, plainContext, plainSection, richSection, richText, richUser } from "./pieces.ts";
import { mrkdwn } from "../sending/mrkdwn.ts";
import type { Inquiry } from "../was-you/inquiry.ts";

/** What the person is asked, for them alone; `yes` and `no` are the ids of the buttons. */
export function inquiryMessage({ by, sentence }: Inquiry, yes: string, no: string): Draft {
  return {
    text: mrkdwn(`Was this you? ${sentence} Somebody who looks into it asks.`),
    blocks: [
      richSection([richUser(by), richText(" looks into this and asks: was it you?")]),
      plainSection(sentence),
      {
        type: "actions",
        elements: [
          button("Yes, it was me", yes, "was-me", "primary"),
          button("No, it was not", no, "was-not-me", "danger"),
        ],
      },
      plainContext("Your answer is written into the thread where this was found, and kept on record."),
    ],
  };
}

/** The same once it is answered. */
export function answeredMessage({ sentence }: Inquiry, wasThem: boolean): Draft {
  const words = wasThem ? "You said that it was you." : "You said that it was not you.";
  return { text: mrkdwn(`${sentence} ${words}`), blocks: [plainSection(sentence), plainContext(words)] };
}

/** What stands in the thread, before and after the answer. */
export function inquiryNotice({ person, by, askedAt, answer }: Inquiry): Draft {
  const asked = [richUser(by), richText(" asked "), richUser(person), richText(" whether this was them")];
  if (answer === null) {
    return {
      text: mrkdwn("Somebody was asked whether this was them: no answer yet."),
      blocks: [richSection([...asked, richText(": no answer yet.")])],
    };
  }
  const words = answer.wasThem ? "yes, it was" : "no, it was not";
  const after = durationInWords(answer.at - askedAt);
  return {
    text: mrkdwn(`Asked whether this was them: ${words} (answered after ${after}).`),
    blocks: [
      richSection([...asked, richText(": "), richText(words, { bold: true }), richText(` (answered after ${after}).`)]),
    ],
  };
}
