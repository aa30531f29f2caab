import { findTown } from '../../db/town.ts';
import { newRouter } from '../context.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { logoOfDataUri } from './logo.ts';

/** What the town's settings make of the pages: its colour and its logo. The version in the address changes with them. */
export function appearanceRoutes(services: Services) {
  return newRouter()
    .get('/apparence.css', (ctx) => {
      const { brand, hover, surface, border } = services.town.colours;
      ctx.type = 'css';
      ctx.set('Cache-Control', cached);
      ctx.body = `:root{--govuk-brand-colour:${brand};--govuk-link-colour:${brand};--govuk-link-hover-colour:${hover};--govuk-template-background-colour:${surface};--govuk-surface-background-colour:${surface};--govuk-surface-border-colour:${border}}\n`;
    })
    .get('/apparence/logo', async (ctx) => {
      const logo = logoOfDataUri((await findTown(services.db))?.settings.logo ?? '');
      if (typeof logo === 'string') throw new Problem('NOT_FOUND');
      ctx.type = logo.mediaType;
      ctx.set('Cache-Control', cached);
      // Opened on its own, a drawing brings its styles and nothing else.
      ctx.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
      ctx.body = logo.content;
    });
}

const cached = 'public, max-age=31536000, immutable';
