import { z } from "zod";
import { isZone } from "../question/window/zone.ts";
import { WEEKDAYS } from "./hours-pattern.ts";
import { knownFault } from "./known.ts";

/** A time of day. */
const CLOCK_FORM = 'write a time of day such as "07:00", in quotes';
const Clock = z.string(CLOCK_FORM).regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, CLOCK_FORM);

/** What an organization says is ordinary; each part is left out where nothing is said. */
export const KnownSection = z
  .strictObject({
    networks: z
      .array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], "write networks such as 198.51.100.0/24"))
      .default([]),
    hours: z
      .strictObject({
        from: Clock,
        to: Clock,
        zone: z.string().refine(isZone, { error: "write a time zone such as Europe/Berlin", abort: true }),
        days: z.array(z.enum(WEEKDAYS)).min(1).default(["mon", "tue", "wed", "thu", "fri"]),
      })
      .nullable()
      .default(null),
    deployers: z
      .array(z.string().regex(/^[\w+=,.@*-]{1,128}$/, "write a name of a role or user, with * for any characters"))
      .default([]),
    vendors: z.array(z.string().regex(/^\d{12}$/, "write an account as 12 digits in quotes")).default([]),
  })
  .superRefine((known, context) => {
    const isSilent = [known.networks, known.deployers, known.vendors].every(({ length }) => length === 0);
    const message = isSilent && known.hours === null ? null : knownFault({ ...known, accounts: [] });
    if (message !== null) context.addIssue({ code: "custom", message });
  });
