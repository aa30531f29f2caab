/** The register of processing (RGPD, art. 30), made from the request types and what stands beside them. */
import type { RegisterLine } from '../../templates/pages/rights-view.ts';
import type { Language } from '../../templates/views.ts';
import type { Words } from '../../workflows/kit/fields.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { retentionWords } from '../../workflows/kit/retention.ts';
import type { Sector } from '../../workflows/services.ts';
import { isSealed, sectorOfService } from '../auth/sectors.ts';
import { byteOrderMark, lineOf } from '../csv.ts';
import { offeredTypes, serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { purposeOf, recipientsOf } from './processing.ts';
import { transverse } from './transverse.ts';
import { basisWords } from './words.ts';

export async function registerLines(services: Services, lang: Language): Promise<RegisterLine[]> {
  const names = await serviceNames(services, lang);
  return [
    ...offeredTypes().map((type) => typeLine(type, names, lang)),
    ...transverse.map((one) => otherLine(one, lang)),
  ];
}

function typeLine(type: RequestType, names: Map<string, string>, lang: Language): RegisterLine {
  const sector = sectorOfService(type.service);
  return {
    id: type.id,
    title: type.title[lang],
    purpose: purposeOf(type, lang),
    basis: basisWords[type.basis][lang],
    law: type.law,
    people: applicants[lang],
    data: dataOf(type, lang),
    recipients: recipientsOf(type, names, lang),
    sector: sectorWords[sector as Sector]?.[lang] ?? sector,
    retention: retentionWords(type.retention)[lang],
    security: securityWords(isSealed(sector), lang),
  };
}

/** Who asks, and each question and piece by its title: nothing else is collected. */
function dataOf(type: RequestType, lang: Language): string[] {
  const questions = Object.values(type.form).map(({ title }) => title[lang]);
  const pieces = Object.values(type.pieces).map(({ title }) => title[lang]);
  return [contact[lang], ...questions, ...pieces];
}

function otherLine(one: (typeof transverse)[number], lang: Language): RegisterLine {
  return {
    id: one.id,
    title: one.title[lang],
    purpose: one.purpose[lang],
    basis: basisWords[one.basis][lang],
    law: '',
    people: one.people[lang],
    data: [one.data[lang]],
    recipients: one.recipients[lang],
    sector: '',
    retention: one.retention[lang],
    security: securityWords(false, lang),
  };
}

export function registerCsv(lines: readonly RegisterLine[], controller: readonly string[], lang: Language): string {
  const heading = [...Object.values(headings), ...controllerHeadings].map((words) => words[lang]);
  const cells = lines.map((line) => [
    ...(Object.keys(headings) as (keyof RegisterLine)[]).map((name) => [line[name]].flat().join(', ')),
    ...controller,
  ]);
  return byteOrderMark + [heading, ...cells].map(lineOf).join('');
}

const headings: Readonly<Record<keyof RegisterLine, Record<Language, string>>> = {
  id: { fr: 'Identifiant', en: 'Id' },
  title: { fr: 'Traitement', en: 'Processing' },
  purpose: { fr: 'Finalité', en: 'Purpose' },
  basis: { fr: 'Base légale', en: 'Lawfulness' },
  law: { fr: 'Texte', en: 'Text' },
  people: { fr: 'Personnes concernées', en: 'People' },
  data: { fr: 'Catégories de données', en: 'Categories of data' },
  recipients: { fr: 'Destinataires', en: 'Recipients' },
  sector: { fr: 'Secteur', en: 'Sector' },
  retention: { fr: 'Durée de conservation', en: 'Kept for' },
  security: { fr: 'Mesures de sécurité', en: 'Security measures' },
};
const controllerHeadings = [
  { fr: 'Responsable', en: 'Controller' },
  { fr: 'Délégué à la protection des données', en: 'Data-protection officer' },
  { fr: 'Transferts hors de l’Union', en: 'Transfers outside the Union' },
];

const sectorWords: Readonly<Record<Sector, Words>> = {
  'civil status': { fr: 'état civil', en: 'civil status' },
  schools: { fr: 'scolaire', en: 'schools' },
  'data protection': { fr: 'protection des données', en: 'data protection' },
  'public space': { fr: 'espace public', en: 'public space' },
  residents: { fr: 'relations avec les habitants', en: 'residents' },
};

const applicants = {
  fr: 'Demandeurs, et personnes nommées dans la demande',
  en: 'Applicants, and people named in the request',
};
const contact = {
  fr: 'Nom, prénom, courriel, téléphone, adresse du demandeur',
  en: 'Names, email, telephone and address of the applicant',
};

const measures: Record<Language, readonly string[]> = {
  fr: [
    'accès par rôle et par service',
    'fichiers chiffrés par une clé propre à la demande',
    'données du moteur chiffrées et sans contenu personnel',
    'journal enchaîné qui ne fait que croître',
    'second facteur des agents',
    'limites aux essais',
  ],
  en: [
    'access by role and service',
    'files encrypted with a key for each request',
    'the engine’s data encrypted, with nothing personal in them',
    'a chained journal that only grows',
    'second factor of agents',
    'limits on guessing',
  ],
};
const sealedWords = { fr: 'secteur cloisonné', en: 'sealed sector' };

const securityWords = (sealed: boolean, lang: Language) => [...(sealed ? [sealedWords[lang]] : []), ...measures[lang]];
