import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Middleware } from 'koa';
import serve from 'koa-static';

/** `/api/docs`: the published document made readable by Swagger UI, which is served from here. */
export const apiDocs: Middleware = (ctx, next) => {
  ctx.set('Content-Security-Policy', policy);
  return swaggerFiles.includes(ctx.path) ? swagger(ctx, next) : own(ctx, next);
};

/** This page alone runs scripts, and only this host's: it calls the API from the browser. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

// The package brings a page of its own too, which shows somebody else's API.
const swaggerFiles = ['/swagger-ui.css', '/swagger-ui-bundle.js'];
const swaggerFolder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const swagger = serve(swaggerFolder, { maxage: 86_400_000 });
const own = serve(fileURLToPath(new URL('./docs/', import.meta.url)));
