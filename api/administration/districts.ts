import { z } from 'zod';
import { keepDistrict, listDistricts, removeDistrict } from '../../db/districts.ts';
import { listResources } from '../../db/resources.ts';
import type { Sql } from '../../db/sql.ts';
import type { District } from '../../workflows/kit/districts.ts';
import { canInTown } from '../auth/policy.ts';
import { type Fault, line } from '../forms.ts';
import { idOfName, idSchema } from './names.ts';
import { typedOf, valuesOf } from './questions.ts';
import { type Keeping, Refused, type Subject } from './subject.ts';

/** The parts of the town. Forms ask for them, the worklist and the technicians' round go by them, routing tables name them. */
export const districts: Subject<District> = {
  name: 'districts',
  path: 'quartiers',
  named: true,
  words: {
    title: { fr: 'Quartiers', en: 'Districts' },
    lead: {
      fr: 'Ceux que les formulaires proposent, et selon lesquels les demandes sont orientées, triées et visitées. Un changement paraît dans les formulaires en quelques secondes. Un quartier qui a déjà des demandes ne se supprime pas : fermez-le.',
      en: 'Those that forms offer, and by which requests are routed, listed and visited. A change is in the forms within seconds. A district that has requests can not be removed: close it.',
    },
    add: { fr: 'Ajouter un quartier', en: 'Add a district' },
    added: { fr: 'Quartier ajouté.', en: 'District added.' },
    changed: { fr: 'Quartier modifié.', en: 'District changed.' },
    removed: { fr: 'Quartier supprimé.', en: 'District removed.' },
  },
  reach: (agent) => (canInTown(agent, 'administer') ? 'all' : undefined),
  rows: listDistricts,
  columns: [
    { title: { fr: 'Nom', en: 'Name' }, text: (row, lang) => (lang === 'fr' ? row.nameFr : row.nameEn) },
    { title: { fr: 'Dans l’aiguillage', en: 'In routing' }, text: (row) => `"${row.id}"` },
    {
      title: { fr: 'Tournée', en: 'Round' },
      text(row, lang, town) {
        const round = town.resources.find(({ id }) => id === row.round);
        return round ? (lang === 'fr' ? round.nameFr : round.nameEn) : { fr: 'aucune', en: 'none' }[lang];
      },
    },
    { title: { fr: 'État', en: 'State' }, text: (row, lang) => states[`${row.open}`][lang] },
  ],
  questions: ({ town, lang }) => [
    { name: 'nameFr', kind: 'text', title: { fr: 'Nom en français', en: 'Name in French' } },
    { name: 'nameEn', kind: 'text', title: { fr: 'Nom en anglais', en: 'Name in English' } },
    {
      name: 'round',
      kind: 'select',
      title: { fr: 'Tournée d’encombrants', en: 'Bulky waste round' },
      hint: {
        fr: 'Laissez vide si aucune tournée n’y passe : on ne peut pas y prendre rendez-vous.',
        en: 'Leave empty if no round comes there: no appointment can be made.',
      },
      optional: true,
      options: town.resources
        .filter(({ kind }) => kind === 'collection')
        .map(({ id, nameFr, nameEn }) => ({ value: id, label: lang === 'fr' ? nameFr : nameEn })),
    },
    {
      name: 'open',
      kind: 'choice',
      title: { fr: 'Dans les formulaires', en: 'In forms' },
      hint: {
        fr: 'Les demandes déjà déposées gardent leur quartier.',
        en: 'Requests that were filed before keep their district.',
      },
      options: Object.entries(states).map(([value, label]) => ({ value, label: label[lang] })),
    },
  ],
  fresh: { open: 'true' },
  typedOf,
  rowOf(typed, questions) {
    const { open, ...values } = valuesOf(questions, typed);
    return { ...values, open: open === null ? null : open === 'true' };
  },
  idOf: ({ nameFr }) => idOfName(nameFr, 'quartier'),
  schema: z.strictObject({
    id: idSchema,
    nameFr: line(100),
    nameEn: line(100),
    round: z.string().max(60).nullable(),
    open: z.boolean({ error: 'choose' satisfies Fault }),
  }) as Subject<District>['schema'],
  keyOf: ({ id }) => id!,
  keep,
  async remove(on, { id }) {
    if (!(await removeDistrict(on, id))) throw new Refused('open', asked);
  },
};

async function keep(on: Sql, district: District, { before }: Keeping<District>): Promise<void> {
  const { id, nameFr, nameEn, round, open } = district;
  const others = (await listDistricts(on)).filter((one) => one.id !== id && one.open);
  if (open && others.some((one) => one.nameFr === nameFr)) throw new Refused('nameFr', sameName);
  if (open && others.some((one) => one.nameEn === nameEn)) throw new Refused('nameEn', sameName);
  if (!open && before?.open && others.length === 0) throw new Refused('open', lastOne);
  const resources = await listResources(on);
  if (round !== null && !resources.some((one) => one.id === round && one.kind === 'collection'))
    throw new Refused('round', noRound);
  // A booking names a room or a district by its id; of a round that was asked for itself, both are one.
  if (!before && round !== id && resources.some((one) => one.id === id)) throw new Refused('nameFr', sameName);
  await keepDistrict(on, district);
}

const states = { true: { fr: 'Proposé', en: 'Offered' }, false: { fr: 'Fermé', en: 'Closed' } };
const sameName = {
  fr: 'Ce nom est déjà pris : choisissez-en un autre.',
  en: 'This name is taken: choose another one.',
};
const noRound = { fr: 'Cette tournée n’existe pas.', en: 'There is no such round.' };
const lastOne = {
  fr: 'C’est le seul quartier proposé, et les formulaires en demandent un : ouvrez-en d’abord un autre.',
  en: 'This is the only district that is offered, and forms ask for one: open another one first.',
};
const asked = {
  fr: 'Des demandes concernent ce quartier : fermez-le plutôt.',
  en: 'There are requests about this district: close it instead.',
};
