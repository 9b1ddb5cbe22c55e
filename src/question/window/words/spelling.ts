const SPELLINGS = new Map(
  Object.entries({
    yesterday: "yest yday ystday yesteday yesturday yestarday ysterday yeterday yesterdays",
    today: "todya tody 2day tday todays",
    tomorrow: "tommorow tomorow tmrw tmw tommorrow 2morrow",
    tonight: "tonite 2nite tonigh",
    monday: "modnay munday monady mondy",
    tuesday: "tusday teusday tuseday tuesdy",
    wednesday: "wendesday wednsday wensday wednesdy",
    thursday: "thrusday thursay thrsday thurday",
    friday: "firday firiday fridya frday",
    saturday: "saterday satuday saturdy",
    sunday: "sundya sudnay",
    january: "janurary januray",
    february: "feburary febuary febraury",
    april: "apirl aprl",
    august: "agust augsut augst",
    september: "septmber setpember septemeber",
    october: "ocotber octobre",
    november: "novemeber novmber",
    december: "decemeber decmber",
    minutes: "mintues minuts minues mintes minuets",
    minute: "mintue minut miunte",
    hours: "horus huors hous houres hurs",
    hour: "huor",
    days: "dyas dasy",
    week: "weeek wekk wek",
    weeks: "weeeks",
    month: "mounth motnh monht",
    months: "mounths motnhs",
    morning: "mornig moring mornin monring",
    afternoon: "afternon aftrnoon afernoon",
    evening: "evning eveing",
    midnight: "midnite",
    weekend: "weekned wkend wknd weeknd",
    quarter: "quater qaurter",
    last: "lsat alst lst",
    previous: "prev previuos previos",
    until: "untill unitl",
    between: "betwen bewteen beetween btwn",
    since: "sicne snice sinc",
    before: "befor beofre",
    around: "arround aroud",
  }).flatMap(([word, wrong]) => wrong.split(" ").map((spelling) => [spelling, word] as const)),
);

/** Long words in which one wrong, missing, added or swapped letter still leaves no doubt. */
const DISTINCT = [
  "yesterday",
  "tomorrow",
  "wednesday",
  "thursday",
  "saturday",
  "tuesday",
  "february",
  "september",
  "november",
  "december",
  "january",
  "minutes",
  "afternoon",
  "midnight",
  "previous",
];

/** The word of time that was meant, in lower case, for a known or near misspelling; else the word itself. */
export function spelledRight(word: string): string {
  const known = SPELLINGS.get(word);
  if (known !== undefined) return known;
  if (word.length < 6 || word.length > 10) return word;
  return DISTINCT.find((target) => target[0] === word[0] && isOneEditAway(word, target)) ?? word;
}

function isOneEditAway(word: string, target: string): boolean {
  if (word === target || Math.abs(word.length - target.length) > 1) return false;
  let head = 0;
  while (head < word.length && word[head] === target[head]) head += 1;
  const rest = word.slice(head);
  const wanted = target.slice(head);
  if (rest.slice(1) === wanted.slice(1) || rest.slice(1) === wanted || rest === wanted.slice(1)) return true;
  return rest[0] === wanted[1] && rest[1] === wanted[0] && rest.slice(2) === wanted.slice(2);
}
