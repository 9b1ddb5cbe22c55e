import ipaddr from "ipaddr.js";

/** Whether a text is one IPv4 address in four decimal parts, or one IPv6 address without a zone. */
export function isAddress(text: string): boolean {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text))
    return !/(?:^|\.)0\d/.test(text) && ipaddr.IPv4.isValidFourPartDecimal(text);
  return text.includes(":") && /^[0-9a-f:.]+$/i.test(text) && ipaddr.IPv6.isValid(text);
}

/** Whether a text is an address, a slash and a length of prefix that fits it. */
export function isNetwork(text: string): boolean {
  const [address = "", length = "", ...more] = text.split("/");
  if (more.length > 0 || !isAddress(address) || !/^(?:0|[1-9]\d{0,2})$/.test(length)) return false;
  return Number(length) <= (address.includes(":") ? 128 : 32);
}
