import { bodyParser } from '@koa/bodyparser';
import Koa, { type Middleware } from 'koa';
import compose from 'koa-compose';
import compress from 'koa-compress';
import helmet from 'koa-helmet';
import mount from 'koa-mount';
import serve from 'koa-static';
import { agentAccountPages } from './agent/account-pages.ts';
import { agentChangePages } from './agent/change-pages.ts';
import { commentPages } from './agent/comment-pages.ts';
import { agentIdentityPages } from './agent/identity-pages.ts';
import { agentPages } from './agent/pages.ts';
import { passwordLinkPages } from './agent/password-link-pages.ts';
import { readingPages } from './agent/reading-pages.ts';
import { secondFactorPages } from './agent/second-factor-pages.ts';
import { agentSignInPages } from './agent/sign-in-pages.ts';
import { taskRoutes } from './agent/tasks.ts';
import { readAccount, readAccountOfCall } from './auth/account-session.ts';
import { sessionRoutes } from './auth/routes.ts';
import { requireScope } from './auth/scopes.ts';
import { readAgent, refuseForgery } from './auth/tokens.ts';
import { accountPages } from './citizen/account-pages.ts';
import { accountSignInPages } from './citizen/account-sign-in.ts';
import { changePages } from './citizen/change-pages.ts';
import { commentRoutes } from './citizen/comments.ts';
import { correctionPages } from './citizen/correction-pages.ts';
import { documentRoutes } from './citizen/documents.ts';
import { draftPages } from './citizen/draft-pages.ts';
import { formPages } from './citizen/form-pages.ts';
import { livePages } from './citizen/live.ts';
import { openingPages } from './citizen/opening.ts';
import { citizenPages } from './citizen/pages.ts';
import { participationRoutes } from './citizen/participation.ts';
import { requestRoutes } from './citizen/requests.ts';
import { surveyPages } from './citizen/survey-page.ts';
import { takeawayPages } from './citizen/takeaway.ts';
import { newRouter, readLanguage } from './context.ts';
import { designerPages } from './designer/pages.ts';
import { answerWithPages } from './page.ts';
import { answerWithProblems, Problem } from './problems.ts';
import { apiDocs } from './public/api-docs.ts';
import { calendarPages } from './public/calendar-pages.ts';
import { diagramRoutes } from './public/diagrams.ts';
import { healthRoutes } from './public/health.ts';
import { legalPages } from './public/legal-pages.ts';
import { mailboxPages } from './public/mailbox.ts';
import { nearbyRoutes } from './public/nearby.ts';
import { openapiRoutes } from './public/openapi.ts';
import { publicPages } from './public/pages.ts';
import { participationPages } from './public/participation-pages.ts';
import { proposalPages } from './public/proposal-pages.ts';
import { proposalRoutes } from './public/proposals.ts';
import { requestTypeRoutes } from './public/request-types.ts';
import type { Services } from './services.ts';
import { statisticsPages } from './statistics/pages.ts';
import { statisticsRoutes } from './statistics/routes.ts';
import { appearanceRoutes } from './town/appearance.ts';
import { installableRoutes } from './town/installable.ts';

/** The whole of the counter over HTTP: JSON under `/api/v1`, pages beside it, and what machines watch. */
export function createApp(services: Services): Koa {
  const app = new Koa();
  const health = healthRoutes(services);
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

/** Every route under `/api/v1`. */
export function apiRouter(services: Services) {
  const routers = [
    sessionRoutes(services),
    requestTypeRoutes(services),
    diagramRoutes(),
    nearbyRoutes(services),
    proposalRoutes(services),
    documentRoutes(services),
    commentRoutes(services),
    participationRoutes(services),
    requestRoutes(services),
    taskRoutes(services),
    statisticsRoutes(services),
    openapiRoutes(),
  ];
  const router = newRouter();
  router.use(requireScope);
  for (const part of routers) router.use(part.routes());
  return router;
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

/** Every page. */
export function pageRouter(services: Services) {
  const routers = [
    publicPages(services),
    legalPages(services),
    draftPages(services),
    formPages(services),
    surveyPages(services),
    openingPages(services),
    calendarPages(services),
    proposalPages(services),
    participationPages(services),
    citizenPages(services),
    changePages(services),
    correctionPages(services),
    takeawayPages(services),
    livePages(services),
    accountSignInPages(services),
    accountPages(services),
    agentSignInPages(services),
    agentIdentityPages(services),
    agentAccountPages(services),
    secondFactorPages(services),
    passwordLinkPages(services),
    agentPages(services),
    agentChangePages(services),
    readingPages(services),
    designerPages(services),
    commentPages(services),
    statisticsPages(services),
    mailboxPages(services),
    appearanceRoutes(services),
    installableRoutes(services),
  ];
  const router = newRouter();
  for (const part of routers) router.use(part.routes());
  return router;
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
  return helmet({
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
}

function measure(observe: (method: string, route: string, status: number, seconds: number) => void): Middleware {
  return async (ctx, next) => {
    const start = performance.now();
    await next();
    // The route's pattern, never the address: a reference is personal.
    const route = (ctx as { _matchedRoute?: unknown })._matchedRoute;
    observe(ctx.method, typeof route === 'string' ? route : 'none', ctx.status, (performance.now() - start) / 1000);
  };
}
