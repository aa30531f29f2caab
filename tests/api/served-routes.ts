/** All that the routers serve, and what every answer must say to a browser. */
import { apiRouter, pageRouter } from '../../api/routes.ts';
import type { Services } from '../../api/services.ts';

/** `GET /agent/demandes/:reference`, of the API and of the pages. */
export const servedBy = (services: Services) => [
  ...routesOf(apiRouter(services), '/api/v1'),
  ...routesOf(pageRouter(services), ''),
];

const routesOf = ({ stack }: ReturnType<typeof apiRouter>, prefix: string) =>
  stack.flatMap(({ methods, path }) =>
    methods
      .filter((method) => method !== 'HEAD')
      .map((method) => `${method} ${prefix}${String(path).replace(/(?<=.)\/$/, '')}`),
  );

const expected: Record<string, RegExp> = {
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^(same-origin|no-referrer)$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'permissions-policy': /camera=\(\), .*geolocation=\(\)/,
  'content-security-policy': /^default-src 'none'/,
};

/** What an answer lacks, or says too much of, whatever it answers. */
export function headerFaults({ headers }: Response): string[] {
  const missing = Object.entries(expected)
    .filter(([name, value]) => !value.test(headers.get(name) ?? ''))
    .map(([name]) => `${name}: ${headers.get(name)}`);
  const policy = headers.get('content-security-policy') ?? '';
  // Under a sandbox nothing runs: a stored file, or an email, which brings its own style and is shown in a page of ours.
  const isSandboxed = /; ?sandbox$/.test(policy);
  const open = (isSandboxed ? /https?:|\*|script-src/ : /unsafe|https?:|\*|data:|blob:/).test(policy);
  const framed =
    !isSandboxed && !(policy.includes("frame-ancestors 'none'") && headers.get('x-frame-options') === 'DENY');
  const told = ['x-powered-by', 'server'].filter((name) => headers.has(name));
  return [...missing, ...(open || framed ? [`policy: ${policy}`] : []), ...told];
}
