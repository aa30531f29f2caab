import { z } from 'zod';
import { type Absence, keepAbsence, listAbsences, removeAbsence } from '../../db/absences.ts';
import { listAgentAccounts } from '../../db/agent-accounts.ts';
import type { Sql } from '../../db/sql.ts';
import { shortDate } from '../../templates/format.ts';
import { plannedServices } from '../auth/policy.ts';
import type { Fault } from '../forms.ts';
import { beginDueAbsences } from './handing-over.ts';
import { typedOf, valuesOf } from './questions.ts';
import { type Keeping, Refused, type Subject, type Town } from './subject.ts';

const date = z.iso.date({ error: 'date' satisfies Fault });
const address = z.email({ error: 'choose' satisfies Fault });

/** Who is away, and who stands in: a manager says so for who works in a service of theirs. */
export const absences: Subject<Absence> = {
  name: 'absences',
  path: 'absences',
  personal: ['agent', 'substitute'],
  words: {
    title: { fr: 'Absences', en: 'Absences' },
    lead: {
      fr: 'Le premier jour de l’absence, les tâches de l’agent passent à qui le remplace, ou reviennent au service. Elles y restent à son retour.',
      en: 'On the first day of the absence the agent’s tasks go to the substitute, or back to the service. They stay there on return.',
    },
    add: { fr: 'Ajouter une absence', en: 'Add an absence' },
    added: { fr: 'Absence ajoutée.', en: 'Absence added.' },
    changed: { fr: 'Absence modifiée.', en: 'Absence changed.' },
    removed: { fr: 'Absence retirée.', en: 'Absence removed.' },
  },
  reach: plannedServices,
  concerns: (row, services, town) => worksFor(town, row.agent, services),
  rows: listAbsences,
  columns: [
    { title: { fr: 'Agent', en: 'Agent' }, text: (row, _, town) => nameOf(town, row.agent) },
    { title: { fr: 'Du', en: 'From' }, text: (row, lang) => shortDate(row.firstDay, lang) },
    { title: { fr: 'Au', en: 'To' }, text: (row, lang) => shortDate(row.lastDay, lang) },
    {
      title: { fr: 'Remplacement', en: 'Substitute' },
      text: (row, lang, town) =>
        row.substitute === null ? { fr: 'le service', en: 'the service' }[lang] : nameOf(town, row.substitute),
    },
  ],
  questions({ town, reach, row }) {
    const people = town.agents
      .filter(({ active, email }) => {
        // Who is in the row already stays, also after leaving.
        const named = email === row?.agent || email === row?.substitute;
        return named || (active && (reach === 'all' || worksFor(town, email, reach)));
      })
      .map(({ email, displayName }) => ({ value: email, label: displayName }));
    return [
      { name: 'agent', kind: 'select', title: { fr: 'Agent', en: 'Agent' }, options: people },
      { name: 'firstDay', kind: 'date', title: { fr: 'Premier jour', en: 'First day' } },
      { name: 'lastDay', kind: 'date', title: { fr: 'Dernier jour', en: 'Last day' } },
      {
        name: 'substitute',
        kind: 'select',
        title: { fr: 'Qui remplace', en: 'Substitute' },
        hint: {
          fr: 'Une tâche à laquelle cette personne ne peut pas répondre revient au service.',
          en: 'A task that this person may not answer goes back to the service.',
        },
        optional: true,
        options: people,
      },
    ];
  },
  typedOf,
  rowOf: (typed, questions) => valuesOf(questions, typed),
  schema: z
    .strictObject({
      id: z.uuid().optional(),
      agent: address,
      substitute: address.nullable(),
      firstDay: date,
      lastDay: date,
    })
    .refine(({ firstDay, lastDay }) => firstDay <= lastDay, {
      path: ['lastDay'],
      error: 'end before start' satisfies Fault,
    }),
  keyOf: ({ agent, firstDay }) => `${agent} ${firstDay}`,
  keep,
  remove: (on, { id }) => removeAbsence(on, id),
};

async function keep(on: Sql, absence: Absence, { by }: Keeping<Absence>): Promise<void> {
  if (absence.substitute === absence.agent) throw new Refused('substitute', oneself);
  const known = (await listAgentAccounts(on)).map(({ email }) => email);
  if (!known.includes(absence.agent)) throw new Refused('agent', nobody);
  if (absence.substitute !== null && !known.includes(absence.substitute)) throw new Refused('substitute', nobody);
  const others = (await listAbsences(on)).filter(({ id, agent }) => id !== absence.id && agent === absence.agent);
  if (others.some(({ firstDay, lastDay }) => firstDay <= absence.lastDay && absence.firstDay <= lastDay)) {
    throw new Refused('firstDay', twice);
  }
  await keepAbsence(on, absence);
  await beginDueAbsences(on, by);
}

const worksFor = (town: Town, email: string, services: readonly string[]) =>
  town.agents.some((agent) => agent.email === email && agent.services.some((id) => services.includes(id)));

const nameOf = (town: Town, address: string) =>
  town.agents.find(({ email }) => email === address)?.displayName ?? address;

const oneself = { fr: 'Choisissez une autre personne.', en: 'Choose another person.' };
const nobody = { fr: 'Aucun agent n’a cette adresse.', en: 'No agent has this address.' };
const twice = {
  fr: 'Cet agent a déjà une absence pendant ces jours.',
  en: 'This agent has an absence during these days already.',
};
