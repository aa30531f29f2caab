import type { Mention } from '../legal-mentions.ts';
import type { LegalView } from '../legal-words.ts';
import type { Language, ServiceView, TownView } from '../views.ts';

/**
 * What every email is given; a template uses what it needs. Each key is always there, if only as `undefined`: an email
 * that asks for one that is not is refused when it is rendered.
 */
export interface EmailView {
  /** The citizen's choice; the service's managers are written to in French. */
  lang: Language;
  town: TownView;
  /** « Bonjour Camille Martin, » needs both names; empty in an email to somebody else of the public. */
  citizenName: string;
  /** The citizen, or the manager whom an email to the service greets; empty for who is known by an address alone. */
  recipientName: string;
  title: string;
  reference: string;
  /** Opens the request's page; empty in an email that is not for its citizen. */
  trackingCode: string;
  /** For the citizen sealed, so that it opens without the code: nobody else is given it. */
  followUrl: string;
  /** The form, to ask anew. */
  formUrl: string;
  /** The request among the agents' pages. */
  agentUrl: string;
  receivedOn: string;
  /** In `deadline-extended`, the new one. */
  dueOn: string;
  service: ServiceView;
  law: string;
  /** The pieces still awaited from the citizen. */
  pieces: string[];
  /** Those that the procedure may ask for, while it is not known yet whether this request needs them. */
  possiblePieces: string[];
  /** The last day on which the citizen's documents or answer are awaited. */
  awaitedUntil: string | undefined;
  refusedPieces: { title: string; reason: string }[];
  /** The one that the email is about, as « Livret de famille ». */
  document: string | undefined;
  /** The wait that the email is about, in the reader's words. */
  task: { name: string; dueOn: string } | undefined;
  /** « le samedi 12 décembre 2026, de 8 h à 13 h ». */
  booking: { name: string; when: string } | undefined;
  /** How the request ended, in the words of its type. */
  outcome: string | undefined;
  /** What somebody follows or supports: a published request's own title, and of any other its type and its day. */
  followedTitle: string;
  /** Empty but in an email that asks for it: the page where the reader confirms. */
  confirmUrl: string;
  /** Empty but in an email to a follower: the page where the reader leaves. */
  leaveUrl: string;
  /** What has become of the request that this one is joined to, or that the reader follows. */
  news: string | undefined;
  /** The reference of the citizen's other request that goes on, in the email about one that was made twice. */
  goesOn: string | undefined;
  /** While it is, the citizen may withdraw it. */
  open: boolean;
  /** The agent's words; paragraphs are separated by blank lines. */
  reply: string | undefined;
  /** The last day on which the citizen may ask for another look, where the request type allows it. */
  reopenUntil: string | undefined;
  /** Where to say what one thought, in the email that ends a request. */
  surveyUrl: string | undefined;
  appeal: Appeal;
  legal: LegalView;
  /** In the email about another date for the answer: what becomes of the day on which silence decides. */
  movedSilence: string[];
  /** What an acknowledgement must say. */
  mentions: Mention[];
  /** The required pieces still awaited, each with the text that asks for it. */
  missing: { title: string; law: string }[];
  /** Who is asked to think again, where, and the court that hears an appeal. */
  authority: string;
  townAddress: string;
  court: string;
  /** Who decided: « Dominique Exemple, responsable ». */
  author: string | undefined;
  /** The administration that it was passed on to. */
  transfer: { administration: string; contact: string; on: string } | undefined;
  /** The day on which a commission meets about it. */
  meetsOn: string | undefined;
  /** True when the email carries the letter to print and post. */
  letter: boolean;
  /** True when it is printed and posted itself: nothing can be clicked on, and it is its reader's only copy. */
  onPaper: boolean;
  /** What an agent has written, where the email tells of it. */
  message: string | undefined;
}

/**
 * Who hears an appeal from a refusal: the administrative court; for personal data the CNIL too (RGPD, art. 77); for
 * certificates the public prosecutor, who watches over civil status.
 */
export type Appeal = 'administrative court' | 'personal data' | 'civil status';

export interface RenderedEmail {
  subject: string;
  html: string;
  text: string;
}
