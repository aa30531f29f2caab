/** The town's settings that the law wants published: who answers for the site, for data, for accessibility and security. */
import type { Words } from '../../workflows/kit/fields.ts';
import type { Question } from './questions.ts';

/** What an audit lists. */
const auditLines: readonly [name: string, title: Words][] = [
  ['tools', { fr: 'Audit : outils', en: 'Audit: tools' }],
  ['environments', { fr: 'Audit : environnements de test', en: 'Audit: test environments' }],
  ['sample', { fr: 'Audit : pages vérifiées', en: 'Audit: pages looked at' }],
  ['failures', { fr: 'Audit : non-conformités', en: 'Audit: what does not comply' }],
  [
    'exemptions',
    { fr: 'Audit : dérogations pour charge disproportionnée', en: 'Audit: exemptions for disproportionate burden' },
  ],
];

/** Settings that are lists of lines. */
export const legalLists = [
  'host',
  'appeal.courtAddress',
  'dataProtection.address',
  ...auditLines.map(([name]) => `audit.${name}`),
];

export const legalQuestions: readonly Question[] = [
  {
    name: 'director',
    kind: 'text',
    title: { fr: 'Directeur ou directrice de la publication', en: 'Who answers for the publication' },
  },
  {
    name: 'host',
    kind: 'long text',
    title: { fr: 'Hébergeur', en: 'Host' },
    hint: { fr: 'Nom, adresse et téléphone, une ligne chacun.', en: 'Name, address and telephone, a line each.' },
  },
  {
    name: 'appeal.authority',
    kind: 'text',
    title: { fr: 'Autorité qui décide', en: 'Authority that decides' },
    hint: {
      fr: 'Comme « le maire de la commune » : un recours gracieux lui est adressé.',
      en: 'Such as “le maire de la commune”, in French: who is asked to think again.',
    },
    optional: true,
  },
  {
    name: 'appeal.court',
    kind: 'text',
    title: { fr: 'Tribunal administratif', en: 'Administrative court' },
    hint: {
      fr: 'Sans lui, l’accusé de réception est incomplet et les délais de recours ne courent pas.',
      en: 'Without it the acknowledgement is not complete, and no time limit of an appeal runs.',
    },
    optional: true,
  },
  {
    name: 'appeal.courtAddress',
    kind: 'long text',
    title: { fr: 'Adresse du tribunal', en: 'Address of the court' },
    optional: true,
  },
  {
    name: 'dataProtection.name',
    kind: 'text',
    title: { fr: 'Délégué à la protection des données', en: 'Data-protection officer' },
  },
  { name: 'dataProtection.email', kind: 'email', title: { fr: 'Son courriel', en: 'Their email' } },
  {
    name: 'dataProtection.phone',
    kind: 'phone',
    title: { fr: 'Son téléphone', en: 'Their telephone' },
    optional: true,
  },
  {
    name: 'dataProtection.address',
    kind: 'long text',
    title: { fr: 'Son adresse', en: 'Their address' },
    optional: true,
  },
  {
    name: 'accessibility.statedOn',
    kind: 'date',
    title: { fr: 'Date de la déclaration d’accessibilité', en: 'Day of the accessibility statement' },
  },
  {
    name: 'accessibility.planUrl',
    kind: 'text',
    title: { fr: 'Schéma pluriannuel d’accessibilité', en: 'Accessibility scheme over several years' },
    hint: {
      fr: 'L’adresse où il est publié, comme https://…',
      en: 'The address where it is published, such as https://…',
    },
    optional: true,
  },
  {
    name: 'audit.on',
    kind: 'date',
    title: { fr: 'Audit d’accessibilité : date', en: 'Accessibility audit: day' },
    hint: {
      fr: 'Sans audit de moins de trois ans, chaque page dit « Accessibilité : non conforme ». Laissez alors vides les questions sur l’audit.',
      en: 'Without an audit of the last three years every page says “Accessibility: not compliant”. Then leave the questions on the audit empty.',
    },
    optional: true,
  },
  {
    name: 'audit.by',
    kind: 'text',
    title: { fr: 'Audit : qui l’a fait', en: 'Audit: who made it' },
    optional: true,
  },
  {
    name: 'audit.rate',
    kind: 'whole number',
    title: { fr: 'Audit : taux de conformité', en: 'Audit: rate of compliance' },
    hint: {
      fr: 'Part des critères du RGAA respectés, de 0 à 100. À partir de 50, le site est partiellement conforme ; à 100, totalement.',
      en: 'How many of the criteria of the RGAA are met, from 0 to 100. From 50 on the site complies partly, at 100 fully.',
    },
    optional: true,
  },
  ...auditLines.map(
    ([name, title]): Question => ({
      name: `audit.${name}`,
      kind: 'long text',
      title,
      hint: { fr: 'Un par ligne.', en: 'One a line.' },
      optional: true,
    }),
  ),
  {
    name: 'certification.on',
    kind: 'date',
    title: { fr: 'Homologation de sécurité (RGS) : date', en: 'Security certification (RGS): day' },
    optional: true,
  },
  {
    name: 'certification.by',
    kind: 'text',
    title: { fr: 'Homologation : autorité', en: 'Security certification: by whom' },
    optional: true,
  },
  {
    name: 'certification.until',
    kind: 'date',
    title: { fr: 'Homologation : valable jusqu’au', en: 'Security certification: valid until' },
    optional: true,
  },
];
