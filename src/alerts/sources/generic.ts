import { z } from "zod";
import { ALERT_KINDS, type AlertState } from "../alert.ts";
import { addNamed, createEntityFold } from "../entities.ts";
import { keyOf, momentOf, titleOf, type Source } from "../source.ts";
import { addWords } from "../words-of-alert.ts";

const Values = z.array(z.string()).max(100).default([]);

/** The payload that anything may send: docs/alerts.md. Further keys are left alone. */
const Generic = z.object({
  title: z.string().min(1),
  /** From whom it is; another name than those that are known means nothing. */
  source: z.enum(ALERT_KINDS).catch("generic").default("generic"),
  key: z.string().min(1).optional(),
  state: z.string().default("alarm"),
  time: z.union([z.string(), z.number()]).optional(),
  text: z.string().default(""),
  resources: Values,
  users: Values,
  roles: Values,
  accessKeys: Values,
  addresses: Values,
  buckets: Values,
  accounts: Values,
  regions: Values,
  /** Who did it. */
  by: Values,
});

export const genericAlert: Source = ({ body, time: sent }, { words, now }) => {
  const parsed = Generic.safeParse(body);
  if (!parsed.success) return null;
  const { title, source, key, state, time, text, by, ...named } = parsed.data;
  const fold = createEntityFold();
  fold.add("resource", ...named.resources);
  fold.add("user", ...named.users);
  fold.add("role", ...named.roles);
  fold.add("access-key", ...named.accessKeys);
  fold.add("ip", ...named.addresses);
  fold.add("bucket", ...named.buckets);
  fold.add("account", ...named.accounts);
  fold.add("region", ...named.regions);
  addNamed(fold, ...by);
  addWords(fold, `${title}\n${text}`, words);
  return [
    {
      kind: source,
      title: titleOf(title, "Alert"),
      key: keyOf(source, key ?? title),
      state: stateIn(state),
      at: momentOf(now, time, sent),
      sort: "",
      entities: fold.end(),
      doers: by,
    },
  ];
};

/** States as people and tools call them. */
export function stateIn(words: string): AlertState {
  if (/^(ok|resolved|recovered|closed|normal)$/i.test(words)) return "ok";
  return /^(alarm|alert|alerting|firing|triggered|open|critical|warning|warn|error)$/i.test(words)
    ? "alarm"
    : "unknown";
}
