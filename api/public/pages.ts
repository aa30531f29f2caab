import type { Language, RequestTypeCard } from '../../templates/views.ts';
import { newRouter } from '../context.ts';
import { show } from '../page.ts';
import type { Services } from '../services.ts';
import { offeredTypes, serviceNames } from './request-types.ts';

/** The portal, the catalogue and the pages that the law asks for. */
export function publicPages(services: Services) {
  return newRouter()
    .get('/', async (ctx) => show(ctx, services, 'home', { types: await cards(services, ctx.state.lang) }))
    .get('/demarches', async (ctx) =>
      show(ctx, services, 'catalogue', { types: await cards(services, ctx.state.lang) }),
    )
    .get('/accessibilite', (ctx) => show(ctx, services, 'accessibility', {}))
    .get('/mentions-legales', (ctx) => show(ctx, services, 'legal-notices', {}))
    .get('/donnees-personnelles', (ctx) => {
      const { lang } = ctx.state;
      const types = offeredTypes().map((type) => ({
        title: type.title[lang],
        law: type.law,
        retention: type.keptFor[lang],
      }));
      show(ctx, services, 'personal-data', { types });
    });
}

async function cards(services: Services, lang: Language): Promise<RequestTypeCard[]> {
  const names = await serviceNames(services, lang);
  return offeredTypes().map((type) => ({
    title: type.title[lang],
    summary: type.summary[lang],
    url: `/demarches/${type.id}`,
    service: names.get(type.service) ?? type.service,
  }));
}
