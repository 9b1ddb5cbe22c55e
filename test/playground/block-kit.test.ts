import { describe, expect, it } from "vitest";
import { checkBlocks } from "../../src/playground/block-kit/check.ts";

const text = (length: number, type = "plain_text") => ({ type, text: "x".repeat(length) });
const section = (length: number) => ({ type: "section", text: text(length) });
const button = (parts: object = {}) => ({ type: "button", action_id: "a", text: text(5), ...parts });
const actions = (...elements: readonly object[]) => ({ type: "actions", elements });
const options = (count: number) => Array.from({ length: count }, (_, index) => ({ text: text(5), value: `v${index}` }));
const select = (parts: object) => ({ type: "static_select", action_id: "s", ...parts });
const cell = (words: string) => ({ type: "raw_text", text: words });
const rows = (count: number, width: number, words = "x") =>
  Array.from({ length: count }, () => Array.from({ length: width }, () => cell(words)));
const chart = (labels: readonly string[], series = 1) => ({
  type: "data_visualization",
  title: "t",
  chart: {
    type: "bar",
    series: Array.from({ length: series }, (_, index) => ({
      name: `s${index}`,
      data: labels.map((label) => ({ label, value: 1 })),
    })),
    axis_config: { categories: labels },
  },
});
const labels = (count: number) => Array.from({ length: count }, (_, index) => `l${index}`);
const input = (element: object) => ({ type: "input", label: text(5), element });

describe("a message at each limit, and one beyond it", () => {
  it.each<[string, readonly unknown[], readonly unknown[]]>([
    ["50 blocks", Array(50).fill({ type: "divider" }), Array(51).fill({ type: "divider" })],
    ["3,000 characters of a section", [section(3000)], [section(3001)]],
    ["a text at all", [section(1)], [section(0)]],
    ["150 of a header", [{ type: "header", text: text(150) }], [{ type: "header", text: text(151) }]],
    [
      "10 fields",
      [{ type: "section", fields: Array(10).fill(text(2)) }],
      [{ type: "section", fields: Array(11).fill(text(2)) }],
    ],
    ["2,000 of a field", [{ type: "section", fields: [text(2000)] }], [{ type: "section", fields: [text(2001)] }]],
    [
      "10 elements of a context",
      [{ type: "context", elements: Array(10).fill(text(2)) }],
      [{ type: "context", elements: Array(11).fill(text(2)) }],
    ],
    [
      "25 elements of actions",
      [actions(...labels(25).map((id) => button({ action_id: id })))],
      [actions(...labels(26).map((id) => button({ action_id: id })))],
    ],
    ["75 of a button", [actions(button({ text: text(75) }))], [actions(button({ text: text(76) }))]],
    [
      "2,000 of a button's value",
      [actions(button({ value: "x".repeat(2000) }))],
      [actions(button({ value: "x".repeat(2001) }))],
    ],
    [
      "3,000 of an address",
      [actions(button({ url: `https://e.x/${"y".repeat(2988)}` }))],
      [actions(button({ url: `https://e.x/${"y".repeat(2989)}` }))],
    ],
    [
      "255 of an action_id",
      [actions(button({ action_id: "a".repeat(255) }))],
      [actions(button({ action_id: "a".repeat(256) }))],
    ],
    ["100 options", [actions(select({ options: options(100) }))], [actions(select({ options: options(101) }))]],
    [
      "different block_ids",
      [
        { type: "divider", block_id: "a" },
        { type: "divider", block_id: "b" },
      ],
      [
        { type: "divider", block_id: "a" },
        { type: "divider", block_id: "a" },
      ],
    ],
    ["different action_ids", [actions(button(), button({ action_id: "b" }))], [actions(button(), button())]],
    [
      "one table",
      [{ type: "table", rows: rows(2, 2) }],
      [
        { type: "table", rows: rows(2, 2) },
        { type: "table", rows: rows(2, 2) },
      ],
    ],
    ["100 rows", [{ type: "table", rows: rows(100, 1) }], [{ type: "table", rows: rows(101, 1) }]],
    ["20 columns", [{ type: "table", rows: rows(1, 20) }], [{ type: "table", rows: rows(1, 21) }]],
    ["no empty cell", [{ type: "table", rows: [[cell("x")]] }], [{ type: "table", rows: [[cell("")]] }]],
    [
      "a header and a row",
      [{ type: "data_table", caption: "c", rows: rows(2, 2) }],
      [{ type: "data_table", caption: "c", rows: rows(1, 2) }],
    ],
    [
      "101 rows",
      [{ type: "data_table", caption: "c", rows: rows(101, 1) }],
      [{ type: "data_table", caption: "c", rows: rows(102, 1) }],
    ],
    [
      "a caption",
      [{ type: "data_table", caption: "c", rows: rows(2, 2) }],
      [{ type: "data_table", caption: "", rows: rows(2, 2) }],
    ],
    [
      "rows of one width",
      [{ type: "data_table", caption: "c", rows: rows(2, 2) }],
      [{ type: "data_table", caption: "c", rows: [...rows(1, 2), ...rows(1, 3)] }],
    ],
    ["two charts", [chart(["a"]), chart(["a"])], [chart(["a"]), chart(["a"]), chart(["a"])]],
    ["20 categories", [chart(labels(20))], [chart(labels(21))]],
    ["6 series", [chart(["a"], 6)], [chart(["a"], 7)]],
    ["20 of a label", [chart(["x".repeat(20)])], [chart(["x".repeat(21)])]],
    ["what Slack knows", [{ type: "divider" }], [{ type: "carousel_of_doom" }]],
    ["no field that Slack does not know", [{ type: "divider" }], [{ type: "divider", colour: "red" }]],
    [
      "an option that is one of them",
      [actions(select({ options: options(2), initial_option: options(2)[0] }))],
      [actions(select({ options: options(2), initial_option: { text: text(5), value: "other" } }))],
    ],
    ["no input outside a view", [section(1)], [input({ type: "plain_text_input", action_id: "a" })]],
  ])("%s", (_, good, bad) => {
    expect(checkBlocks(good, "message")).toMatchObject({ ok: true });
    const refused = checkBlocks(bad, "message");
    expect(refused).toMatchObject({ ok: false, error: "invalid_blocks" });
    expect(!refused.ok && refused.messages.length).toBeGreaterThan(0);
  });

  it("about 13,000 characters in all, 10,000 of a table", () => {
    expect(checkBlocks(Array(4).fill(section(3000)), "message").ok).toBe(true);
    expect(checkBlocks(Array(5).fill(section(3000)), "message")).toMatchObject({ error: "msg_blocks_too_long" });
    expect(checkBlocks([{ type: "table", rows: rows(10, 1, "x".repeat(1001)) }], "message")).toMatchObject({
      error: "msg_blocks_too_long",
    });
  });
});

it("a view takes a hundred blocks, inputs among them, and no table", () => {
  expect(
    checkBlocks([...Array(99).fill({ type: "divider" }), input({ type: "plain_text_input", action_id: "a" })], "view")
      .ok,
  ).toBe(true);
  expect(checkBlocks(Array(101).fill({ type: "divider" }), "view").ok).toBe(false);
  expect(checkBlocks([{ type: "table", rows: rows(1, 1) }], "view").ok).toBe(false);
});
