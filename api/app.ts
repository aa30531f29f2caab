import { bodyParser } from '@koa/bodyparser';
import Koa, { type Middleware } from 'koa';
import compose from 'koa-compose';
import compress from 'koa-compress';
import helmet from 'koa-helmet';
import mount from 'koa-mount';
import serve from 'koa-static';
import { readAccount, readAccountOfCall } from './auth/account-session.ts';
import { refuseForgery } from './auth/forgery.ts';
import { readAgent } from './auth/tokens.ts';
import { closeUnread } from './body-limit.ts';
import { readLanguage } from './context.ts';
import { answerWithPages } from './page.ts';
import { answerWithProblems } from './problem-answers.ts';
import { Problem } from './problems.ts';
import { apiDocs } from './public/api-docs.ts';
import { healthRoutes } from './public/health.ts';
import { apiRouter, pageRouter } from './routes.ts';
import type { Services } from './services.ts';

/** The whole of the counter over HTTP: JSON under `/api/v1`, pages beside it, and what machines watch. */
export function createApp(services: Services): Koa {
  const app = new Koa();
  const health = healthRoutes(services);
  app.use(closeUnread);
  app.use(measure(health.observe));
  app.use(secureCookies(services));
  app.use(readLanguage(services));
  app.use(securityHeaders(services));
  app.use(compress());
  app.use(health.router.routes());
  app.use(mount('/assets', serve(services.assets, { maxage: 365 * 86_400_000, immutable: true })));
  app.use(mount('/api/v1', api(services)));
  app.use(mount('/api/docs', apiDocs));
  app.use(pages(services));
  // A reader who goes away in the middle of a download is no fault of ours.
  app.on('error', (error: { code?: string; name?: string }) => {
    if (error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET' || error.code === 'EPIPE') return;
    services.log.error({ code: error.code, name: error.name }, 'answer failed');
  });
  return app;
}

function api(services: Services) {
  const router = apiRouter(services);
  const answer = compose([
    answerWithProblems(services.log),
    refuseZeroByte,
    readJson,
    readAgent(services, 'bearer'),
    readAccountOfCall(services),
    router.routes() as unknown as Middleware,
    router.allowedMethods() as unknown as Middleware,
  ] as Middleware[]);
  // The API ends here: what it does not know is a problem in JSON, never a page.
  return ((ctx) => answer(ctx)) as Middleware;
}

function pages(services: Services) {
  const router = pageRouter(services);
  return compose([
    answerWithPages(services),
    refuseZeroByte,
    readForm,
    keepNames,
    refuseHandmade,
    readAgent(services, 'cookie'),
    readAccount(services),
    refuseForgery(services),
    router.routes() as unknown as Middleware,
    router.allowedMethods() as unknown as Middleware,
  ] as Middleware[]);
}

const readJson = bodyParser({
  enableTypes: ['json'],
  jsonLimit: '256kb',
  onError: (error) => {
    if ((error as { type?: string }).type === 'entity.too.large') throw new Problem('BODY_TOO_LARGE');
    throw new Problem('MALFORMED_JSON');
  },
});
const readForm = bodyParser({ enableTypes: ['form'], formLimit: '256kb' });

/** No table holds a zero byte: an address with one names nothing. */
const refuseZeroByte: Middleware = (ctx, next) => {
  if (ctx.url.includes('%00')) throw new Problem('NOT_FOUND');
  return next();
};

/** Names stay as the form has them: the parser makes objects of those with dots, and no citizen could file. */
const keepNames: Middleware = (ctx, next) => {
  const request = ctx.request as { body?: unknown; rawBody?: string };
  if (request.rawBody === undefined) return next();
  const sent = [...new URLSearchParams(request.rawBody)];
  request.body = Object.fromEntries(sent);
  if (new Set(sent.map(([name]) => name)).size < sent.length) throw new Problem('INVALID');
  return next();
};

/** A browser sends each field once and as text; what is repeated, nested or holds a zero byte was made by hand. */
const refuseHandmade: Middleware = (ctx, next) => {
  const sent = [...Object.values(ctx.query), ...Object.values((ctx.request as { body?: object }).body ?? {})];
  if (sent.some((value) => typeof value !== 'string' || value.includes('\0'))) throw new Problem('INVALID');
  return next();
};

/** HTTPS ends at a proxy before this process: whether a cookie may be secure is told by the public address. */
function secureCookies({ town }: Services): Middleware {
  const https = town.publicUrl.startsWith('https:');
  return (ctx, next) => {
    ctx.cookies.secure = https;
    return next();
  };
}

/** A page may load what this host serves, and nothing else; it may be framed by nobody. */
function securityHeaders({ town }: Services): Middleware {
  const https = town.publicUrl.startsWith('https:');
  const guarded = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        frameSrc: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    strictTransportSecurity: https,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  } as Parameters<typeof helmet>[0]);
  return (ctx, next) => {
    ctx.set('Permissions-Policy', unusedFeatures);
    return guarded(ctx, next);
  };
}

/** No page asks for any of them, and none that somebody would smuggle in may. */
const unusedFeatures = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']
  .map((feature) => `${feature}=()`)
  .join(', ');

function measure(observe: (method: string, route: string, status: number, seconds: number) => void): Middleware {
  return async (ctx, next) => {
    const start = performance.now();
    await next();
    // The route's pattern, never the address: a reference is personal.
    const route = (ctx as { _matchedRoute?: unknown })._matchedRoute;
    observe(ctx.method, typeof route === 'string' ? route : 'none', ctx.status, (performance.now() - start) / 1000);
  };
}
