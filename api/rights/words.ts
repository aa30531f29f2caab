/** Bases, rights and refusals in the reader's words. */
import type { Language } from '../../templates/views.ts';
import type { Words } from '../../workflows/kit/fields.ts';
import { type Basis, type Right, rightsMatrix, rightsOn } from './matrix.ts';

export const basisWords: Readonly<Record<Basis, Words>> = {
  'public task': { fr: 'Mission d’intérêt public (RGPD, art. 6.1.e)', en: 'Public task (GDPR, art. 6(1)(e))' },
  'legal obligation': { fr: 'Obligation légale (RGPD, art. 6.1.c)', en: 'Legal obligation (GDPR, art. 6(1)(c))' },
  consent: { fr: 'Votre accord (RGPD, art. 6.1.a)', en: 'Your consent (GDPR, art. 6(1)(a))' },
};

export const rightWords: Readonly<Record<Right, Words>> = {
  access: { fr: 'consulter vos données', en: 'see your data' },
  rectification: { fr: 'les faire corriger', en: 'have them corrected' },
  restriction: { fr: 'en faire limiter l’usage', en: 'have their use restricted' },
  erasure: { fr: 'les faire effacer', en: 'have them erased' },
  objection: {
    fr: 'vous opposer à leur usage, pour des raisons tenant à votre situation',
    en: 'object to their use, on grounds of your situation',
  },
  portability: { fr: 'les recevoir pour les transmettre à un autre', en: 'receive them to pass them on' },
};

/** « Vous pouvez consulter vos données, les faire corriger, …. » */
export function rightsSentence(basis: Basis, lang: Language): string {
  const list = rightsOn(basis).map((right) => rightWords[right][lang]);
  const withdrawal =
    basis === 'consent'
      ? { fr: ' Vous pouvez retirer votre accord à tout moment.', en: ' You may withdraw your consent at any time.' }[
          lang
        ]
      : '';
  return { fr: `Vous pouvez ${list.join(', ')}.`, en: `You may ${list.join(', ')}.` }[lang] + withdrawal;
}

/**
 * Why a right can not be had with that basis, and what one may do about the refusal: it must be told within the month
 * (art. 12(4)). Undefined where the right is there.
 */
export function refusalOf(right: Right, basis: Basis, lang: Language): string | undefined {
  if (rightsMatrix[basis][right]) return undefined;
  return `${reasons[right]![basis]![lang]}\n\n${remedies[lang]}`;
}

const kept: Words = {
  fr: 'Ces données ne peuvent pas être effacées maintenant : nous en avons besoin pour remplir une obligation légale ou une mission d’intérêt public, et les archives publiques peuvent devoir les garder (RGPD, art. 17.3.b et d). Elles seront effacées, ou versées aux archives, à la fin de leur durée de conservation.',
  en: 'These data can not be erased now: we need them for a legal obligation or a public task, and the public archives may have to keep them (GDPR, art. 17(3)(b) and (d)). They will be erased, or handed to the archives, when the time for which they are kept is over.',
};
const notPortable: Words = {
  fr: 'Ce droit ne porte que sur des données traitées avec votre accord ou pour un contrat (RGPD, art. 20.1 et 20.3). Vous pouvez en demander une copie : c’est le droit d’accès.',
  en: 'This right is about data that are used with your consent or for a contract alone (GDPR, art. 20(1) and 20(3)). You may ask for a copy of them, which is the right of access.',
};

const reasons: Readonly<Partial<Record<Right, Partial<Record<Basis, Words>>>>> = {
  erasure: { 'legal obligation': kept, 'public task': kept },
  objection: {
    'legal obligation': {
      fr: 'La loi nous oblige à utiliser ces données : il n’est pas possible de s’y opposer (RGPD, art. 21.1 ; loi n° 78-17, art. 56).',
      en: 'The law obliges us to use these data: no objection can be made to it (GDPR, art. 21(1); law no. 78-17, art. 56).',
    },
    consent: {
      fr: 'Ces données sont utilisées avec votre accord : il suffit de le retirer (RGPD, art. 7.3 et 21.1).',
      en: 'These data are used with your consent: you need only withdraw it (GDPR, art. 7(3) and 21(1)).',
    },
  },
  portability: { 'legal obligation': notPortable, 'public task': notPortable },
};

export const complaintWords: Words = {
  fr: 'Si vous estimez que vos droits ne sont pas respectés, vous pouvez adresser une réclamation à la CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris CEDEX 07, ou sur www.cnil.fr.',
  en: 'If you think that your rights are not respected, you may complain to the CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris CEDEX 07, or at www.cnil.fr.',
};
const remedies: Words = {
  fr: `${complaintWords.fr} Vous pouvez aussi saisir le tribunal administratif dont dépend la commune, dans les deux mois qui suivent la réception de cette réponse, par lettre ou sur www.telerecours.fr.`,
  en: `${complaintWords.en} You may also bring the matter before the administrative court in charge of the town, within two months of receiving this answer, by letter or at www.telerecours.fr.`,
};
