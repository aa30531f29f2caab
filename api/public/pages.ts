import { listServices } from '../../db/agents.ts';
import { fileSize } from '../../templates/format.ts';
import type { Language, RequestTypeCard } from '../../templates/views.ts';
import { maxFileBytes } from '../citizen/upload.ts';
import { newRouter } from '../context.ts';
import { show } from '../page.ts';
import type { Services } from '../services.ts';
import { offeredTypes, serviceNames } from './request-types.ts';

/** The portal, the catalogue and the help page. */
export function publicPages(services: Services) {
  return newRouter()
    .get('/', async (ctx) => show(ctx, services, 'home', { types: await cards(services, ctx.state.lang) }))
    .get('/demarches', async (ctx) =>
      show(ctx, services, 'catalogue', { types: await cards(services, ctx.state.lang) }),
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

async function cards(services: Services, lang: Language): Promise<RequestTypeCard[]> {
  const names = await serviceNames(services, lang);
  return offeredTypes().map((type) => ({
    title: type.title[lang],
    summary: type.summary[lang],
    url: `/demarches/${type.id}`,
    service: names.get(type.service) ?? type.service,
  }));
}
