import { hideText } from "./hidden-text.ts";

/** Base 64 in one piece or in lines, of either alphabet. */
const BASE64 = /^[A-Za-z0-9+/_-]{24,}[A-Za-z0-9+/_\-\r\n]*={0,2}\s*$/;
/** How scripts, cloud-config, MIME parts and gzip begin in base 64: what machines are started with. */
const USER_DATA = /^(?:IyEv|I2Ns|I2lu|Q29udGVudC1UeXBl|TUlNRS1WZXJz|PHBvd2Vyc2hlbGw|PHNjcmlwd|H4sI)/;
/** How JSON and PEM begin in it: secrets only where they hold some. */
const PERHAPS = /^(?:eyJ|ewog|ewo|W3si|LS0tLS1CRUdJTi)/;

/** Whether a text is, as a whole, the base 64 of what machines are started with, or of something that holds a secret. */
export function isEncodedSecret(text: string, redact: (text: string) => string): boolean {
  if (!BASE64.test(text)) return false;
  if (USER_DATA.test(text)) return true;
  if (!PERHAPS.test(text)) return false;
  const plain = Buffer.from(text, "base64").toString("utf8");
  return redact(plain) !== plain;
}

const PIECE =
  /(?<![A-Za-z0-9+/])(?:IyEv|I2Ns|I2lu|Q29udGVudC1UeXBl|TUlNRS1WZXJz|PHBvd2Vyc2hlbGw|PHNjcmlwd|H4sI|eyJ|ewo|W3si|LS0tLS1CRUdJTi)[A-Za-z0-9+/]{21,}={0,2}(?![.\w])/g;

/** A text without the pieces of base 64 that are a secret. */
export function mapEncoded(text: string, redact: (text: string) => string): string {
  return text.replace(PIECE, (piece) => (isEncodedSecret(piece, redact) ? hideText(piece, "user-data") : piece));
}
