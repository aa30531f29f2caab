import { randomBytes } from 'node:crypto';
import { findCredentials, listAgents, unlinkIdentity } from '../../db/agents.ts';
import { findPasswordLink, makePasswordLink, usePasswordLink } from '../../db/password-links.ts';
import { passwordHash } from '../../db/passwords.ts';
import { removeSecondFactor } from '../../db/second-factor.ts';
import { hashOf } from '../../db/secrets.ts';
import { requireAgent, requireInTown } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import { show } from '../page.ts';
import { isId } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { roleWords } from './account-view.ts';
import { passwordError } from './password-words.ts';
import { formOf, seeOther } from './request-page.ts';

/** How an operator helps who can not sign in any more, and the link by which they choose a password. */
export function passwordLinkPages(services: Services) {
  return newRouter()
    .get('/exploitation/comptes', (ctx) => showAccounts(ctx, services))
    .post('/exploitation/comptes/:id/lien', (ctx) => postLink(ctx, services))
    .post('/exploitation/comptes/:id/second-facteur', async (ctx) => {
      await removeSecondFactor(services.db, (await helped(ctx, services)).id);
      seeOther(ctx, '/exploitation/comptes?fait=second-facteur');
    })
    .post('/exploitation/comptes/:id/identite', async (ctx) => {
      await unlinkIdentity(services.db, (await helped(ctx, services)).id);
      seeOther(ctx, '/exploitation/comptes?fait=identite');
    })
    .get('/agent/mot-de-passe/:lien', async (ctx) => {
      const { displayName } = await ownerOf(ctx, services);
      show(ctx, services, 'choose-password', { name: displayName, action: ctx.path, errors: [] });
    })
    .post('/agent/mot-de-passe/:lien', (ctx) => postChoice(ctx, services));
}

async function showAccounts(ctx: Context, services: Services, link?: { name: string; url: string }): Promise<void> {
  requireInTown(ctx, 'manage accounts');
  const { lang } = ctx.state;
  const accounts = (await listAgents(services.db)).map(({ role, ...account }) => ({
    ...account,
    role: roleWords[role][lang],
  }));
  const notice = notices[ctx.query.fait as keyof typeof notices]?.[lang];
  show(ctx, services, 'accounts', { accounts, link, notice }, '/exploitation/comptes');
}

async function postLink(ctx: Context, services: Services): Promise<void> {
  const { id, displayName } = await helped(ctx, services);
  const code = randomBytes(32).toString('base64url');
  await makePasswordLink(services.db, { agentId: id, tokenHash: hashOf(code), madeBy: requireAgent(ctx).id });
  const url = `${services.town.publicUrl}/agent/mot-de-passe/${code}`;
  await showAccounts(ctx, services, { name: displayName, url });
}

/** @throws Problem FORBIDDEN, NOT_FOUND */
async function helped(ctx: Context, services: Services) {
  requireInTown(ctx, 'manage accounts');
  const id = ctx.params.id!;
  const agent = isId(id) ? await findCredentials(services.db, { id }) : undefined;
  if (!agent) throw new Problem('NOT_FOUND');
  return agent;
}

async function postChoice(ctx: Context, services: Services): Promise<void> {
  const owner = await ownerOf(ctx, services);
  const { password = '' } = formOf(ctx);
  const text = passwordError(password, owner, ctx.state.lang);
  if (text !== undefined) {
    const errors = [{ href: '#password', text }];
    show(ctx, services, 'choose-password', { name: owner.displayName, action: ctx.path, errors });
    ctx.status = 422;
    return;
  }
  const choice = {
    tokenHash: hashOf(ctx.params.lien!),
    passwordHash: await passwordHash(password),
    place: services.limits.placeOf(ctx),
  };
  if (!(await usePasswordLink(services.db, choice))) throw new Problem('PASSWORD_LINK_GONE');
  seeOther(ctx, '/agent/connexion');
}

async function ownerOf(ctx: Context, services: Services) {
  const owner = await findPasswordLink(services.db, hashOf(ctx.params.lien!));
  if (!owner) throw new Problem('PASSWORD_LINK_GONE');
  return owner;
}

const notices = {
  'second-facteur': { fr: 'Second facteur retiré.', en: 'Second factor removed.' },
  identite: { fr: 'Identité détachée.', en: 'Identity unlinked.' },
} as const;
