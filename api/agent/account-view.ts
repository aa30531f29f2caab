import { sessionsOf } from '../../db/agent-sessions.ts';
import { findCredentials } from '../../db/agents.ts';
import { apiTokensOf } from '../../db/api-tokens.ts';
import { type Scope, scopes } from '../../db/entities/credentials.ts';
import type { Role } from '../../db/entities/people.ts';
import { countRecoveryCodes } from '../../db/second-factor.ts';
import { dateAndTime, longDate } from '../../templates/format.ts';
import type { ErrorLink, Language } from '../../templates/views.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { mustProve } from '../auth/sign-in.ts';
import { requireAgent } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import { serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';

interface Shown {
  errors?: ErrorLink[];
  status?: number;
  /** What was typed for a token that was not made. */
  typed?: { name: string; scopes: readonly string[] };
  newToken?: { name: string; token: string };
  done?: string;
}

/** One's own account, as it is now. */
export async function showAccount(ctx: Context, services: Services, shown: Shown): Promise<void> {
  const agent = requireAgent(ctx);
  const { lang, session } = ctx.state;
  const { errors = [], status = 200, typed = { name: '', scopes: [] }, newToken, done = '' } = shown;
  const { db } = services;
  const [known, sessions, tokens, codesLeft, names] = await Promise.all([
    findCredentials(db, { id: agent.id }),
    sessionsOf(db, agent.id),
    apiTokensOf(db, agent.id),
    countRecoveryCodes(db, agent.id),
    serviceNames(services, lang),
  ]);
  const view = {
    name: agent.displayName,
    email: agent.email,
    role: roleWords[agent.role][lang],
    services: agent.services.map((id) => names.get(id) ?? id),
    hasPassword: typeof known?.passwordHash === 'string',
    secondFactor: Boolean(known?.otpSealed),
    mustProve: mustProve(services, agent),
    codesLeft,
    sessions: sessions.map(({ id, device, createdAt, lastSeenAt }) => ({
      id,
      device,
      openedAt: dateAndTime(createdAt, lang, services.zone),
      seenAt: dateAndTime(lastSeenAt, lang, services.zone),
      current: id === session?.id,
    })),
    tokens: tokens.map((token) => ({
      id: token.id,
      name: token.name,
      scopes: token.scopes.map((scope) => scopeWords[scope][lang]).join(', '),
      expiresOn: longDate(civilDate(token.expiresAt, services.zone), lang),
      usedAt: token.lastUsedAt ? dateAndTime(token.lastUsedAt, lang, services.zone) : undefined,
    })),
    scopes: scopes.map((value) => ({ value, label: scopeWords[value][lang], checked: typed.scopes.includes(value) })),
    tokenName: typed.name,
    newToken,
    errors,
    notice: notices[done]?.[lang],
  };
  show(ctx, services, 'agent-account', view, '/agent/compte');
  ctx.status = status;
}

export const roleWords: Record<Role, Record<Language, string>> = {
  agent: { fr: 'Agent', en: 'Agent' },
  counter: { fr: 'Accueil', en: 'Counter' },
  technician: { fr: 'Technicien', en: 'Technician' },
  manager: { fr: 'Responsable', en: 'Manager' },
  designer: { fr: 'Concepteur', en: 'Designer' },
  operator: { fr: 'Exploitant', en: 'Operator' },
};

const scopeWords: Record<Scope, Record<Language, string>> = {
  'requests:read': { fr: 'lire les demandes et la liste de travail', en: 'read requests and the worklist' },
  'requests:write': { fr: 'déposer des demandes et y ajouter', en: 'file requests and add to them' },
  'tasks:answer': { fr: 'prendre des tâches et y répondre', en: 'take tasks and answer them' },
  'statistics:read': { fr: 'lire les statistiques', en: 'read the statistics' },
};

const notices: Readonly<Record<string, Record<Language, string>>> = {
  'mot-de-passe': {
    fr: 'Mot de passe changé. Vous êtes déconnecté partout ailleurs.',
    en: 'Password changed. You are signed out everywhere else.',
  },
  session: { fr: 'Session fermée.', en: 'Session closed.' },
  jeton: { fr: 'Jeton retiré.', en: 'Token removed.' },
};
