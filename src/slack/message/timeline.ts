import type { KnownBlock } from "@slack/types";
import { createMoments } from "../../report/moments.ts";
import { cell } from "../../report/visible.ts";
import { counted } from "../../report/words.ts";
import { gapBefore } from "../timeline/gap.ts";
import type { Pin } from "../timeline/pins.ts";
import { FORMS, type Form } from "./answer-context.ts";
import type { Draft } from "./draft.ts";
import { plainContext, plainSection, richSection, richText, short } from "./pieces.ts";
import { mrkdwn } from "../sending/mrkdwn.ts";
import { dataTable, plainTable, table, type Cells } from "./table.ts";

/** Rows of the message; the files hold all. */
const SHOWN = 40;
/** Characters of a detail, of about 13,000 in all. */
const MOST_DETAIL = 100;

/** The timeline of a channel as a message, in the forms in which it may be sent. `names` are people by id. */
export function timelineMessages(pins: readonly Pin[], zone: string, names: ReadonlyMap<string, string>): Draft[] {
  const cells = cellsOf(pins.slice(-SHOWN), zone, names);
  const title = `Timeline: ${counted(pins.length, "pinned event")}`;
  const left = pins.length - cells.rows.length;
  const note = `${left > 0 ? `The last ${cells.rows.length}; ` : ""}all are in the files below, with links.`;
  const text = mrkdwn([title, ...cells.rows.map((row) => row.join(" · "))].join("\n"));
  return FORMS.map((form) => ({
    text,
    blocks: [richSection([richText(title, { bold: true })]), ...tableBlocks(cells, form, title), plainContext(note)],
  }));
}

function tableBlocks(cells: Cells, form: Form, caption: string): KnownBlock[] {
  switch (form) {
    case "rich":
      return [dataTable(cells, caption)];
    case "table":
      return [table(cells)];
    case "plain":
      return plainTable(cells).map(plainSection);
  }
}

function cellsOf(pins: readonly Pin[], zone: string, names: ReadonlyMap<string, string>): Cells {
  const moments = createMoments(zone);
  return {
    header: [`time (${zone})`, "later", "who", "what", "pinned by"],
    rows: pins.map((pin, index) => [
      moments.local(pin.at),
      gapBefore(pin, pins[index - 1]),
      cell(pin.who),
      short(`${cell(pin.what)} ${pin.detail}`, MOST_DETAIL),
      names.get(pin.by) ?? pin.by,
    ]),
  };
}
