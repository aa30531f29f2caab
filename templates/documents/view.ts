import type { LetterWords } from '../emails/letter-words.ts';
import type { Mention } from '../legal-mentions.ts';
import type { Language, ServiceView, TownView } from '../views.ts';

/** The letter that the citizen may print and post with paper copies of the pieces. */
export interface LetterView {
  lang: Language;
  town: TownView;
  service: ServiceView;
  title: string;
  reference: string;
  receivedOn: string;
  citizen: { name: string; address: string[] };
  answers: { label: string; value: string }[];
  /** Those that the citizen may have to bring, never what an agent adds. */
  pieces: string[];
  /** Written into the file's metadata; the same view always gives the same bytes. */
  createdAt: Date;
}

/** What the town posts to somebody whom it can not mail: the words of the email that it is instead of. */
export interface PostedLetterView extends Pick<LetterWords, 'lang' | 'subject' | 'blocks'> {
  town: TownView;
  service: ServiceView;
  reference: string;
  /** Without an address it is handed over. */
  recipient: { name: string; address: string[] };
  writtenOn: string;
  createdAt: Date;
}

/** What the citizen may print and keep of a request. */
export interface ReceiptView {
  lang: Language;
  town: TownView;
  service: ServiceView;
  title: string;
  reference: string;
  /** With it the request is followed; the citizen's own copy does without. */
  trackingCode?: string | undefined;
  /** « 24 novembre 2026 à 14:05 ». */
  receivedAt: string;
  citizen: string;
  channel: string;
  /** By when it is answered, while it is not. */
  answerBy: string | undefined;
  law: string;
  /** What an acknowledgement must say, while the request is open. */
  mentions: Mention[];
  answers: { label: string; value: string }[];
  /** The documents that are there, with their state. */
  pieces: { label: string; value: string }[];
  status: string;
  printedAt: string;
  createdAt: Date;
}

/** All that the town holds of one person. */
export interface PersonalDataView {
  lang: Language;
  town: TownView;
  madeAt: string;
  sections: { title: string; rows: { label: string; value: string }[][] }[];
  /** What is not given, and why. */
  leftOut: string[];
  createdAt: Date;
}
