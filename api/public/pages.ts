import { listServices } from '../../db/agents.ts';
import { fileSize } from '../../templates/format.ts';
import { maxFileBytes } from '../citizen/multipart.ts';
import { newRouter } from '../context.ts';
import { show } from '../page.ts';
import type { Services } from '../services.ts';
import { catalogueView, lifeEventLinks, themeLinks } from './catalogue.ts';

/** The portal, the catalogue and the help page. */
export function publicPages(services: Services) {
  return newRouter()
    .get('/', (ctx) => {
      const { lang } = ctx.state;
      show(ctx, services, 'home', { themes: themeLinks(lang), lifeEvents: lifeEventLinks(lang) });
    })
    .get('/demarches', async (ctx) =>
      show(ctx, services, 'catalogue', await catalogueView(services, ctx.query, ctx.state.lang)),
    )
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
