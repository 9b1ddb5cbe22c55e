/** Dollars that may be spent on one day (UTC): by a person, in a channel, in all. */
export interface DayLimits {
  readonly person: number;
  readonly channel: number;
  readonly all: number;
}

/** Dollars spent on a day, what is reserved for questions in hand included. */
export type DaySpent = DayLimits;

const WHOSE = ["person", "channel", "all"] as const;
const SPENT = { person: "You have spent", channel: "This channel has spent", all: "Everybody together has spent" };

/** What is left of the day for somebody: the least of the three budgets; never below nothing. */
export function leftOf(spent: DaySpent, limits: DayLimits): number {
  return Math.max(0, Math.min(...WHOSE.map((whose) => limits[whose] - spent[whose])));
}

/**
 * The sentence that says into whose budget of the day a question of `price` dollars does not fit, or null where it fits all
 * three. `spent` is without the question.
 */
export function overBudget(spent: DaySpent, price: number, limits: DayLimits): string | null {
  const over = WHOSE.find((whose) => spent[whose] + price > limits[whose]);
  if (over === undefined) return null;
  return `${SPENT[over]} ${dollars(spent[over])} of ${dollars(limits[over])} today (UTC), questions in hand included: this one, for about ${dollars(price)}, does not fit any more. Narrow it, ask after midnight UTC, or ask whoever runs Trail to raise limits.day.${over}.`;
}

/** The sentence for a question that an alert asks and that does not fit into the budget of such questions. */
export function overAlertBudget(spent: number, price: number, limit: number): string {
  return `Questions asked by alerts have spent ${dollars(spent)} of ${dollars(limit)} today (UTC), those in hand included: this one, for about ${dollars(price)}, does not fit any more. A button above asks it for you, or whoever runs Trail raises alerts.day.`;
}

/**
 * The sentence for a question above what one may cost, with the number of equal parts of its window that would fit, or null
 * where it fits as it is.
 */
export function overPrice(price: number, limit: number): string | null {
  if (price <= limit) return null;
  const parts = Math.ceil(price / limit);
  return `This question costs about ${dollars(price)}, more than the ${dollars(limit)} that one question may. Ask for its window in ${parts} parts one after the other, or for one account or region; whoever runs Trail can raise limits.question.`;
}

/** The start of a day in UTC, in milliseconds since 1970. */
export function dayStart(now: number): number {
  return now - (now % 86_400_000);
}

/** An amount as it is written in a sentence. */
export function dollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
}
