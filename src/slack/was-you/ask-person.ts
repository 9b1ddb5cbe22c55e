import { amend } from "../../register/register.ts";
import { durationInWords } from "../../report/words.ts";
import type { Job } from "../../jobs/job.ts";
import { createMinting, type Desk } from "../desk.ts";
import { answeredMessage, inquiryMessage, inquiryNotice } from "../message/was-you.ts";
import { changeMessage } from "../sending/change-message.ts";
import { sayToAll } from "../sending/say-to-all.ts";
import type { Pressed } from "../press.ts";
import { Inquiry, INQUIRIES, inquiryId } from "./inquiry.ts";

/**
 * Asks a person by direct message whether something was them, and tells the thread. Resolves to the sentence for whoever
 * pressed, or null where all is done. Only a press starts this.
 */
export async function askPerson(
  pressed: Pressed,
  job: Job,
  { person, sentence }: { readonly person: string; readonly sentence: string },
  desk: Desk,
): Promise<string | null> {
  const id = inquiryId(job.id, person);
  const earlier = Inquiry.safeParse((await desk.register.get(INQUIRIES, id))?.value);
  if (earlier.success) {
    return `This person was asked ${durationInWords(desk.clock.now() - earlier.data.askedAt)} ago: the answer comes into the thread.`;
  }
  const inquiry = {
    job: job.id,
    person,
    by: pressed.user,
    sentence,
    askedAt: desk.clock.now(),
    channel: pressed.channel,
    thread: pressed.thread,
    ts: "",
    answer: null,
  };
  if (!(await desk.register.put(INQUIRIES, id, inquiry, null))) return "This person is being asked already.";
  const { sender } = desk.post;
  const direct = await desk.directory.directWith(person);
  const minting = createMinting(desk, direct);
  const yes = minting.mint({ kind: "was-me", inquiry: id, wasThem: true });
  const no = minting.mint({ kind: "was-me", inquiry: id, wasThem: false });
  await minting.store();
  await sayToAll(sender, { channel: direct, thread: null }, inquiryMessage(inquiry, yes, no));
  const ts = await sayToAll(sender, pressed, inquiryNotice(inquiry));
  await desk.register.put(INQUIRIES, id, { ...inquiry, ts }, 1);
  return null;
}

/** Writes a person's answer into the thread, once. Resolves to the sentence for whoever pressed, or null. */
export async function takeAnswer(pressed: Pressed, id: string, wasThem: boolean, desk: Desk): Promise<string | null> {
  const known = Inquiry.safeParse((await desk.register.get(INQUIRIES, id))?.value);
  if (!known.success) return "This question is too old to be answered.";
  if (known.data.person !== pressed.user) return "Only the person who was asked can answer this.";
  if (known.data.answer !== null) return "You have answered this already: it stands in the thread.";
  const answer = { wasThem, at: desk.clock.now() };
  const kept = Inquiry.parse(
    await amend(desk.register, INQUIRIES, id, (value) => {
      const now = Inquiry.parse(value);
      return now.answer === null ? { ...now, answer } : null;
    }),
  );
  await changeMessage(desk.post.sender, kept, [inquiryNotice(kept)], {});
  if (pressed.message !== null) {
    const place = { channel: pressed.channel, ts: pressed.message };
    await changeMessage(desk.post.sender, place, [answeredMessage(kept, wasThem)], {});
  }
  return null;
}
