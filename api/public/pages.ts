import { listServices } from '../../db/agents.ts';
import { fileSize } from '../../templates/format.ts';
import { maxFileBytes } from '../citizen/multipart.ts';
import { newRouter } from '../context.ts';
import { allowScript, show } from '../page.ts';
import type { Services } from '../services.ts';
import { catalogueView, lifeEventLinks, themeLinks } from './catalogue.ts';
import { offeredTypes } from './request-types.ts';

/** The portal, the catalogue and the help page. */
export function publicPages(services: Services) {
  return newRouter()
    .get('/', (ctx) => {
      const { lang } = ctx.state;
      allowScript(ctx);
      show(ctx, services, 'home', { themes: themeLinks(lang), lifeEvents: lifeEventLinks(lang) });
    })
    .get('/demarches', async (ctx) => {
      allowScript(ctx);
      show(ctx, services, 'catalogue', await catalogueView(services, ctx.query, ctx.state.lang));
    })
    .get('/hors-ligne', (ctx) => {
      const { lang } = ctx.state;
      allowScript(ctx);
      show(ctx, services, 'offline', {
        forms: offeredTypes().map(({ id, title }) => ({ title: title[lang], url: `/demarches/${id}/hors-ligne` })),
      });
    })
    .get('/aide', async (ctx) => {
      const { lang } = ctx.state;
      show(ctx, services, 'help', {
        services: (await listServices(services.db)).map(({ nameFr, nameEn, email, phone }) => ({
          name: lang === 'fr' ? nameFr : nameEn,
          email,
          phone,
        })),
        maxSize: fileSize(maxFileBytes, lang),
      });
    });
}
