/** Every cookie that the site sets. None needs consent (law no. 78-17, art. 82): each serves what somebody asks for. */
import type { Words } from '../../workflows/kit/fields.ts';

const minutes: Words = { fr: 'quelques minutes', en: 'some minutes' };
const session: Words = {
  fr: 'jusqu’à la déconnexion ou la fermeture du navigateur',
  en: 'until sign-out, or until the browser is closed',
};
const returns: Words = {
  fr: 'reconnaître votre retour du fournisseur d’identité',
  en: 'know you when you come back from the identity provider',
};
const agentsSteps: Words = {
  fr: 'relier les étapes de la connexion d’un agent et de son second facteur',
  en: 'link the steps of an agent’s sign-in and second factor',
};

export const cookies: Readonly<Record<string, { use: Words; time: Words }>> = {
  guichet_suivi: {
    use: {
      fr: 'garder ouvertes dans ce navigateur les demandes que vous avez ouvertes par leur code',
      en: 'keep open in this browser the requests that you have opened by their code',
    },
    time: { fr: '12 heures', en: '12 hours' },
  },
  guichet_brouillon: {
    use: {
      fr: 'retrouver dans ce navigateur les formulaires que vous avez commencés',
      en: 'find again in this browser the forms that you have begun',
    },
    time: { fr: '7 jours', en: '7 days' },
  },
  guichet_compte: { use: { fr: 'garder votre compte ouvert', en: 'keep your account open' }, time: session },
  guichet_connexion: { use: returns, time: minutes },
  guichet_depart: { use: returns, time: minutes },
  lang: {
    use: { fr: 'se souvenir de la langue choisie', en: 'remember the language that you chose' },
    time: { fr: 'un an', en: 'one year' },
  },
  guichet_agent: {
    use: { fr: 'garder connectés les agents de la mairie', en: 'keep the town’s agents signed in' },
    time: session,
  },
  guichet_moitie: { use: agentsSteps, time: minutes },
  guichet_cle: { use: agentsSteps, time: minutes },
  guichet_agent_connexion: { use: agentsSteps, time: minutes },
  guichet_agent_depart: { use: agentsSteps, time: minutes },
};
