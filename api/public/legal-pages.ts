import { accessibilityStateOf } from '../../templates/accessibility.ts';
import { longDate } from '../../templates/format.ts';
import type { LegalPages } from '../../templates/pages/legal-view.ts';
import type { Language, TownView } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { newRouter } from '../context.ts';
import { show } from '../page.ts';
import { processingView } from '../rights/processing.ts';
import type { Services } from '../services.ts';
import { cookies } from './cookies.ts';
import { offeredTypes, serviceNames } from './request-types.ts';
import { termsView } from './terms.ts';

/** The pages that the law asks for, from the town's settings and the request types. */
export function legalPages(services: Services) {
  return newRouter()
    .get('/accessibilite', (ctx) => {
      const message = offeredTypes().find(({ id }) => id === 'question');
      show(ctx, services, 'accessibility', {
        audit: auditView(services.town, ctx.state.lang, services.zone),
        messageUrl: message && `/demarches/${message.id}`,
      });
    })
    .get('/mentions-legales', (ctx) =>
      show(ctx, services, 'legal-notices', { certification: certificationView(services.town, ctx.state.lang) }),
    )
    .get('/modalites-utilisation', (ctx) =>
      show(ctx, services, 'terms', termsView(services, undefined, ctx.state.lang)),
    )
    .get('/modalites-utilisation/:since', (ctx) =>
      show(ctx, services, 'terms', termsView(services, ctx.params.since, ctx.state.lang)),
    )
    .get('/donnees-personnelles', async (ctx) => {
      const { lang } = ctx.state;
      const names = await serviceNames(services, lang);
      const rights = offeredTypes().find(({ service }) => service === 'data-protection');
      show(ctx, services, 'personal-data', {
        types: offeredTypes().map((type) => processingView(type, names, lang)),
        cookies: Object.entries(cookies).map(([name, { use, time }]) => ({ name, use: use[lang], time: time[lang] })),
        rightsUrl: rights ? `/demarches/${rights.id}` : '/demarches',
        rightsTitle: (rights?.title ?? anyProcedure)[lang],
      });
    });
}

function auditView({ audit }: TownView, lang: Language, zone: Zone): LegalPages['accessibility']['audit'] {
  if (!audit) return undefined;
  const { on, rate, failures = [], exemptions = [], ...others } = audit;
  return {
    ...others,
    on: longDate(on, lang),
    rate: lang === 'fr' ? `${rate}\u00a0%` : `${rate}%`,
    expired: rate >= 50 && accessibilityStateOf(audit, zone) === 'none',
    failures,
    exemptions,
  };
}

function certificationView({ certification }: TownView, lang: Language) {
  if (!certification) return undefined;
  const { on, by, until } = certification;
  return { on: longDate(on, lang), by, until: longDate(until, lang) };
}

const anyProcedure = { fr: 'Toutes les démarches', en: 'All services' };
