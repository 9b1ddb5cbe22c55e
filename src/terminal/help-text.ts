/** What Trail does and how to ask it, for `help`, `--help` and a call without words. */
export function helpText(): string {
  return `Trail answers questions about AWS CloudTrail logs with reviewed SQL.

Ask in your own words, or name the question first:
  ./trail ask "who changed sg-5887f224 yesterday"
  ./trail ask "what did alice do between 2 and 4pm yesterday"
  ./trail ask "failed-logins last 7 days"

Commands
  ask "…"     [--data DIR] [--engine duckdb|athena] [--now T] [--tz ZONE] [--account ID|NAME,…] [--region R,…]
              [--include reads,failures,services] [--limit N] [--csv FILE] [--yes] [--json]
  parse "…"   [--now T] [--tz ZONE] [--kind question|window] [--json]    how words are read, without running anything
  parse --batch                                                         JSON lines in, JSON lines out
  intents     [list | show ID | check [ID] | vet ID | generate]          the questions there are
  setup       [table | role | manifest]                                  prints what has to be made in AWS and Slack
  doctor      [--intents]                                                checks all that a running bot needs
  start                                                                 the bot in Slack (see docs/deploying.md)
  demo        [--data DIR] [--port N]                                    the bot against a Slack on this machine, as a page
  audit       [show | verify] [--limit N] [--json] [--head N:HASH]       who asked what in chat, and whether that record is whole
  cache       [status | clear]                                           what the local engine keeps of past days (docs/cache.md)
  config check                                                          names everything wrong with the configuration
  help

Without --data (or TRAIL_DATA) the answer comes from sample logs. Exit codes: 0 answered, 1 failed, 2 asked back or refused.
`;
}
