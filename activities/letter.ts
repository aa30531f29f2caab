/** What is posted to whoever can not be mailed: the words of the email, kept as they are when it would have left. */
import type { EmailToSend } from '../db/emails.ts';
import { keepLetterWords } from '../db/letters.ts';
import { findRequest, type RequestRow } from '../db/requests.ts';
import { seal, unseal } from '../db/secrets.ts';
import { type LetterWords, letterBlocks } from '../templates/emails/letter-words.ts';
import type { EmailName } from '../templates/emails.ts';
import { emailView } from '../templates/request-words.ts';
import { findRequestType } from '../workflows/request-types/index.ts';
import type { MailServices } from './email.ts';

/** One that only paper can bring, or that the mail server has refused. */
export const isLetter = ({ audience, state }: EmailToSend) =>
  audience === 'citizen' && (state === 'no address' || state === 'undeliverable');

/** Once: what the request has come to later is not what this letter tells. */
export async function keepWords(services: MailServices, email: EmailToSend): Promise<void> {
  if (email.worded) return;
  const words = await wordsOf(services, email);
  if (words) await keepLetterWords(services.db, email.id, words);
}

/** @returns sealed by the town's key; null where there is nobody to post it to: a manager, the public, or who was erased */
export async function wordsOf(services: MailServices, email: EmailToSend): Promise<Buffer | null> {
  const request = await findRequest(services.db, { id: email.requestId });
  if (email.audience !== 'citizen' || !request) return null;
  const view = emailView({
    ...whatIsTold(services, request),
    seals: { follow: '', survey: '' },
    email,
    onPaper: true,
  });
  const { subject, html } = services.emails.render(email.template as EmailName, view);
  const words: LetterWords = { lang: view.lang, subject, blocks: letterBlocks(html) };
  return seal(services.key, Buffer.from(JSON.stringify(words)));
}

export const whatIsTold = ({ town, zone, key }: MailServices, request: RequestRow) => ({
  town,
  zone,
  request,
  type: findRequestType(request.type, request.revision),
  trackingCode: unseal(key, request.trackingSealed).toString(),
});
