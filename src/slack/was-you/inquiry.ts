import { z } from "zod";
import type { Register } from "../../register/register.ts";

/** A person was asked whether something was them. */
export const Inquiry = z.object({
  job: z.string(),
  /** Who is asked, and who asked for it: Slack's ids. */
  person: z.string(),
  by: z.string(),
  /** What the finding says. */
  sentence: z.string(),
  /** Milliseconds since 1970. */
  askedAt: z.number(),
  /** The message in the thread that tells of it. */
  channel: z.string(),
  thread: z.string().nullable(),
  ts: z.string(),
  answer: z.object({ wasThem: z.boolean(), at: z.number() }).nullable(),
});
export type Inquiry = z.infer<typeof Inquiry>;

/** Where inquiries are kept. */
export const INQUIRIES = "was-you";

/** One person is asked once about one answer. */
export function inquiryId(job: string, person: string): string {
  return `${job} ${person}`;
}

/** Takes away what was asked before a moment. */
export async function forgetInquiries(register: Register, before: number): Promise<void> {
  for (const { id, value } of await register.list(INQUIRIES)) {
    if (Inquiry.parse(value).askedAt < before) await register.remove(INQUIRIES, id);
  }
}
