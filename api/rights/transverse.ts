/** What the town does with personal data beside the requests themselves, as the register has it. */
import type { Words } from '../../workflows/kit/fields.ts';
import type { Basis } from './matrix.ts';

export interface Transverse {
  id: string;
  title: Words;
  purpose: Words;
  basis: Basis;
  people: Words;
  data: Words;
  recipients: Words;
  retention: Words;
}

const residents: Words = { fr: 'Habitants et usagers', en: 'Residents and users' };
const agents: Words = { fr: 'Agents de la mairie', en: 'Agents of the town hall' };
const operators: Words = { fr: 'Les exploitants du téléservice.', en: 'Those who operate the online service.' };

export const transverse: readonly Transverse[] = [
  {
    id: 'drafts',
    title: { fr: 'Brouillons des formulaires', en: 'Drafts of forms' },
    purpose: { fr: 'Reprendre une demande commencée.', en: 'To go on with a request that was begun.' },
    basis: 'public task',
    people: residents,
    data: { fr: 'Réponses et fichiers du formulaire, scellés', en: 'Answers and files of the form, sealed' },
    recipients: { fr: 'Personne à la mairie.', en: 'Nobody at the town hall.' },
    retention: { fr: 'soixante jours après le dernier changement', en: 'sixty days after the last change' },
  },
  {
    id: 'accounts',
    title: { fr: 'Comptes des usagers', en: 'Citizens’ accounts' },
    purpose: {
      fr: 'Réunir ses demandes et préremplir les formulaires.',
      en: 'To gather one’s requests and fill in forms.',
    },
    basis: 'consent',
    people: { fr: 'Usagers qui ont un compte', en: 'Citizens who have an account' },
    data: {
      fr: 'Identité donnée par le fournisseur d’identité, courriel, demandes reliées, sessions',
      en: 'Identity given by the identity provider, email, linked requests, sessions',
    },
    recipients: { fr: 'Le titulaire du compte seul.', en: 'The owner of the account alone.' },
    retention: { fr: 'jusqu’à la suppression par son titulaire', en: 'until its owner deletes it' },
  },
  {
    id: 'supports',
    title: { fr: 'Soutiens et commentaires des propositions', en: 'Supports of proposals and comments' },
    purpose: {
      fr: 'Compter les soutiens une fois et publier le débat.',
      en: 'To count supports once and publish the debate.',
    },
    basis: 'public task',
    people: residents,
    data: {
      fr: 'Empreinte du courriel ou de la personne, texte et nom du commentaire',
      en: 'Hash of the email or the person, text and name of the comment',
    },
    recipients: {
      fr: 'Le service qui modère ; tout public pour ce qui est publié.',
      en: 'The service that moderates; everybody for what is published.',
    },
    retention: { fr: 'comme la proposition', en: 'as long as the proposal' },
  },
  {
    id: 'followers',
    title: { fr: 'Nouvelles d’une demande suivie', en: 'News of a followed request' },
    purpose: { fr: 'Envoyer les nouvelles à qui les a demandées.', en: 'To send news to those who asked for them.' },
    basis: 'consent',
    people: residents,
    data: { fr: 'Courriel confirmé', en: 'Confirmed email' },
    recipients: operators,
    retention: { fr: 'jusqu’au désabonnement', en: 'until they unsubscribe' },
  },
  {
    id: 'survey',
    title: { fr: 'Enquête de satisfaction', en: 'Satisfaction survey' },
    purpose: { fr: 'Mesurer et améliorer le service.', en: 'To measure and improve the service.' },
    basis: 'public task',
    people: residents,
    data: { fr: 'Note et commentaire', en: 'Score and comment' },
    recipients: {
      fr: 'Le service de la demande ; des moyennes pour tous.',
      en: 'The service of the request; averages for everybody.',
    },
    retention: { fr: 'comme la demande', en: 'as long as the request' },
  },
  {
    id: 'agents',
    title: { fr: 'Comptes des agents, absences', en: 'Agents’ accounts and absences' },
    purpose: {
      fr: 'Donner à chacun ses accès et répartir le travail.',
      en: 'To give each their access and share the work.',
    },
    basis: 'public task',
    people: agents,
    data: {
      fr: 'Nom, courriel, rôle, services, mot de passe haché, second facteur scellé, sessions, absences, vues enregistrées',
      en: 'Name, email, role, services, hashed password, sealed second factor, sessions, absences, saved views',
    },
    recipients: operators,
    retention: { fr: 'la durée des fonctions', en: 'as long as they are in office' },
  },
  {
    id: 'journal',
    title: { fr: 'Journaux des actes et des consultations', en: 'Journals of acts and readings' },
    purpose: {
      fr: 'Savoir qui a fait ou lu quoi, et détecter les abus.',
      en: 'To know who did or read what, and find abuse.',
    },
    basis: 'legal obligation',
    people: { fr: 'Agents et usagers', en: 'Agents and citizens' },
    data: {
      fr: 'Auteur, instant, acte, objet ; jamais de contenu',
      en: 'Author, moment, act, subject; never any contents',
    },
    recipients: { fr: 'Les responsables de service et les exploitants.', en: 'Managers of services, and operators.' },
    retention: { fr: 'comme les demandes qu’ils concernent', en: 'as long as the requests that they are about' },
  },
  {
    id: 'breaches',
    title: { fr: 'Registre des violations', en: 'Register of breaches' },
    purpose: { fr: 'Documenter les violations de données.', en: 'To document data breaches.' },
    basis: 'legal obligation',
    people: { fr: 'Par catégories, sans nommer personne', en: 'By categories, naming nobody' },
    data: { fr: 'Nature, catégories, effets, mesures', en: 'Nature, categories, effects, measures' },
    recipients: {
      fr: 'Les exploitants, le service de la protection des données et la CNIL.',
      en: 'Operators, the data-protection service and the CNIL.',
    },
    retention: { fr: 'sans limite', en: 'without limit' },
  },
];
