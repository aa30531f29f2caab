import type { ErrorLink } from '../../templates/views.ts';
import { endSession, openSession, requireAccount } from '../auth/account-session.ts';
import { clearCookie, openSealed, setSealed } from '../auth/cookies.ts';
import type { IdentifiedPerson } from '../auth/identified-person.ts';
import type { Identity } from '../auth/identity.ts';
import { IdentityFault, type ShownFailure, type SignInFailure, sharedFailures } from '../auth/identity-fault.ts';
import { leftPath, returnPath } from '../auth/identity-paths.ts';
import { nextPage } from '../auth/next-page.ts';
import { keepPending, takePending } from '../auth/pending-sign-in.ts';
import { type Context, newRouter } from '../context.ts';
import { show } from '../page.ts';
import type { Services } from '../services.ts';
import { keepDraftsHere } from './account-drafts.ts';
import { closeAllHere } from './drafts.ts';

/** The way to the identity provider and back, and out again. Without a provider there are no such pages. */
export function accountSignInPages(services: Services) {
  const { identity } = services;
  const router = newRouter();
  if (!identity) return router;
  return router
    .get('/compte/connexion', (ctx) => {
      const next = nextOf(ctx.query.suite);
      return ctx.state.account ? ctx.redirect(next) : showSignIn(ctx, services, identity, next);
    })
    .get('/compte/connexion/aller', (ctx) => begin(ctx, services, identity))
    .get(returnPath, (ctx) => finish(ctx, services, identity))
    .post('/compte/deconnexion', (ctx) => signOut(ctx, services, identity))
    .get(leftPath, (ctx) => showLeft(ctx, services, identity));
}

async function begin(ctx: Context, services: Services, identity: Identity): Promise<void> {
  const next = nextOf(ctx.query.suite);
  try {
    const { url, secrets } = await identity.begin();
    keepPending(ctx, services, pendingCookie, { ...secrets, next });
    ctx.redirect(url);
    ctx.status = 303;
  } catch (error) {
    await showFailure(ctx, services, identity, { error, next });
  }
}

async function finish(ctx: Context, services: Services, identity: Identity<IdentifiedPerson>): Promise<void> {
  const pending = takePending(ctx, services, pendingCookie);
  const next = pending?.next ?? '/compte';
  try {
    if (!pending) throw new IdentityFault('expired');
    const accountId = await openSession(ctx, services, await identity.finish(ctx.search, pending));
    await keepDraftsHere(ctx, services, accountId);
    ctx.redirect(next);
    ctx.status = 303;
  } catch (error) {
    await showFailure(ctx, services, identity, { error, next });
  }
}

async function signOut(ctx: Context, services: Services, identity: Identity): Promise<void> {
  requireAccount(ctx);
  const leaveUrl = await leave(ctx, services, identity);
  // Not by a redirect: after a form, the policy that forms stay here would hold it up at the provider's door.
  if (leaveUrl) ctx.set('Refresh', `0; url=${leaveUrl}`);
  show(ctx, services, 'account-left', left(identity, { leaveUrl }), leftPath);
}

/** Ends the session here, and closes the drafts: the account has them. @returns where the provider's own can be ended too */
export async function leave(ctx: Context, services: Services, identity: Identity): Promise<string | undefined> {
  const idToken = await endSession(ctx, services);
  closeAllHere(ctx, services);
  const there = idToken === undefined ? undefined : await identity.leave(idToken);
  if (there) setSealed(ctx, services, leavingCookie, there.state, leavingMs);
  return there?.url;
}

function showLeft(ctx: Context, services: Services, identity: Identity): void {
  const state = openSealed(ctx, services, leavingCookie)?.value;
  clearCookie(ctx, services, leavingCookie);
  const everywhere = state !== undefined && state === ctx.query.state;
  show(ctx, services, 'account-left', left(identity, { everywhere }), leftPath);
}

export const left = (
  identity: Identity,
  known: { leaveUrl?: string | undefined; everywhere?: boolean; deleted?: boolean },
) => ({
  identity: identity.name,
  everywhere: false,
  deleted: false,
  ...known,
});

async function showFailure(
  ctx: Context,
  services: Services,
  identity: Identity,
  { error, next }: { error: unknown; next: string },
): Promise<void> {
  if (!(error instanceof IdentityFault)) throw error;
  services.log[error.reason === 'cancelled' ? 'info' : 'warn'](
    { reason: error.reason, code: error.code },
    'nobody was signed in',
  );
  const [status, words] = failures[error.reason as keyof typeof failures];
  await showSignIn(ctx, services, identity, next, [{ href: '#main', text: words[ctx.state.lang] }]);
  ctx.status = status;
}

async function showSignIn(
  ctx: Context,
  services: Services,
  identity: Identity,
  next: string,
  errors: ErrorLink[] = [],
): Promise<void> {
  const page = `/compte/connexion?suite=${encodeURIComponent(next)}`;
  const view = {
    identity: identity.name,
    aboutUrl: identity.aboutUrl,
    startUrl: services.town.publicUrl + page.replace('?', '/aller?'),
    there: await identity.isThere(),
    errors,
  };
  show(ctx, services, 'account-sign-in', view, page);
}

const failures: Record<Exclude<SignInFailure, 'unknown'>, ShownFailure> = {
  ...sharedFailures,
  away: [
    503,
    {
      fr: 'Le service d’identité ne répond pas. Réessayez dans quelques minutes, ou continuez sans compte.',
      en: 'The identity service does not answer. Try again in a few minutes, or go on without an account.',
    },
  ],
  level: [
    403,
    {
      fr: 'Ce moyen de connexion n’est pas assez sûr pour ce site. Choisissez-en un autre, ou continuez sans compte.',
      en: 'This way of signing in is not secure enough for this site. Choose another one, or go on without an account.',
    },
  ],
};

const pendingCookie = 'guichet_connexion';
const leavingCookie = 'guichet_depart';
const leavingMs = 20 * 60_000;

const nextOf = (asked: unknown) => nextPage(asked, ['compte', 'demarches', 'suivi']);
