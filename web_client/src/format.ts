/**
 * Numbers as people read them: money, shares, scores. Three digits, written by the rules of a locale. The
 * locale is the visitor's own if it is one of the catalogue's language, so that English words never stand
 * beside another language's numbers.
 */

export interface Format {
  money(value: number): string;
  /** Money of which the currency is not told. */
  amount(value: number): string;
  moneyChange(value: number): string;
  percent(share: number): string;
  /** A share of which only the size matters: whole hundredths. */
  rough(share: number): string;
  /** A target, as round as it was set. */
  target(share: number): string;
  number(value: number): string;
  /** In hundredths. */
  fine(value: number): string;
  whole(value: number): string;
  /** Shown from -100 on. */
  score(value: number): string;
}

export function localeOf(wanted: readonly string[], language: string): string {
  const same = (locale: string) => locale.toLowerCase().split("-")[0] === language;
  return wanted.find(same) ?? language;
}

const made = new Map<string, Format>();

/** The same one each time: who shows a number need not show it anew, and making one is slow. */
export function formatFor(locale: string, currency: string): Format {
  const key = `${locale} ${currency}`;
  const known = made.get(key) ?? newFormat(locale, currency);
  made.set(key, known);
  return known;
}

function newFormat(locale: string, currency: string): Format {
  const money = moneyFormat(locale, currency, "auto");
  const change = moneyFormat(locale, currency, "exceptZero");
  const amount = new Intl.NumberFormat(locale, {
    notation: "compact",
    maximumSignificantDigits: 3,
  });
  const percent = new Intl.NumberFormat(locale, {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const rough = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const target = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const fine = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  return {
    money: (value) => money.format(value).replace("-", "−"),
    amount: (value) => amount.format(value),
    // Joined to what follows: a line may end between a sign and a currency's.
    moneyChange: (value) => change.format(value).replace("-", "−").replace(/^[+−]/, "$&\u2060"),
    percent: (share) => percent.format(share),
    rough: (share) => rough.format(share),
    target: (share) => target.format(share),
    number: (value) => number.format(value),
    fine: (value) => fine.format(value),
    whole: (value) => whole.format(value),
    // Adding 0 takes the sign off a rounded -0.3.
    score: (value) => whole.format(Math.max(-100, Math.round(value)) + 0).replace("-", "−"),
  };
}

function moneyFormat(locale: string, currency: string, signDisplay: "auto" | "exceptZero") {
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    notation: "compact",
    maximumSignificantDigits: 3,
    signDisplay,
  });
}

/** The paragraphs of a text, which stand with a blank line between. */
export function paragraphsOf(text: string): string[] {
  return text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim());
}

/** The sentences of a text: each ends before a space and a capital, or a quotation that begins. */
export function sentencesOf(text: string): string[] {
  return text.replace(/([.!?]["”“’]?)\s+(?=[\p{Lu}„“"])/gu, "$1\n").split("\n");
}
