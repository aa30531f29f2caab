import type { AgentRow } from '../../db/agents.ts';
import type { Language, Link } from '../../templates/views.ts';
import {
  canInTown,
  countedServices,
  plannedServices,
  postedServices,
  readsRegister,
  visitedServices,
} from '../auth/policy.ts';
import { enteredTypes } from './entering.ts';

/** The agents' pages that the menu leads to, with who may open them. */
const places: readonly { url: string; text: Record<Language, string>; open(agent: AgentRow): boolean }[] = [
  { url: '/agent', text: { fr: 'Liste de travail', en: 'Worklist' }, open: () => true },
  {
    url: '/agent/saisie',
    text: { fr: 'Saisir une demande', en: 'Enter a request' },
    open: (agent) => enteredTypes(agent).length > 0,
  },
  {
    url: '/agent/courriers',
    text: { fr: 'Lettres à imprimer', en: 'Letters to print' },
    open: (agent) => postedServices(agent).length > 0,
  },
  {
    url: '/agent/reponses-types',
    text: { fr: 'Réponses types', en: 'Ready replies' },
    open: (agent) => canInTown(agent, 'keep canned replies'),
  },
  {
    url: '/agent/interventions',
    text: { fr: 'Interventions', en: 'Visits' },
    open: (agent) => agent.role === 'technician' && visitedServices(agent).length > 0,
  },
  {
    url: '/pilotage',
    text: { fr: 'Pilotage', en: 'Statistics' },
    open: (agent) => countedServices(agent) !== undefined,
  },
  {
    url: '/concepteur',
    text: { fr: 'Processus', en: 'Processes' },
    open: (agent) => canInTown(agent, 'design processes'),
  },
  {
    url: '/exploitation',
    text: { fr: 'Exploitation', en: 'Operation' },
    open: (agent) => canInTown(agent, 'operate'),
  },
  {
    url: '/administration',
    text: { fr: 'Administration', en: 'Administration' },
    open: (agent) => plannedServices(agent) !== undefined,
  },
  {
    url: '/protection-des-donnees',
    text: { fr: 'Protection des données', en: 'Data protection' },
    open: readsRegister,
  },
  {
    url: '/exploitation/comptes',
    text: { fr: 'Comptes', en: 'Accounts' },
    open: (agent) => canInTown(agent, 'manage accounts'),
  },
];

export function menuOf(agent: AgentRow, lang: Language): Link[] {
  return places.filter(({ open }) => open(agent)).map(({ url, text }) => ({ url, text: text[lang] }));
}
