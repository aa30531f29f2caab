import { z } from 'zod';
import { countOverdue, overdueAcknowledgements } from '../../db/acknowledgements.ts';
import { emailCounts, emailToResend, type UnsentEmail, unsentEmails } from '../../db/operation.ts';
import { type Resending, resendEmail, takeAsSent } from '../../db/repairs.ts';
import { fromNow, wholeNumber } from '../../templates/format.ts';
import type { OperatorEmailsView, UnsentEmailRow } from '../../templates/pages/operator-view.ts';
import type { Language } from '../../templates/views.ts';
import { overdueLimits, overdueRow } from '../acknowledgements.ts';
import { overdueWords } from '../agent/letters-waiting.ts';
import { formOf, seeOther } from '../agent/request-page.ts';
import type { Context } from '../context.ts';
import { type Fault, withoutBlanks } from '../forms.ts';
import { show } from '../page.ts';
import { isId, parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import { serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { noticeOf, refused, repairOf } from './repairing.ts';
import { emailTitle, failureText, masked, type Typed, typedField, typeTitle } from './words.ts';

const shownAtMost = 50;

/**
 * Emails that were refused for good and those that may have left before a restoration, each with a way to send it again,
 * and those that wait for the mail server.
 */
export async function showEmails(ctx: Context, services: Services, typed?: Typed): Promise<void> {
  const { lang } = ctx.state;
  const limits = overdueLimits(services.zone);
  const [undeliverable, perhapsSent, waiting, counts, overdue, overdueCount, names] = await Promise.all([
    unsentEmails(services.db, 'undeliverable', shownAtMost),
    unsentEmails(services.db, 'perhaps sent', shownAtMost),
    unsentEmails(services.db, 'queued', shownAtMost),
    emailCounts(services.db),
    overdueAcknowledgements(services.db, { ...limits, limit: shownAtMost }),
    countOverdue(services.db, limits),
    serviceNames(services, lang),
  ]);
  const view: OperatorEmailsView = {
    notice: typed ? undefined : noticeOf(ctx),
    overdue: overdue.map((one) =>
      overdueRow(one, { names, zone: services.zone, lang, base: '/exploitation/demandes/' }),
    ),
    overdueText: `${overdueWords(overdueCount, lang)}.`,
    undeliverable: undeliverable.map((email) => ({ ...row(email, lang), resend: resendForm(email, typed) })),
    undeliverableText: countText(counts.undeliverable, lang),
    perhapsSent: perhapsSent.map((email) => ({ ...row(email, lang), resend: resendForm(email, typed) })),
    perhapsSentText: countText(counts.perhapsSent, lang),
    waiting: waiting.map((email) => row(email, lang)),
    waitingText: countText(counts.waiting, lang),
    errors: errorsOf(typed),
  };
  show(ctx, services, 'operator-emails', view, '/exploitation/courriels');
}

export async function postResending(ctx: Context, services: Services): Promise<void> {
  const id = ctx.params.id!;
  const email = isId(id) ? await emailToResend(services.db, id) : undefined;
  if (!email?.address) throw new Problem('NOTHING_TO_REPAIR');
  const leaves = formOf(ctx).leave === 'yes';
  try {
    const repair = { ...repairOf(ctx, email.requestId), emailId: id };
    const done = leaves
      ? await takeAsSent(services.db, repair)
      : await resendEmail(services.db, { ...repair, address: correctedAddress(ctx, email) });
    if (!done) throw new Problem('NOTHING_TO_REPAIR');
  } catch (error) {
    const typed = refused(ctx, id, error);
    await showEmails(ctx, services, typed);
    ctx.status = 422;
    return;
  }
  seeOther(ctx, `/exploitation/courriels?fait=${leaves ? 'laisse' : 'renvoi'}`);
}

/** Undefined for the same address once more; `@exemple.fr` keeps what is before the sign. */
function correctedAddress(ctx: Context, { address, audience }: UnsentEmail): Resending['address'] {
  const typed = (formOf(ctx).address ?? '').trim();
  if (!typed || audience !== 'citizen') return undefined;
  const from = address!;
  const whole = typed.startsWith('@') ? from.slice(0, from.lastIndexOf('@')) + typed : typed;
  const { address: to } = parse(addressSchema, withoutBlanks({ address: whole }), ctx.state.lang);
  return to === from ? undefined : { from, to };
}

const addressSchema = z.object({
  address: z.email({ error: 'email' satisfies Fault }).max(254, { error: 'too long' satisfies Fault }),
});

function row(email: UnsentEmail, lang: Language): UnsentEmailRow {
  return {
    reference: email.reference,
    url: `/exploitation/demandes/${email.reference}`,
    title: typeTitle(email.type, lang),
    email: emailTitle(email.template, lang),
    address: email.address ? masked(email.address) : '–',
    answer: email.error ? failureText(email.error, lang) : '–',
    since: fromNow(email.createdAt, lang),
    attempts: String(email.attempts),
  };
}

// Of the public no address is kept once the mail server has spoken; a manager's is the account's.
function resendForm({ id, address, audience, state }: UnsentEmail, typed: Typed | undefined) {
  if (!address) return undefined;
  return {
    action: `/exploitation/courriels/${id}/renvoi`,
    address: audience === 'citizen' ? typedField(`address-${id}`, typed, id, 'address') : undefined,
    reason: typedField(`reason-${id}`, typed, id, 'reason'),
    mayHaveLeft: state === 'perhaps sent',
  };
}

function errorsOf(typed: Typed | undefined) {
  return (['address', 'reason'] as const).flatMap((name) => {
    const text = typed?.errors[name];
    return text ? [{ href: `#${name}-${typed!.form}`, text }] : [];
  });
}

function countText(count: number, lang: Language): string {
  if (count === 0) return { fr: 'Aucun.', en: 'None.' }[lang];
  const more =
    count > shownAtMost ? { fr: `, les ${shownAtMost} premiers ici`, en: `, the first ${shownAtMost} here` }[lang] : '';
  const number = wholeNumber(count, lang);
  return {
    fr: `${number} courriel${count > 1 ? 's' : ''}${more}.`,
    en: `${number} email${count > 1 ? 's' : ''}${more}.`,
  }[lang];
}
