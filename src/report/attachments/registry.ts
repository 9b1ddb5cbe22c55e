import type { AttachmentKind } from "./attachment.ts";
import { eventRecord } from "./event-record.ts";
import { iamPolicy } from "./iam-policy.ts";

/** Every attachment that an intent may list, by its name. */
export const ATTACHMENTS: Readonly<Record<string, AttachmentKind>> = {
  "event-record": eventRecord,
  "iam-policy": iamPolicy,
};
