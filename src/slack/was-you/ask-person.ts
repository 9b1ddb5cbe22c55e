import { z } from "zod";
import { amend } from "../../register/register.ts";
import { durationInWords } from "../../report/words.ts";
import type { Job } from "../../jobs/job.ts";
import { createMinting, type Desk } from "../desk.ts";
import { answeredMessage, inquiryMessage, inquiryNotice } from "../message/was-you.ts";
import type { Draft } from "../message/draft.ts";
import type { Pressed } from "../presses.ts";
import { Inquiry, INQUIRIES, inquiryId } from "./inquiry.ts";

const Posted = z.object({ ts: z.string() });

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
  const direct = await desk.directory.directWith(person);
  const minting = createMinting(desk, direct);
  const yes = minting.mint({ kind: "was-me", inquiry: id, wasThem: true });
  const no = minting.mint({ kind: "was-me", inquiry: id, wasThem: false });
  await minting.store();
  await send(direct, null, inquiryMessage(inquiry, yes, no), desk);
  const ts = await send(pressed.channel, pressed.thread, inquiryNotice(inquiry), desk);
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
  await desk.post.sender.repeat("chat.update", { channel: kept.channel, ts: kept.ts, ...inquiryNotice(kept) });
  if (pressed.message !== null) {
    const own = answeredMessage(kept, wasThem);
    await desk.post.sender.repeat("chat.update", { channel: pressed.channel, ts: pressed.message, ...own });
  }
  return null;
}

async function send(channel: string, thread: string | null, { text, blocks }: Draft, desk: Desk): Promise<string> {
  const place = { channel, ...(thread === null ? {} : { thread_ts: thread }) };
  const posted = await desk.post.sender.once("chat.postMessage", {
    ...place,
    text,
    blocks,
    unfurl_links: false,
    unfurl_media: false,
    link_names: false,
  });
  return Posted.parse(posted).ts;
}
