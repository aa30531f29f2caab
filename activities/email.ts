import type { Transporter } from 'nodemailer';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { bookingsOf } from '../db/bookings.ts';
import { listDistricts } from '../db/districts.ts';
import { linkSeal } from '../db/email-links.ts';
import { type EmailToSend, findEmail, markAttempt, markSent, markUndeliverable } from '../db/emails.ts';
import { confirmationTemplates, leavingToken, type ParticipationAct, sealConfirmation } from '../db/participation.ts';
import { findRequest, type RequestRow } from '../db/requests.ts';
import type { TownKey } from '../db/secrets.ts';
import type { EmailName, Emails } from '../templates/emails.ts';
import { letterView } from '../templates/letter-views.ts';
import { emailView, type PublicLinks } from '../templates/request-words.ts';
import type { TownView } from '../templates/views.ts';
import type { Delivery, OutsideActivities, Zone } from '../workflows/contract.ts';
import { inTown } from '../workflows/kit/districts.ts';
import type { RequestType } from '../workflows/kit/request-type.ts';
import { findRequestType } from '../workflows/request-types/index.ts';
import { calendarOf, letterOf } from './document.ts';
import { isLetter, keepWords, whatIsTold, wordsOf } from './letter.ts';
import type { Attempt } from './record.ts';

export interface MailServices {
  db: DataSource;
  log: Logger;
  /** The town's key, 32 bytes. */
  key: TownKey;
  zone: Zone;
  /** Changes with the town’s settings: to be asked for at each email. */
  readonly town: TownView;
  mailer: Transporter;
  /** Milliseconds; the demonstration's past has no clock but its processes' own. */
  now(): number;
  emails: Emails;
  /** `Name <address>`, or an address alone, which then has the town's name. */
  mailFrom: string;
}

/** Longer than a mail server on the same network takes, shorter than a local activity may last; in milliseconds. */
const attemptMs = 2_500;

/**
 * Sends the emails whose rows the process has written. A row that is no longer queued is left alone (I4).
 * `attempt` is the first try, bounded; `deliver` is what the engine repeats.
 */
export function emailDelivery(services: MailServices): Pick<OutsideActivities, 'deliver'> & { attempt: Attempt } {
  const underWay = new Map<string, Promise<void>>();

  // An attempt that outlives its limit is still the same attempt: a second one would mail twice.
  function deliver(delivery: Delivery): Promise<void> {
    return underWay.get(delivery.emailId) ?? begin(delivery);
  }

  function begin(delivery: Delivery): Promise<void> {
    const attempt = deliverOnce(services, delivery).finally(() => underWay.delete(delivery.emailId));
    underWay.set(delivery.emailId, attempt);
    return attempt;
  }

  function attempt(delivery: Delivery): Promise<boolean> {
    return new Promise((resolve) => {
      const limit = setTimeout(resolve, attemptMs, false);
      deliver(delivery)
        .then(
          () => resolve(true),
          () => resolve(false),
        )
        .finally(() => clearTimeout(limit));
    });
  }

  return { deliver, attempt };
}

async function deliverOnce(services: MailServices, { emailId, at }: Delivery): Promise<void> {
  const email = await findEmail(services.db, emailId);
  if (email && isLetter(email)) return keepWords(services, email);
  if (email?.state !== 'queued') return;
  // A process under skipped time is ahead of the clock, a late delivery is behind it.
  const sentAt = new Date(Math.max(services.now(), Date.parse(at)));
  try {
    const subject = await send(services, email);
    await markSent(services.db, email.id, subject, sentAt);
  } catch (error) {
    if (!isSmtpError(error)) throw error;
    const answer = `${error.code ?? 'ESMTP'} ${error.responseCode ?? ''}`.trim();
    if (isFinal(error)) {
      const words = await wordsOf(services, email);
      return markUndeliverable(services.db, { id: email.id, error: answer, words, at: sentAt });
    }
    await markAttempt(services.db, email.id, answer);
    throw error;
  }
}

async function send(services: MailServices, email: EmailToSend): Promise<string> {
  const { db, key, town, mailer, emails, mailFrom } = services;
  const request = (await findRequest(db, { id: email.requestId }))!;
  const type = findRequestType(request.type, request.revision);
  const links = publicLinks(key, town, email);
  const seals = { follow: linkSeal(key, 'follow', request.id), survey: linkSeal(key, 'survey', request.id) };
  const view = emailView({ ...whatIsTold(services, request), seals, links, email });
  const rendered = emails.render(email.template as EmailName, view);
  const bookings = aboutBookings.includes(email.template) ? await bookingsOf(db, request.id) : [];
  const calendar = calendarOf({ town, type, request, bookings, lang: request.language, at: new Date() });
  await mailer.sendMail({
    from: mailFrom.includes('<') ? mailFrom : { name: town.name, address: mailFrom },
    // What a citizen writes back is read by people.
    replyTo: { name: request.service.nameFr, address: request.service.email },
    to: { name: recipientOf(email, request), address: email.toAddress! },
    subject: rendered.subject,
    html: rendered.html,
    text: rendered.text,
    // The same at every attempt: a mailbox that gets it twice can tell.
    messageId: `<${email.id}@${mailFrom.match(/@([^>\s]+)/)?.[1] ?? 'guichet.example'}>`,
    // RFC 3834: an answering machine must not answer.
    headers: { 'Auto-Submitted': 'auto-generated', ...(links.leaveUrl && leaveByOneClick(links.leaveUrl)) },
    attachments: [...(email.letter ? [await letterOf(await letterAbout(services, type, request))] : []), ...calendar],
  });
  return rendered.subject;
}

/** It repeats the form as filled, the town's districts in words. */
const letterAbout = async ({ db, town, zone }: MailServices, type: RequestType, request: RequestRow) =>
  letterView({ town, zone, type: inTown(type, await listDistricts(db)), request });

/** The emails that a calendar's file goes with: what is booked, and what is cancelled with the whole. */
const aboutBookings = ['appointment-booked', 'request-withdrawn', 'request-merged'] satisfies EmailName[] as string[];

/** Of somebody of the public no name is known; the citizen's must not stand there. */
const recipientOf = ({ audience, recipientName }: EmailToSend, { givenName, familyName }: RequestRow) =>
  audience === 'public' ? '' : (recipientName ?? `${givenName} ${familyName}`);

/** The links that nobody else can make: to confirm what an address asked for, and to leave. */
function publicLinks(key: TownKey, { publicUrl }: TownView, email: EmailToSend): PublicLinks {
  const { requestId, toAddress, language, followerId } = email;
  const act = (Object.keys(confirmationTemplates) as ParticipationAct[]).find(
    (candidate) => confirmationTemplates[candidate] === email.template,
  );
  return {
    confirmUrl: act
      ? `${publicUrl}/confirmer/${sealConfirmation(key, { act, requestId, email: toAddress!, language: language! })}`
      : '',
    leaveUrl: followerId ? `${publicUrl}/desabonnement/${leavingToken(key, followerId)}` : '',
  };
}

/** RFC 2369 and RFC 8058: the mail program offers to leave, and posts to the link by itself. */
const leaveByOneClick = (url: string) => ({
  'List-Unsubscribe': `<${url}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
}

const isSmtpError = (error: unknown): error is SmtpError =>
  error instanceof Error && ('responseCode' in error || 'command' in error);

/** The address or the message was refused for good (5xx). A refused sign-in is the town's fault and is tried again. */
function isFinal(error: SmtpError): boolean {
  return (error.responseCode ?? 0) >= 500 && (error.code === 'EENVELOPE' || error.code === 'EMESSAGE');
}
