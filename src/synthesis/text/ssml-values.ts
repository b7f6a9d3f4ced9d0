/** What the attributes of SSML mean; undefined for a value that is none. https://www.w3.org/TR/speech-synthesis11/ */

const NUMBER = String.raw`(\d+(?:\.\d+)?|\.\d+)`;
const TIME = new RegExp(String.raw`^\+?${NUMBER}(ms|s)$`);
const CHANGE_IN_PERCENT = new RegExp(String.raw`^([+-])${NUMBER}%$`);
const PERCENT = new RegExp(String.raw`^${NUMBER}%$`);
const FACTOR = new RegExp(String.raw`^${NUMBER}$`);
const SEMITONES = new RegExp(String.raw`^([+-]?)${NUMBER}st$`);
const DECIBELS = new RegExp(String.raw`^([+-]?)${NUMBER}dB$`, "i");

const STRENGTHS = new Map([
  ["none", 0],
  ["x-weak", 100],
  ["weak", 200],
  ["medium", 400],
  ["strong", 700],
  ["x-strong", 1_000],
]);
const RATES = new Map([
  ["x-slow", 0.5],
  ["slow", 0.75],
  ["medium", 1],
  ["default", 1],
  ["fast", 1.25],
  ["x-fast", 1.75],
]);
const PITCHES = new Map([
  ["x-low", -6],
  ["low", -3],
  ["medium", 0],
  ["default", 0],
  ["high", 3],
  ["x-high", 6],
]);
const VOLUMES = new Map([
  ["silent", -96],
  ["x-soft", -12],
  ["soft", -6],
  ["medium", 0],
  ["default", 0],
  ["loud", 4],
  ["x-loud", 8],
]);

/** Milliseconds of `750ms` or `1.5s`. */
export function timeOf(value: string): number | undefined {
  const [, amount, unit] = TIME.exec(value) ?? [];
  return amount === undefined ? undefined : Math.round(Number(amount) * (unit === "s" ? 1000 : 1));
}

/** Milliseconds of silence for the strength of a break. */
export function strengthOf(value: string): number | undefined {
  return STRENGTHS.get(value);
}

/** Times the pace, from `slow`, `80%`, `-20%` or `0.8`; never 0. */
export function rateOf(value: string): number | undefined {
  const factor = RATES.get(value) ?? changeOf(value) ?? percentOf(value) ?? factorOf(value);
  return factor === undefined || factor > 0 ? factor : undefined;
}

/** Semitones, from `high`, `+2st` or `+10%`. */
export function pitchOf(value: string): number | undefined {
  const change = changeOf(value);
  if (change !== undefined) return change > 0 ? 12 * Math.log2(change) : undefined;
  return PITCHES.get(value) ?? signedOf(SEMITONES, value);
}

/** Decibels, from `soft` or `-6dB`. */
export function volumeOf(value: string): number | undefined {
  return VOLUMES.get(value) ?? signedOf(DECIBELS, value);
}

function changeOf(value: string): number | undefined {
  const change = signedOf(CHANGE_IN_PERCENT, value);
  return change === undefined ? undefined : 1 + change / 100;
}

function percentOf(value: string): number | undefined {
  const [, amount] = PERCENT.exec(value) ?? [];
  return amount === undefined ? undefined : Number(amount) / 100;
}

function factorOf(value: string): number | undefined {
  const [, amount] = FACTOR.exec(value) ?? [];
  return amount === undefined ? undefined : Number(amount);
}

function signedOf(pattern: RegExp, value: string): number | undefined {
  const [, sign, amount] = pattern.exec(value) ?? [];
  return amount === undefined ? undefined : Number(`${sign}${amount}`);
}
