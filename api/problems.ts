import type { ParameterizedContext } from 'koa';
import type { Logger } from 'pino';
import { errorPlace } from '../db/error-place.ts';
import type { Language } from '../templates/views.ts';
import { signInProblems } from './auth/sign-in-problems.ts';
import { retentionProblems } from './retention/problems.ts';

/** Every error that the API answers with: its status and a sentence that says what to do. */
const problems = {
  MALFORMED_JSON: [
    400,
    'Le corps de la requête n’est pas du JSON valide.',
    'The body of the request is not valid JSON.',
  ],
  MALFORMED_UPLOAD: [
    400,
    'L’envoi doit être un formulaire multipart avec les champs « piece » et « file ».',
    'Send a multipart form with the fields “piece” and “file”.',
  ],
  ...signInProblems,
  WRITTEN_BY_ANOTHER: [
    401,
    'Un autre agent l’a écrit sur cet appareil. Il partira quand cet agent se connectera ici.',
    'Another agent wrote it on this device. It will be sent when that agent signs in here.',
  ],
  FORBIDDEN: [403, 'Votre rôle ne permet pas cette action.', 'Your role does not allow this.'],
  SILENCE_NOT_OVER: [
    403,
    'Le silence de la mairie n’a pas encore accepté cette demande. L’attestation sera ici le lendemain du jour que donne votre accusé de réception.',
    'Silence has not accepted this request yet. The certificate will be here on the day after the one that your acknowledgement gives.',
  ],
  FORGED: [
    403,
    'Le formulaire a expiré ou vient d’un autre site. Rechargez la page et recommencez.',
    'The form has expired or comes from another site. Reload the page and try again.',
  ],
  NOT_FOUND: [
    404,
    'Cette page ou cette demande n’existe pas, ou le code ne correspond pas.',
    'There is no such page or request, or the code does not match.',
  ],
  LINK_EXPIRED: [
    410,
    'Ce lien est incomplet, ou trop ancien : il vaut trois jours. Recommencez depuis la page où vous l’avez demandé.',
    'This link is incomplete, or too old: it is good for three days. Start again from the page where you asked for it.',
  ],
  FILE_INFECTED: [
    410,
    'Un virus a été trouvé dans ce fichier : il a été effacé. Il faut en envoyer un autre.',
    'A virus was found in this file: it was erased. Another one has to be sent.',
  ],
  UNKNOWN_REQUEST_TYPE: [404, 'Ce type de demande n’existe pas.', 'There is no such request type.'],
  METHOD_NOT_ALLOWED: [405, 'Cette adresse n’accepte pas cette méthode.', 'This address does not take this method.'],
  TASK_CLAIMED: [409, 'Un collègue s’occupe déjà de cette tâche.', 'A colleague has already taken this task.'],
  TASK_NOT_HELD: [409, 'Cette tâche ne vous est pas attribuée.', 'You do not hold this task.'],
  TASK_ALREADY_ANSWERED: [409, 'Cette tâche a déjà reçu une réponse.', 'This task has already been answered.'],
  TASK_CLOSED: [409, 'Cette tâche n’est plus ouverte.', 'This task is no longer open.'],
  NO_MANAGER: [
    409,
    'Aucun autre responsable n’est rattaché à ce service : personne n’a été prévenu.',
    'No other manager belongs to this service: nobody was told.',
  ],
  SUPPORTS_CLOSED: [
    409,
    'Cette proposition ne recueille plus de soutiens.',
    'This proposal no longer gathers supports.',
  ],
  ...retentionProblems,
  REQUEST_ENDED: [409, 'Cette demande est terminée.', 'This request has ended.'],
  CORRECTION_CLOSED: [
    409,
    'Cette demande ne se corrige plus en ligne, car elle est déjà entre les mains d’un agent ou terminée. Écrivez au service ce qui est à corriger.',
    'This request can no longer be corrected online: an agent is working on it already, or it has ended. Write to the service what is to be corrected.',
  ],
  REASONS_NOT_OWED: [
    409,
    'Les motifs ne peuvent pas être demandés : le silence n’a pas rejeté cette demande, ils ont déjà été demandés, ou le délai de recours est passé. Écrivez au service.',
    'The reasons can not be asked for: silence has not rejected this request, they were asked for before, or the time to appeal is over. Write to the service.',
  ],
  REOPENING_CLOSED: [
    409,
    'Cette demande ne peut pas, ou plus, être rouverte. Vous pouvez en faire une nouvelle.',
    'This request can not be reopened, or not any more. You may file a new one.',
  ],
  SURVEY_NOT_OPEN: [
    409,
    'Vous pourrez donner votre avis quand la demande sera terminée.',
    'You can tell us what you think once the request has ended.',
  ],
  SURVEY_CLOSED: [
    409,
    'Le délai de 14 jours pour donner votre avis est passé. Vous pouvez toujours écrire au service.',
    'The 14 days for telling us what you think are over. You can still write to the service.',
  ],
  NOTHING_TO_REPAIR: [
    409,
    'Il n’y a plus rien à réparer ici : c’est déjà fait, ou la demande est terminée. Rechargez la page.',
    'There is nothing left to repair here: it has been done, or the request has ended. Reload the page.',
  ],
  SIMULATION_BUSY: [
    409,
    'Une autre simulation est en cours. Réessayez dans une minute.',
    'Another simulation is running. Try again in a minute.',
  ],
  STALE_FORM: [
    409,
    'Quelqu’un a changé ceci pendant que vous le remplissiez. Rien n’a été remplacé, et ce que vous avez tapé est encore là : comparez, puis renvoyez.',
    'Somebody has changed this while you were filling it in. Nothing was replaced, and what you typed is still here: compare, then send again.',
  ],
  FILE_TOO_LARGE: [
    413,
    'Le fichier dépasse 15 Mo. Envoyez-le en plusieurs parties ou dans une résolution plus faible.',
    'The file is over 15 MB. Send it in parts or at a lower resolution.',
  ],
  BODY_TOO_LARGE: [413, 'Le corps de la requête est trop grand.', 'The body of the request is too large.'],
  FILE_TYPE_REFUSED: [415, 'Envoyez un fichier PDF, JPEG ou PNG.', 'Send a PDF, JPEG or PNG file.'],
  UNSUPPORTED_BODY: [415, 'Ce format de requête n’est pas accepté.', 'This format of request is not accepted.'],
  INVALID: [422, 'Certains champs manquent ou sont incorrects.', 'Some fields are missing or wrong.'],
  FILE_EMPTY: [422, 'Le fichier est vide ou absent.', 'The file is empty or missing.'],
  TOO_MANY_FILES: [
    422,
    'Vingt fichiers au plus. Vous pourrez en envoyer d’autres une fois la demande déposée.',
    'Twenty files at most. You may send more once the request is filed.',
  ],
  UNKNOWN_PIECE: [422, 'Cette démarche ne demande pas cette pièce.', 'This procedure does not ask for this document.'],
  PIECES_MISSING: [422, 'Des pièces obligatoires manquent encore.', 'Compulsory documents are still missing.'],
  ANSWER_UNKNOWN: [
    422,
    'Cette réponse n’est pas possible pour cette tâche.',
    'This answer is not possible for this task.',
  ],
  ASSIGNEE_REFUSED: [
    422,
    'Choisissez un agent en activité dans le service qui peut traiter cette tâche.',
    'Choose an agent at work in the service who may deal with this task.',
  ],
  BATCH_EMPTY: [422, 'Cochez au moins une ligne.', 'Tick at least one row.'],
  BATCH_TOO_LARGE: [
    422,
    'Cent lignes au plus à la fois. Rien n’a été fait : recommencez avec moins de lignes.',
    'A hundred rows at most at a time. Nothing was done: start again with fewer.',
  ],
  TOO_MANY_VIEWS: [
    422,
    'Vingt vues enregistrées au plus. Supprimez-en une, ou donnez le nom d’une vue à remplacer.',
    'Twenty saved views at most. Delete one, or give the name of one to replace.',
  ],
  JOIN_TARGET_MISSING: [
    422,
    'Donnez la référence de la demande à laquelle joindre celle-ci.',
    'Give the reference of the request to join this one to.',
  ],
  JOIN_TARGET_REFUSED: [
    422,
    'Cette demande ne peut pas être jointe à celle que vous donnez.',
    'This request can not be joined to the one that you give.',
  ],
  IDEMPOTENCY_KEY_REUSED: [
    422,
    'Cette clé d’idempotence a déjà servi pour un autre contenu. Choisissez-en une nouvelle.',
    'This idempotency key was used with another body. Choose a new one.',
  ],
  TOO_MANY_COMMENTS: [
    429,
    'Vous venez de commenter cette proposition. Attendez une minute avant le commentaire suivant.',
    'You have just commented on this proposal. Wait a minute before the next comment.',
  ],
  TOO_MANY_GUESSES: [
    429,
    'Trop d’essais avec une référence et un code qui ne vont pas ensemble. Relisez-les dans votre accusé de réception et réessayez dans un quart d’heure, ou appelez la mairie.',
    'Too many attempts with a reference and a code that do not go together. Read them again in your acknowledgement and try in a quarter of an hour, or call the town hall.',
  ],
  TOO_MANY_CALLS: [
    429,
    'Trop d’envois en peu de temps depuis cet endroit. Rien n’a été enregistré ; réessayez un peu plus tard.',
    'Too much was sent from this place in a short time. Nothing was recorded; try again a little later.',
  ],
  INTERNAL: [
    500,
    'Une erreur est survenue. Rien n’a été enregistré ; réessayez dans un instant.',
    'Something went wrong. Nothing was recorded; try again in a moment.',
  ],
  UNAVAILABLE: [
    503,
    'Le service est momentanément indisponible. Réessayez dans quelques minutes.',
    'The service is unavailable for the moment. Try again in a few minutes.',
  ],
} as const satisfies Record<string, readonly [status: number, fr: string, en: string]>;

export type ProblemCode = keyof typeof problems;

/** A field's error, in the reader's language; `field` is dotted. */
export interface FieldError {
  field: string;
  message: string;
}

/** Thrown anywhere behind a route; `extra` goes into the answer beside the code. */
export class Problem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly extra: { errors?: FieldError[]; [name: string]: unknown };

  constructor(code: ProblemCode, extra: Problem['extra'] = {}) {
    super(code);
    this.status = problems[code][0];
    this.code = code;
    this.extra = extra;
  }
}

export const problemCodes = Object.keys(problems) as ProblemCode[];
export const problemStatus = (code: ProblemCode) => problems[code][0];
export const problemText = (code: ProblemCode, lang: Language) => problems[code][lang === 'fr' ? 1 : 2];

/** Turns whatever was thrown into a problem; what nobody foresaw is logged, without the message that may quote a person. */
export function problemOf(error: unknown, log: Logger): Problem {
  if (error instanceof Problem) return error;
  const { status, code, name, type } = error as { status?: number; code?: string; name?: string; type?: string };
  if (type === 'entity.too.large' || status === 413) return new Problem('BODY_TOO_LARGE');
  if (status === 415) return new Problem('UNSUPPORTED_BODY');
  if (status === 404) return new Problem('NOT_FOUND');
  if (isDatabaseAway(code, (error as Error).message)) {
    log.error({ code }, 'the database is away');
    return new Problem('UNAVAILABLE');
  }
  log.error({ code, name, at: errorPlace(error) }, 'unexpected error');
  return new Problem('INTERNAL');
}

/** Connection refused or reset, shutdown and start-up of PostgreSQL (classes 08 and 57P); a cut has no code. */
function isDatabaseAway(code = '', message = ''): boolean {
  return /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|08|57P)/.test(code) || message.startsWith('Connection terminated');
}

export function sayWhenToRetry(ctx: Pick<ParameterizedContext, 'set'>, { extra }: Problem): void {
  if (typeof extra.retryAfterSeconds === 'number') ctx.set('Retry-After', String(extra.retryAfterSeconds));
}
