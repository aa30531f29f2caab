import type { Language, Pages } from '../../templates/views.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { retentionWords } from '../../workflows/kit/retention.ts';
import { newRouter } from '../context.ts';
import { show } from '../page.ts';
import type { Services } from '../services.ts';
import { offeredTypes, serviceNames } from './request-types.ts';

/** The pages that the law asks for, from the town's settings and the request types. */
export function legalPages(services: Services) {
  return newRouter()
    .get('/accessibilite', (ctx) => show(ctx, services, 'accessibility', {}))
    .get('/mentions-legales', (ctx) => show(ctx, services, 'legal-notices', {}))
    .get('/donnees-personnelles', async (ctx) => {
      const { lang } = ctx.state;
      const names = await serviceNames(services, lang);
      const rights = offeredTypes().find(({ service }) => service === 'data-protection');
      show(ctx, services, 'personal-data', {
        types: offeredTypes().map((type) => processing(type, names.get(type.service) ?? type.service, lang)),
        cookies: cookies.map(({ name, use, time }) => ({ name, use: use[lang], time: time[lang] })),
        rightsUrl: rights ? `/demarches/${rights.id}` : '/demarches',
        rightsTitle: (rights?.title ?? anyProcedure)[lang],
      });
    });
}

/** What article 13 of the RGPD wants told of one kind of request. */
function processing(type: RequestType, service: string, lang: Language): Pages['personal-data']['types'][number] {
  const { title, law, retention, basis = 'public task' } = type;
  return {
    title: title[lang],
    purpose: {
      fr: 'Instruire votre demande, y répondre, garder la preuve de la réponse.',
      en: 'To examine your request, to answer it, to keep evidence of the answer.',
    }[lang],
    basis: bases[basis][lang],
    law,
    recipients: {
      fr: `Les agents du service «\u00a0${service}\u00a0», et ceux des services à qui il demande un avis ou confie la demande.`,
      en: `The agents of the service “${service}”, and those of services that it asks for an opinion or gives the request to.`,
    }[lang],
    retention: retentionWords(retention)[lang],
  };
}

const bases = {
  'public task': { fr: 'Mission d’intérêt public (RGPD, art. 6.1.e)', en: 'Public task (GDPR, art. 6(1)(e))' },
  'legal obligation': { fr: 'Obligation légale (RGPD, art. 6.1.c)', en: 'Legal obligation (GDPR, art. 6(1)(c))' },
};

const anyProcedure = { fr: 'Toutes les démarches', en: 'All services' };

/** Every cookie that the site sets; none needs consent (law no. 78-17, art. 82). */
const cookies = [
  {
    name: 'guichet_suivi',
    use: {
      fr: 'garder ouvertes dans ce navigateur les demandes que vous avez ouvertes par leur code',
      en: 'keep open in this browser the requests that you have opened by their code',
    },
    time: { fr: '12 heures', en: '12 hours' },
  },
  {
    name: 'guichet_brouillon',
    use: {
      fr: 'retrouver dans ce navigateur les formulaires que vous avez commencés',
      en: 'find again in this browser the forms that you have begun',
    },
    time: { fr: '7 jours', en: '7 days' },
  },
  {
    name: 'guichet_compte',
    use: { fr: 'garder votre compte ouvert', en: 'keep your account open' },
    time: { fr: 'jusqu’à la déconnexion ou la fermeture du navigateur', en: 'until you sign out or close the browser' },
  },
  {
    name: 'guichet_connexion, guichet_depart',
    use: {
      fr: 'reconnaître votre retour du fournisseur d’identité',
      en: 'know you when you come back from the identity provider',
    },
    time: { fr: 'quelques minutes', en: 'some minutes' },
  },
  {
    name: 'guichet_moitie, guichet_cle, guichet_agent_connexion, guichet_agent_depart',
    use: {
      fr: 'relier les étapes de la connexion d’un agent et de son second facteur',
      en: 'link the steps of an agent’s sign-in and second factor',
    },
    time: { fr: 'quelques minutes', en: 'some minutes' },
  },
  {
    name: 'lang',
    use: { fr: 'se souvenir de la langue choisie', en: 'remember the language that you chose' },
    time: { fr: 'un an', en: 'one year' },
  },
  {
    name: 'guichet_agent',
    use: { fr: 'garder connectés les agents de la mairie', en: 'keep the town’s agents signed in' },
    time: {
      fr: 'jusqu’à la déconnexion ou la fermeture du navigateur',
      en: 'until they sign out or close the browser',
    },
  },
];
