import { z } from "zod";
import { HIDDEN_KINDS } from "../question/interpretation.ts";

/** Params of a question, as they are stored. */
export const StoredParams = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** A window, as it is stored. */
export const StoredWindow = z.object({
  start: z.string().nullable(),
  end: z.string(),
  zone: z.string(),
  text: z.string(),
});

/** The alert about which something is asked, as it is stored. */
export const StoredMark = z.object({ at: z.string(), title: z.string() });

/** A question that is understood, as it is stored. */
export const StoredReady = z.object({
  status: z.literal("ready"),
  intent: z.string(),
  params: StoredParams,
  window: StoredWindow,
  limit: z.number().nullable(),
  include: z.array(z.enum(HIDDEN_KINDS)),
  notes: z.array(z.string()),
  alert: StoredMark.optional(),
});
