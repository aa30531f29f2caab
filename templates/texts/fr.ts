import { accountTexts } from './account.ts';
import { administrationTexts } from './administration.ts';
import { archiveTexts } from './archives.ts';
import { credentialTexts } from './credentials.ts';
import { designerTexts } from './designer.ts';
import { deskTexts } from './desk.ts';
import { entryTexts } from './entry.ts';
import { followTexts } from './follow.ts';
import { formTexts } from './form.ts';
import { helpTexts } from './help.ts';
import { interventionTexts } from './interventions.ts';
import { legalTexts } from './legal.ts';
import { letterTexts } from './letter.ts';
import { lettersTexts } from './letters.ts';
import { mailboxTexts } from './mailbox.ts';
import { offlineTexts } from './offline.ts';
import { operatorTexts } from './operator.ts';
import { publicTexts } from './public.ts';
import { requestTexts } from './request.ts';
import { retentionTexts } from './retention.ts';
import { rightsTexts } from './rights.ts';
import { statisticsTexts } from './statistics.ts';
import { surveyTexts } from './survey.ts';
import { worklistTexts } from './worklist.ts';

/** Every sentence of the pages and of the letter, in French. `texts/en.ts` must have the same keys. */
export const fr = {
  'common.colon': ' :',
  'common.optional': '(facultatif)',
  'common.email': 'Courriel',
  'common.service': 'Service',
  'common.reference': 'Référence',
  'common.next': 'Page suivante',

  'layout.skip': 'Aller au contenu principal',
  'layout.language': 'Langue',
  'layout.menu': 'Menu principal',
  'layout.catalogue': 'Démarches',
  'layout.follow': 'Suivre une demande',
  'layout.signedInAs': 'Connecté : {name}',
  'layout.signOut': 'Se déconnecter',
  'layout.demonstration': 'Démonstration',
  'layout.demonstrationText': 'Cette mairie n’existe pas : aucune demande déposée ici ne sera traitée.',
  'layout.footer': 'Informations sur le site',
  'layout.accessibility': 'Accessibilité : non conforme',
  'layout.accessibilityPartial': 'Accessibilité : partiellement conforme',
  'layout.accessibilityFull': 'Accessibilité : totalement conforme',
  'layout.terms': 'Modalités d’utilisation',
  'layout.personalData': 'Données personnelles',
  'layout.legalNotices': 'Mentions légales',
  'layout.statistics': 'Nos délais',
  'layout.agents': 'Accès des agents',
  'layout.errorPrefix': 'Erreur : ',
  'layout.errorTitle': 'Il y a un problème',
  'layout.success': 'C’est fait',

  'home.title': 'Vos démarches en ligne',
  'home.lead':
    'Faites votre demande sans créer de compte. Vous recevrez une référence pour la suivre, et chaque réponse par courriel ou par courrier.',
  'home.often': 'Que souhaitez-vous faire ?',
  'home.all': 'Voir toutes les démarches',
  'home.followTitle': 'Vous avez déjà fait une demande ?',
  'home.followText': 'Munissez-vous de sa référence et de votre code de suivi.',
  'home.otherTitle': 'Vous préférez nous parler ?',
  'home.otherText': 'Toutes les démarches peuvent aussi se faire au guichet, par téléphone ou par courrier.',

  'error.help': 'Que faire ?',
  'error.home': 'Revenir à l’accueil',
  'error.contact': 'Si cela se reproduit, écrivez-nous à {email} ou appelez-nous au {phone}.',
  'error.requestId': 'Numéro à nous indiquer : {id}',

  ...accountTexts.fr,
  ...administrationTexts.fr,
  ...credentialTexts.fr,
  ...designerTexts.fr,
  ...entryTexts.fr,
  ...followTexts.fr,
  ...formTexts.fr,
  ...helpTexts.fr,
  ...interventionTexts.fr,
  ...legalTexts.fr,
  ...letterTexts.fr,
  ...lettersTexts.fr,
  ...mailboxTexts.fr,
  ...offlineTexts.fr,
  ...operatorTexts.fr,
  ...publicTexts.fr,
  ...requestTexts.fr,
  ...retentionTexts.fr,
  ...archiveTexts.fr,
  ...rightsTexts.fr,
  ...deskTexts.fr,
  ...statisticsTexts.fr,
  ...surveyTexts.fr,
  ...worklistTexts.fr,
} as const;
