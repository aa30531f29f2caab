import { createServer, type Server, type ServerOptions } from 'node:http';
import type Koa from 'koa';

/**
 * How long a call may take to arrive, in milliseconds: photos from a village with a slow line come in minutes, headers at
 * once. Who sends a byte now and then holds nothing up for longer.
 */
export const patience = { headersTimeout: 20_000, requestTimeout: 300_000 } satisfies ServerOptions;

/** @param times other than the usual ones */
export const serve = (app: Koa, times: ServerOptions = patience): Server => createServer(times, app.callback());
