import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/**
 * Who calls, as far as an address tells. Each proxy adds the address that it saw at the end of `X-Forwarded-For`; what
 * stands further left was sent by the caller, who may have made it up.
 *
 * @param proxyHops how many proxies of ours stand before this process; with none the header is not read
 * @returns an IPv4 address, or the first 64 bits of an IPv6 address: one home has them all
 */
export function addressOf(request: IncomingMessage, proxyHops: number): string {
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const seen = (proxyHops > 0 && forwarded.at(-proxyHops)?.trim()) || request.socket.remoteAddress || 'unknown';
  const address = seen.replace(/^::ffff:(?=\d+\.)/i, '');
  return isIPv6(address) ? networkOf(address) : address;
}

export const isThisMachine = (address: string) => /^127\.|^0:0:0:0::$/.test(address);

/** `2001:db8:0:1::` from `2001:db8:0:1:aaaa::5`; the machine itself, `::1`, is `0:0:0:0::`. */
function networkOf(address: string): string {
  const [left = '', right] = address.split('%')[0]!.split('::');
  const head = left.split(':').filter(Boolean);
  const tail = (right ?? '').split(':').filter(Boolean);
  const zeros = right === undefined ? 0 : Math.max(8 - head.length - tail.length, 0);
  const groups = [...head, ...Array<string>(zeros).fill('0'), ...tail];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::`;
}
