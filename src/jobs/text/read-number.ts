import type { NumberPart } from "./number-words.ts";

export interface ReadNumber {
  /** In digits: `25`, `3.14`, `21st`. */
  readonly digits: string;
  /** Parts that it took, from the first. */
  readonly length: number;
  /** One word below ten, which prose may have as a word. */
  readonly isSmall: boolean;
  readonly isOrdinal: boolean;
}

/** A value with the position after it. */
interface Reading {
  readonly value: number;
  readonly end: number;
  readonly isOrdinal: boolean;
}

/** The longest number that a sequence of parts begins with; undefined when it begins with none. */
export function readNumber(parts: readonly NumberPart[]): ReadNumber | undefined {
  const whole = readYear(parts) ?? readWhole(parts);
  if (whole === undefined) return undefined;
  const { value, end, isOrdinal } = whole;
  const isSmall = end === 1 && value < 10;
  if (isOrdinal) return { digits: `${value}${suffixOf(value)}`, length: end, isSmall, isOrdinal };
  const decimals = readDecimals(parts, end);
  if (decimals === "") return { digits: String(value), length: end, isSmall, isOrdinal };
  return { digits: `${value}.${decimals}`, length: end + 1 + decimals.length, isSmall: false, isOrdinal };
}

/** `nineteen eighty four`, `twenty ten`, `nineteen oh five`: a year in two halves. */
function readYear(parts: readonly NumberPart[]): Reading | undefined {
  const century = readBelowHundred(parts, 0);
  if (century === undefined || century.isOrdinal || century.value < 11 || century.value > 20) return undefined;
  const { end } = century;
  const zero = parts[end];
  if (zero?.kind === "oh") {
    const year = parts[end + 1];
    if (year?.kind !== "digit" || year.isOrdinal) return undefined;
    return { value: century.value * 100 + year.value, end: end + 2, isOrdinal: false };
  }
  const year = readBelowHundred(parts, end);
  if (year === undefined || year.isOrdinal || year.value < 10) return undefined;
  const next = parts[year.end];
  if (next?.kind === "hundred" || next?.kind === "scale") return undefined;
  return { value: century.value * 100 + year.value, end: year.end, isOrdinal: false };
}

/** Groups of thousands, each with a smaller scale than the one before. */
function readWhole(parts: readonly NumberPart[]): Reading | undefined {
  let total: Reading | undefined;
  let smallest = Infinity;
  for (;;) {
    const at = total === undefined ? 0 : afterAnd(parts, total.end);
    const group = readGroup(parts, at, total === undefined);
    if (group === undefined) return total;
    const scale = group.isOrdinal ? undefined : parts[group.end];
    if (scale?.kind !== "scale") {
      if (total !== undefined && smallest <= group.value) return total;
      return { ...group, value: (total?.value ?? 0) + group.value };
    }
    if (scale.value >= smallest) return total;
    smallest = scale.value;
    const value = (total?.value ?? 0) + group.value * scale.value;
    total = { value, end: group.end + 1, isOrdinal: scale.isOrdinal };
    if (total.isOrdinal) return total;
  }
}

/** Below a thousand, or `nineteen hundred`. `a` and nothing at all stand for one before a hundred or a scale. */
function readGroup(parts: readonly NumberPart[], at: number, isFirst: boolean): Reading | undefined {
  const lead = readBelowHundred(parts, at) ?? readImpliedOne(parts, at, isFirst);
  if (lead === undefined || lead.isOrdinal) return lead;
  const hundred = parts[lead.end];
  if (hundred?.kind !== "hundred") return lead;
  const hundreds = { value: lead.value * 100, end: lead.end + 1, isOrdinal: hundred.isOrdinal };
  if (hundreds.isOrdinal) return hundreds;
  const rest = readBelowHundred(parts, afterAnd(parts, hundreds.end));
  if (rest === undefined || rest.value === 0) return hundreds;
  return { ...rest, value: hundreds.value + rest.value };
}

function readImpliedOne(parts: readonly NumberPart[], at: number, isFirst: boolean): Reading | undefined {
  const end = parts[at]?.kind === "a" ? at + 1 : at;
  if (!isFirst || (parts[end]?.kind !== "hundred" && parts[end]?.kind !== "scale")) return undefined;
  return { value: 1, end, isOrdinal: false };
}

function readBelowHundred(parts: readonly NumberPart[], at: number): Reading | undefined {
  const first = parts[at];
  if (first?.kind !== "digit" && first?.kind !== "teen" && first?.kind !== "ten") return undefined;
  const second = parts[at + 1];
  const goesOn = first.kind === "ten" && !first.isOrdinal && second?.kind === "digit" && second.value > 0;
  if (!goesOn) return { value: first.value, end: at + 1, isOrdinal: first.isOrdinal };
  return { value: first.value + second.value, end: at + 2, isOrdinal: second.isOrdinal };
}

function afterAnd(parts: readonly NumberPart[], at: number): number {
  return parts[at]?.kind === "and" ? at + 1 : at;
}

function readDecimals(parts: readonly NumberPart[], at: number): string {
  if (parts[at]?.kind !== "point") return "";
  let decimals = "";
  for (const part of parts.slice(at + 1)) {
    if (part.kind === "oh") decimals += "0";
    else if (part.kind === "digit" && !part.isOrdinal) decimals += String(part.value);
    else break;
  }
  return decimals;
}

function suffixOf(value: number): string {
  const isTeen = value % 100 >= 11 && value % 100 <= 13;
  return isTeen ? "th" : (["th", "st", "nd", "rd"][value % 10] ?? "th");
}
