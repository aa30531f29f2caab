import { z } from 'zod';
import { type AgentAccount, keepAgentAccount, listAgentAccounts } from '../../db/agent-accounts.ts';
import type { Role } from '../../db/entities/people.ts';
import type { Sql } from '../../db/sql.ts';
import { services as known } from '../../workflows/services.ts';
import { roleWords } from '../agent/account-view.ts';
import { canInTown } from '../auth/policy.ts';
import { type Fault, line } from '../forms.ts';
import { handOver } from './handing-over.ts';
import { typedOf, valuesOf } from './questions.ts';
import { type Keeping, Refused, type Subject } from './subject.ts';

const roleNames = Object.keys(roleWords) as [Role, ...Role[]];

/** Who works here, as what, and for which services. Nobody is removed: what they have done keeps their name. */
export const agents: Subject<AgentAccount> = {
  name: 'agents',
  path: 'agents',
  personal: ['email', 'displayName'],
  words: {
    title: { fr: 'Agents', en: 'Agents' },
    lead: {
      fr: 'Qui travaille ici, avec quel rôle et pour quels services. Un compte fermé ne peut plus se connecter, et ses tâches en cours reviennent aux services.',
      en: 'Who works here, in which role and for which services. A closed account can not sign in any more, and its open tasks go back to the services.',
    },
    add: { fr: 'Ajouter un agent', en: 'Add an agent' },
    added: {
      fr: 'Agent ajouté. Sur la page « Comptes », faites-lui un lien pour choisir son mot de passe.',
      en: 'Agent added. On the page “Accounts”, make a link for them to choose a password.',
    },
    changed: { fr: 'Agent modifié.', en: 'Agent changed.' },
  },
  reach: (agent) => (canInTown(agent, 'administer') ? 'all' : undefined),
  rows: listAgentAccounts,
  columns: [
    { title: { fr: 'Agent', en: 'Agent' }, text: (row) => row.displayName },
    { title: { fr: 'Courriel', en: 'Email' }, text: (row) => row.email },
    { title: { fr: 'Rôle', en: 'Role' }, text: (row, lang) => roleWords[row.role][lang] },
    {
      title: { fr: 'Services', en: 'Services' },
      text: (row, lang, town) =>
        town.services
          .filter(({ id }) => row.services.includes(id))
          .map((service) => (lang === 'fr' ? service.nameFr : service.nameEn))
          .join(', ') || '–',
    },
    {
      title: { fr: 'Compte', en: 'Account' },
      text: (row, lang) => (row.active ? { fr: 'ouvert', en: 'open' } : { fr: 'fermé', en: 'closed' })[lang],
    },
  ],
  questions: ({ town, lang }) => [
    { name: 'displayName', kind: 'text', title: { fr: 'Nom affiché', en: 'Name shown' } },
    { name: 'email', kind: 'email', title: { fr: 'Courriel', en: 'Email' } },
    {
      name: 'role',
      kind: 'choice',
      title: { fr: 'Rôle', en: 'Role' },
      options: roleNames.map((role) => ({ value: role, label: roleWords[role][lang] })),
    },
    {
      name: 'services',
      kind: 'choices',
      title: { fr: 'Services', en: 'Services' },
      optional: true,
      options: town.services.map(({ id, nameFr, nameEn }) => ({ value: id, label: lang === 'fr' ? nameFr : nameEn })),
    },
    {
      name: 'active',
      kind: 'choice',
      title: { fr: 'Compte', en: 'Account' },
      options: [
        { value: 'true', label: { fr: 'Ouvert', en: 'Open' }[lang] },
        { value: 'false', label: { fr: 'Fermé', en: 'Closed' }[lang] },
      ],
    },
  ],
  fresh: { active: 'true' },
  typedOf,
  rowOf(typed, questions) {
    const { email, active, ...values } = valuesOf(questions, typed);
    return {
      ...values,
      email: typeof email === 'string' ? email.toLowerCase() : email,
      active: active === null ? null : active === 'true',
    };
  },
  schema: z.strictObject({
    id: z.uuid().optional(),
    email: z
      .email({ error: 'email' satisfies Fault })
      .max(254, { error: 'too long' satisfies Fault })
      .refine((email) => email === email.toLowerCase(), { error: 'email' satisfies Fault }),
    displayName: line(100),
    role: z.enum(roleNames, { error: 'choose' satisfies Fault }),
    // In one order, so that a file in another one changes nothing.
    services: z
      .array(z.enum(Object.keys(known) as [string, ...string[]], { error: 'choose' satisfies Fault }))
      .transform((ids) => [...new Set(ids)].sort()),
    active: z.boolean({ error: 'choose' satisfies Fault }),
  }),
  keyOf: ({ email }) => email,
  keep: keepAgent,
};

async function keepAgent(on: Sql, agent: AgentAccount, { before, by }: Keeping<AgentAccount>): Promise<void> {
  const others = (await listAgentAccounts(on)).filter(({ id }) => id !== agent.id);
  if (others.some(({ email }) => email === agent.email)) throw new Refused('email', taken);
  if (before && by?.id === agent.id && (!agent.active || agent.role !== before.role)) {
    throw new Refused(agent.active ? 'role' : 'active', ownAccount);
  }
  const isOperator = ({ active, role }: AgentAccount) => active && role === 'operator';
  if (before && isOperator(before) && ![...others, agent].some(isOperator)) {
    throw new Refused(agent.active ? 'role' : 'active', lastOperator);
  }
  await keepAgentAccount(on, agent);
  if (before) await handOver(on, { from: agent.id, left: agent.active ? agent : undefined, because: 'account', by });
}

const taken = { fr: 'Un autre agent a déjà cette adresse.', en: 'Another agent has this address already.' };
const ownAccount = {
  fr: 'Personne ne ferme son propre compte ni n’en change le rôle : demandez-le à un autre exploitant.',
  en: 'Nobody closes their own account or changes its role: ask another operator.',
};
const lastOperator = {
  fr: 'C’est le dernier exploitant : ouvrez d’abord un autre compte avec ce rôle.',
  en: 'This is the last operator: open another account with this role first.',
};
