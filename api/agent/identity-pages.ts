import { findAgentByIdentity } from '../../db/agents.ts';
import { clearCookie, openSealed, setSealed } from '../auth/cookies.ts';
import type { IdentifiedAgent } from '../auth/identified-agent.ts';
import type { Identity } from '../auth/identity.ts';
import { IdentityFault, type ShownFailure, type SignInFailure, sharedFailures } from '../auth/identity-fault.ts';
import { agentLeftPath, agentReturnPath } from '../auth/identity-paths.ts';
import { keepPending, takePending } from '../auth/pending-sign-in.ts';
import { type Context, newRouter } from '../context.ts';
import { show } from '../page.ts';
import type { Services } from '../services.ts';
import { seeOther } from './request-page.ts';
import { goOn, nextOf, showSignIn } from './signing-in.ts';

/** An agent's way to the identity provider and back, and out again. Without a provider there are no such pages. */
export function agentIdentityPages(services: Services) {
  const { agentIdentity } = services;
  const router = newRouter();
  if (!agentIdentity) return router;
  return router
    .get('/agent/connexion/identite', (ctx) => begin(ctx, services, agentIdentity))
    .get(agentReturnPath, (ctx) => finish(ctx, services, agentIdentity))
    .get(agentLeftPath, (ctx) => {
      const state = openSealed(ctx, services, leavingCookie)?.value;
      clearCookie(ctx, services, leavingCookie);
      const everywhere = state !== undefined && state === ctx.query.state;
      show(ctx, services, 'account-left', { identity: agentIdentity.name, deleted: false, everywhere }, agentLeftPath);
    });
}

async function begin(ctx: Context, services: Services, identity: Identity): Promise<void> {
  const next = nextOf(ctx.query.suite);
  try {
    const { url, secrets } = await identity.begin();
    keepPending(ctx, services, pendingCookie, { ...secrets, next });
    seeOther(ctx, url);
  } catch (error) {
    await showFailure(ctx, services, error, next);
  }
}

async function finish(ctx: Context, services: Services, identity: Identity<IdentifiedAgent>): Promise<void> {
  const pending = takePending(ctx, services, pendingCookie);
  const next = pending?.next ?? '/agent';
  try {
    if (!pending) throw new IdentityFault('expired');
    const { person, idToken } = await identity.finish(ctx.search, pending);
    const { issuer, subject, email = null } = person;
    const { siret } = services.town;
    if (siret !== undefined && siret !== person.siret) throw new IdentityFault('unknown');
    const agent = await findAgentByIdentity(services.db, { issuer, subject, email });
    if (!agent) throw new IdentityFault('unknown');
    await goOn(ctx, services, agent, { next, idToken, proven: person.secondFactor });
  } catch (error) {
    await showFailure(ctx, services, error, next);
  }
}

/** After the session here has ended: that of the provider is offered to end too. */
export async function showLeft(ctx: Context, services: Services, idToken: string): Promise<void> {
  const identity = services.agentIdentity;
  const there = await identity?.leave(idToken);
  if (!identity || !there) return seeOther(ctx, '/agent/connexion');
  setSealed(ctx, services, leavingCookie, there.state, leavingMs);
  // Not by a redirect: after a form, the policy that forms stay here would hold it up at the provider's door.
  ctx.set('Refresh', `0; url=${there.url}`);
  const view = { identity: identity.name, deleted: false, everywhere: false, leaveUrl: there.url };
  show(ctx, services, 'account-left', view, agentLeftPath);
}

async function showFailure(ctx: Context, services: Services, error: unknown, next: string): Promise<void> {
  if (!(error instanceof IdentityFault)) throw error;
  const { reason, code } = error;
  services.log[reason === 'cancelled' ? 'info' : 'warn']({ reason, code }, 'no agent was signed in');
  const [status, words] = failures[reason];
  await showSignIn(ctx, services, { next, errors: [{ href: '#main', text: words[ctx.state.lang] }] });
  ctx.status = status;
}

const failures: Record<SignInFailure, ShownFailure> = {
  ...sharedFailures,
  away: [
    503,
    {
      fr: 'Le service d’identité ne répond pas. Connectez-vous par mot de passe, ou réessayez dans quelques minutes.',
      en: 'The identity service does not answer. Sign in by password, or try again in a few minutes.',
    },
  ],
  level: [
    403,
    {
      fr: 'Ce moyen de connexion n’est pas assez sûr pour ce site. Choisissez-en un autre.',
      en: 'This way of signing in is not secure enough for this site. Choose another one.',
    },
  ],
  unknown: [
    403,
    {
      fr: 'Aucun compte d’agent de cette mairie ne correspond à cette identité. Demandez à qui gère les comptes d’en ouvrir un à votre adresse professionnelle.',
      en: 'No agent’s account of this town hall goes with this identity. Ask who manages the accounts to open one for your work address.',
    },
  ],
};

const pendingCookie = 'guichet_agent_connexion';
const leavingCookie = 'guichet_agent_depart';
const leavingMs = 20 * 60_000;
