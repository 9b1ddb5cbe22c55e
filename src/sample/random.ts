const BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BYTES: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** A source of made-up values that gives the same run of values for the same seed, on every machine. */
export class Random {
  private a: number;
  private b = 0x9e3779b9 | 0;
  private c = 0x243f6a88;
  private counter = 1;

  /** Depends on nothing but the text of the seed. */
  constructor(seed: string) {
    this.a = hashOf(seed);
    for (let warmUp = 0; warmUp < 12; warmUp += 1) this.next();
  }

  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number {
    return min + Math.floor(((this.next() >>> 0) / 2 ** 32) * (max - min + 1));
  }

  /** True with the given probability, 0 to 1. */
  chance(probability: number): boolean {
    return this.next() >>> 0 < probability * 2 ** 32;
  }

  /** One of a list that is not empty. */
  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.int(0, list.length - 1)] ?? list[0];
  }

  /** Lower-case hexadecimal digits. */
  hex(digits: number): string {
    let made = "";
    while (made.length < digits) made += this.word();
    return made.slice(0, digits);
  }

  /** A version 4 UUID. */
  uuid(): string {
    const digits = this.word() + this.word() + this.word() + this.word();
    const variant = "89ab".charAt(this.int(0, 3));
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
  }

  /** Upper-case letters and digits as AWS uses them in keys and principal ids. */
  letters(count: number): string {
    let [made, left, pool] = ["", 0, 0];
    for (let index = 0; index < count; index += 1) {
      if (left < 5) [pool, left] = [this.next(), 32];
      made += BASE_32.charAt(pool & 31);
      pool >>>= 5;
      left -= 5;
    }
    return made;
  }

  /** Eight hexadecimal digits. */
  private word(): string {
    const bits = this.next();
    return `${BYTES[bits & 255]}${BYTES[(bits >>> 8) & 255]}${BYTES[(bits >>> 16) & 255]}${BYTES[bits >>> 24]}`;
  }

  /** 32 bits by the sfc32 method: additions, shifts and rotations only, hence alike everywhere. */
  private next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum;
  }
}

/** FNV-1a over the UTF-16 units of a text. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash | 0;
}
