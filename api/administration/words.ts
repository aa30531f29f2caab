import type { Language } from '../../templates/views.ts';
import type { Words } from '../../workflows/kit/fields.ts';
import { administered } from './subjects.ts';

export const changeKinds = {
  added: { fr: 'ajouté', en: 'added' },
  changed: { fr: 'changé', en: 'changed' },
  removed: { fr: 'retiré', en: 'removed' },
};

export const commandLine: Words = { fr: 'ligne de commande', en: 'command line' };

const others: Readonly<Record<string, Words>> = {
  routing: { fr: 'Aiguillage', en: 'Routing' },
  town: { fr: 'Réglages de la commune', en: 'The town’s settings' },
};

export const subjectTitle = (subject: string, lang: Language) =>
  (administered.find(({ name }) => name === subject)?.words.title ?? others[subject])?.[lang] ?? subject;
