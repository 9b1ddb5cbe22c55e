const JOB = "SELECT body, fence, attempts, cancelled_by FROM jobs";
const SPENT = "SELECT count(*) AS jobs, total(bytes) AS bytes, total(dollars) AS dollars FROM jobs";

/** Every statement of the store. Each finds its rows by an index: a store holds the questions of 90 days. */
export const STATEMENTS = {
  accept: `INSERT INTO jobs (id, key, asker, channel, thread, accepted_at, body, owner, held_until, fence, attempts)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1) ON CONFLICT (key) DO NOTHING`,
  byKey: `${JOB} WHERE key = ?`,
  byId: `${JOB} WHERE id = ?`,
  change:
    "UPDATE jobs SET body = ?, thread = ?, ended_at = ?, bytes = ?, dollars = ? WHERE id = ? AND fence = ? RETURNING cancelled_by",
  cancel: "UPDATE jobs SET cancelled_by = coalesce(cancelled_by, ?) WHERE id = ? AND ended_at IS NULL",
  takeUp: `UPDATE jobs SET owner = ?, held_until = ?, fence = fence + 1, attempts = attempts + 1
           WHERE id IN (SELECT id FROM jobs WHERE ended_at IS NULL AND (owner IS NULL OR held_until <= ? OR held_until > ?)
                        ORDER BY accepted_at, id LIMIT ?)
           RETURNING body, fence, attempts, cancelled_by`,
  renew: "UPDATE jobs SET held_until = ? WHERE owner = ? AND ended_at IS NULL RETURNING id, fence, cancelled_by",
  letGo: "UPDATE jobs SET owner = NULL WHERE owner = ? AND ended_at IS NULL",
  ofAsker: `${JOB} WHERE asker = ? ORDER BY accepted_at DESC LIMIT ?`,
  ofThread: `${JOB} WHERE channel = ? AND thread = ? ORDER BY accepted_at DESC LIMIT ?`,
  ofChannel: `${JOB} WHERE channel = ? AND accepted_at >= ? ORDER BY accepted_at DESC LIMIT ?`,
  endedSince: `${JOB} WHERE ended_at >= ? ORDER BY ended_at DESC LIMIT ?`,
  spentByAsker: `${SPENT} WHERE accepted_at >= ? AND asker = ?`,
  spentInChannel: `${SPENT} WHERE accepted_at >= ? AND channel = ?`,
  spentByAll: `${SPENT} WHERE accepted_at >= ?`,
  keep: "INSERT INTO kept (id, value, until) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
  kept: "SELECT value FROM kept WHERE id = ? AND until > ?",
  forgetJobs: "DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE ended_at < ? LIMIT ?)",
  forgetKept: "DELETE FROM kept WHERE id IN (SELECT id FROM kept WHERE until <= ? LIMIT ?)",
} as const;
