/** A request's letters: the one that its citizen sends with paper copies, and those that the town posts instead of emails. */
import type { RequestRow } from '../db/requests.ts';
import type { Zone } from '../workflows/contract.ts';
import { civilDate } from '../workflows/kit/calendar.ts';
import { answersOf } from './answers.ts';
import type { LetterView, PostedLetterView } from './documents/view.ts';
import type { LetterWords } from './emails/letter-words.ts';
import { longDate } from './format.ts';
import { citizenName, pieceTitle, requiredPieces, type Subject, serviceView } from './request-words.ts';
import type { TownView } from './views.ts';

export function letterView({ town, zone, type, request }: Subject): LetterView {
  const lang = request.language;
  return {
    lang,
    town,
    service: serviceView(request, lang),
    title: type.title[lang],
    reference: request.reference,
    receivedOn: longDate(civilDate(request.receivedAt, zone), lang),
    citizen: addressee(request),
    answers: answersOf(type, request.fields, lang),
    pieces: requiredPieces(type).map((piece) => pieceTitle(type, piece, lang)),
    createdAt: request.receivedAt,
  };
}

export function postedLetterView(
  town: TownView,
  request: RequestRow,
  { words, createdAt, zone }: { words: LetterWords; createdAt: Date; zone: Zone },
): PostedLetterView {
  const { lang, subject, blocks } = words;
  return {
    lang,
    town,
    subject,
    blocks,
    service: serviceView(request, lang),
    reference: request.reference,
    recipient: addressee(request),
    writtenOn: longDate(civilDate(createdAt, zone), lang),
    createdAt,
  };
}

const addressee = (request: RequestRow) => ({
  name: citizenName(request),
  address: request.address?.split('\n').filter((line) => line.trim() !== '') ?? [],
});
