/** What an acknowledgement must say, sentence by sentence. */
import { authorityOf, courtOf, type LegalView } from './legal-words.ts';
import { unbreakable } from './texts.ts';
import type { Language, TownView } from './views.ts';

/** One thing that an acknowledgement must say. */
export interface Mention {
  kind: 'acknowledgement' | 'silence' | 'attestation' | 'appeal' | 'nothing' | 'owed' | 'authority' | 'promise';
  text: string;
}

export interface Acknowledged {
  town: TownView;
  legal: LegalView;
  /** Came by the portal or by email: then it is registered and acknowledged electronically. */
  electronic: boolean;
  title: string;
  reference: string;
  receivedOn: string;
  /** By when the town promises to answer. */
  dueOn: string;
}

/**
 * What an acknowledgement must say beside day and service (CRPA, art. R112-5 and R112-11-1): whether silence accepts or
 * rejects, on which day, and what may be done then; never both. Every acknowledgement, on screen or paper, is made of these.
 */
export function mentionsOf(request: Acknowledged, lang: Language): Mention[] {
  return kindsOf(request.legal).map((kind) => ({ kind, text: textOf(kind, request, lang) }));
}

function kindsOf({ mode, owedOn, again }: LegalView): Mention['kind'][] {
  if (mode === 'accept') return ['acknowledgement', 'silence', 'attestation', 'promise'];
  if (mode === 'reject') return ['acknowledgement', 'silence', 'appeal', 'promise'];
  if (again) return ['acknowledgement', 'nothing', 'promise'];
  return owedOn ? ['acknowledgement', 'owed', 'authority'] : ['acknowledgement', 'promise'];
}

function textOf(kind: Mention['kind'], request: Acknowledged, lang: Language): string {
  const words = (lang === 'fr' ? french : english)[kind](request);
  return lang === 'fr' ? unbreakable(words) : words;
}

type Sentences = Record<Mention['kind'], (request: Acknowledged) => string>;

const french: Sentences = {
  acknowledgement: ({ title, reference, receivedOn, electronic, legal: { again } }) =>
    again
      ? `Votre demande « ${title} », n° ${reference}, reçue le ${receivedOn}, est rouverte le ${again.on}.`
      : electronic
        ? `Votre demande « ${title} » a été reçue et enregistrée le ${receivedOn}, sous le n° ${reference}. Ceci vaut à la fois accusé d’enregistrement et accusé de réception électroniques (code des relations entre le public et l’administration, articles L. 112-11 et R. 112-11-1).`
        : `Votre demande « ${title} » a été reçue et enregistrée le ${receivedOn}, sous le n° ${reference}. Ceci est votre accusé de réception (code des relations entre le public et l’administration, articles L. 112-3 et R. 112-5).`,
  silence: ({ legal }) =>
    legal.again
      ? `Nous avons reçu le ${legal.again.on} votre demande de revoir notre décision (recours gracieux). Elle sera réputée rejetée si vous n’avez pas de réponse le ${legal.on} (${legal.law}).`
      : legal.on
        ? `Sous réserve que votre demande soit complète, elle sera réputée ${legal.mode === 'accept' ? 'acceptée' : 'rejetée'} si vous n’avez pas de réponse le ${legal.on} (${legal.law}).`
        : `Votre demande sera réputée acceptée si vous n’avez pas de réponse (${legal.law}). ${legal.explained}`,
  attestation: ({ legal }) =>
    `Vous pourrez alors${legal.claimableFrom ? `, à partir du ${legal.claimableFrom},` : ''} demander sur la page de suivi l’attestation prévue à l’article L. 232-3 du code des relations entre le public et l’administration.`,
  appeal: ({ legal, town }) =>
    legal.again
      ? `Vous pourrez alors, dans les deux mois qui suivent, jusqu’au ${legal.appealUntil}, saisir ${courtOf(town, 'fr')}, par lettre ou sur www.telerecours.fr (recours contentieux).`
      : `Vous pourrez alors, dans les deux mois qui suivent, jusqu’au ${legal.appealUntil}, demander à ${authorityOf(town, 'fr')}, ${town.address.join(', ')}, de revoir ce rejet (recours gracieux), ou saisir ${courtOf(town, 'fr')}, par lettre ou sur www.telerecours.fr (recours contentieux).`,
  nothing: ({ legal }) => legal.explained,
  owed: ({ legal }) => `La loi nous oblige à vous répondre au plus tard le ${legal.owedOn} (${legal.law}).`,
  authority: () =>
    'Sans réponse, vous pourrez adresser une réclamation à la CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris CEDEX 07, ou sur www.cnil.fr.',
  promise: ({ dueOn, legal }) =>
    `La mairie s’engage à vous répondre au plus tard le ${dueOn}${legal.mode === 'none' ? ' : c’est une promesse de service, et non un délai légal.' : '.'}`,
};

const english: Sentences = {
  acknowledgement: ({ title, reference, receivedOn, electronic, legal: { again } }) =>
    again
      ? `Your request “${title}”, no. ${reference}, received on ${receivedOn}, was reopened on ${again.on}.`
      : electronic
        ? `Your request “${title}” was received and registered on ${receivedOn}, under no. ${reference}. This is both the electronic acknowledgement of registration and that of receipt (code des relations entre le public et l’administration, articles L. 112-11 and R. 112-11-1).`
        : `Your request “${title}” was received and registered on ${receivedOn}, under no. ${reference}. This is your acknowledgement of receipt (code des relations entre le public et l’administration, articles L. 112-3 and R. 112-5).`,
  silence: ({ legal }) =>
    legal.again
      ? `On ${legal.again.on} we received your request to look again at our decision (“recours gracieux”). It is deemed rejected if you have no answer on ${legal.on} (${legal.law}).`
      : legal.on
        ? `Provided that your request is complete, it is deemed ${legal.mode === 'accept' ? 'accepted' : 'rejected'} if you have no answer on ${legal.on} (${legal.law}).`
        : `Your request is deemed accepted if you have no answer (${legal.law}). ${legal.explained}`,
  attestation: ({ legal }) =>
    `You may then ask${legal.claimableFrom ? `, from ${legal.claimableFrom} on,` : ''} on the follow-up page for the certificate of article L. 232-3 of the code des relations entre le public et l’administration.`,
  appeal: ({ legal, town }) =>
    legal.again
      ? `You may then, within the two months that follow, until ${legal.appealUntil}, turn to ${courtOf(town, 'en')}, by letter or at www.telerecours.fr (“recours contentieux”).`
      : `You may then, within the two months that follow, until ${legal.appealUntil}, ask ${authorityOf(town, 'en')}, ${town.address.join(', ')}, to think again (“recours gracieux”), or turn to ${courtOf(town, 'en')}, by letter or at www.telerecours.fr (“recours contentieux”).`,
  nothing: ({ legal }) => legal.explained,
  owed: ({ legal }) => `The law obliges us to answer you by ${legal.owedOn} (${legal.law}).`,
  authority: () =>
    'Without an answer, you may complain to the CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris CEDEX 07, or at www.cnil.fr.',
  promise: ({ dueOn, legal }) =>
    `The town hall undertakes to answer you by ${dueOn}${legal.mode === 'none' ? ': this is a promise of service, and no time limit of the law.' : '.'}`,
};
