/** Who succeeds at which route. A route that is not here fails the test that walks them all. */
import type { Role } from '../../db/entities/people.ts';
import { administrationRoutes } from './rights-administration.ts';
import { deskRoutes } from './rights-desk.ts';

/**
 * `everybody`: whoever calls; `nobody`: no role opens it, but a code, a link, or a citizen's own session. For a route
 * with a request in its address, the roles are those of the request's service.
 */
export type Who = 'everybody' | 'nobody' | readonly Role[];

export interface Line {
  who: Who;
  /** What is posted, right in every field. */
  body?: Record<string, unknown>;
  upload?: true;
  query?: string;
  /** Of the request in the address; a birth certificate unless said. */
  type?: 'street-problem' | 'complaint';
  ended?: true;
  /** It gives nothing of the request away, so that no reading is kept. */
  showsNothing?: true;
  /** What is seen and done of a request by the operator, who works for no service. */
  anywhere?: true;
  /** Of a fault that has no subject here: it is answered as a fault, to who may mend it. */
  faulty?: true;
}

const everybody: Line = { who: 'everybody' };
const nobody: Line = { who: 'nobody' };
const agents: Role[] = ['agent', 'counter', 'technician', 'manager', 'designer', 'operator'];
const sees: Role[] = ['agent', 'counter', 'manager'];
const decides: Role[] = ['agent', 'manager'];
const counts: Role[] = ['manager', 'designer', 'operator'];
const designs: Role[] = ['designer', 'operator'];
const text = { text: 'Bonjour' };
const reason = 'Ce n’est pas pour nous.';
const email = 'camille@citoyen.example';
const noTask = '0199aaaa-0000-7000-8000-000000000000';

const api: Record<string, Line> = {
  'POST /sessions': { who: 'nobody', body: { email, password: 'faux' } },
  'GET /request-types': everybody,
  'GET /request-types/:id': everybody,
  'GET /request-types/:id/diagram.svg': everybody,
  'GET /request-types/:id/diagram.mmd': everybody,
  'GET /request-types/:id/diagram.bpmn': everybody,
  'GET /request-types/:id/nearby': { who: 'everybody', query: '?category=pothole&district=centre&place=1+rue' },
  'GET /proposals': everybody,
  'GET /proposals/:reference': nobody,
  'GET /openapi.json': everybody,
  'POST /requests': { who: sees, body: { channel: 'phone' } },
  'GET /requests': { who: agents },
  'GET /requests/:reference': { who: sees },
  'POST /requests/:reference/messages': { who: sees, body: text },
  'POST /requests/:reference/documents': { who: sees, upload: true },
  'GET /requests/:reference/documents/:id': { who: sees },
  'POST /requests/:reference/documents/:id/review': { who: decides, body: { accepted: true } },
  'POST /requests/:reference/redirect': {
    who: decides,
    type: 'street-problem',
    body: { service: 'green-spaces', reason },
  },
  'POST /requests/:reference/reopen': { who: sees, type: 'complaint', ended: true, body: { reason } },
  'POST /requests/:reference/comments/:id/review': { who: decides, body: { accepted: true } },
  'POST /requests/:reference/withdraw': nobody,
  'POST /requests/:reference/reasons': nobody,
  'POST /requests/:reference/survey': { who: 'nobody', body: { score: 5 } },
  'POST /requests/:reference/correction': { who: 'nobody', body: { citizen: { phone: '01 99 00 00 01' } } },
  'GET /requests/:reference/comments': nobody,
  'POST /requests/:reference/comments': { who: 'nobody', body: { email, ...text } },
  'POST /requests/:reference/supports': { who: 'nobody', body: { email } },
  'POST /requests/:reference/followers': { who: 'nobody', body: { email } },
  'POST /confirmations': { who: 'nobody', body: { code: 'no-such-code' } },
  'GET /tasks': { who: agents },
  'POST /tasks/:id/claim': { who: decides },
  'POST /tasks/:id/release': { who: decides },
  'POST /tasks/:id/answer': { who: decides, body: { answer: 'answered' } },
  'POST /tasks/:id/assign': { who: decides, body: { assignee: 'agent@ville.example' } },
  'POST /tasks/batch': { who: agents, body: { action: 'claim', tasks: [noTask] } },
  'GET /statistics': { who: counts },
  'GET /statistics.csv': { who: counts },
};

const pages: Record<string, Line> = {
  'GET /agent': { who: agents },
  'GET /agent/demandes/:reference': { who: sees },
  'GET /agent/demandes/:reference/consultations': { who: ['manager'], showsNothing: true },
  'POST /agent/demandes/:reference/documents/:id/revue': { who: decides, body: { accepted: 'true' } },
  'POST /agent/demandes/:reference/transmission': {
    who: decides,
    type: 'street-problem',
    body: { 'redirect-service': 'green-spaces', 'redirect-reason': reason },
  },
  'POST /agent/demandes/:reference/reouverture': { who: sees, type: 'complaint', ended: true, body: { reason } },
  'POST /agent/demandes/:reference/commentaires/:id/revue': { who: decides, body: { accepted: 'true' } },
  ...administrationRoutes,
  ...deskRoutes,

  'GET /agent/flux': { who: agents },
  'GET /agent/liste.csv': { who: agents },
  'POST /agent/lot': { who: agents, body: { [`task.${noTask}`]: 'on' } },
  'POST /agent/lot/envoi': { who: agents, body: { [`task.${noTask}`]: 'on', action: 'claim' } },
  'POST /agent/vues': { who: agents, body: { name: 'Mes retards' } },
  'POST /agent/vues/:id/suppression': nobody,
  'GET /agent/ouvrir': { who: sees, query: '?reference=:reference', showsNothing: true },
  'GET /agent/saisie': { who: sees },
  'GET /agent/saisie/:type': { who: sees },
  'POST /agent/saisie/:type': { who: sees, body: { action: 'search' } },
  'GET /agent/saisie/faites/:reference': nobody,
  'GET /agent/saisie/faites/:reference/courrier.pdf': nobody,
  'GET /agent/saisie/faites/:reference/recepisse.pdf': nobody,

  'GET /agent/connexion': everybody,
  'POST /agent/connexion': nobody,
  'GET /agent/connexion/code': nobody,
  'POST /agent/connexion/code': nobody,
  'GET /agent/connexion/identite': everybody,
  'GET /agent/connexion/retour': nobody,
  'GET /agent/deconnecte': everybody,
  'POST /agent/deconnexion': everybody,
  'GET /agent/compte': { who: agents },
  'POST /agent/compte/mot-de-passe': {
    who: agents,
    body: { current: 'mot-de-passe-de-test', password: 'quatre chevaux traversent la riviere' },
  },
  'POST /agent/compte/sessions/fin': { who: agents },
  'POST /agent/compte/sessions/:id/fin': { who: agents },
  'POST /agent/compte/jetons': { who: agents, body: { name: 'Export', days: '30', 'scope-requests:read': 'on' } },
  'POST /agent/compte/jetons/:id/retrait': { who: agents },
  'GET /agent/compte/second-facteur': { who: agents },
  'GET /agent/compte/second-facteur/image': nobody,
  'POST /agent/compte/second-facteur': nobody,
  'POST /agent/compte/second-facteur/retrait': { who: agents },
  'POST /agent/compte/second-facteur/codes': { who: agents },
  'GET /agent/mot-de-passe/:lien': nobody,
  'POST /agent/mot-de-passe/:lien': nobody,

  'GET /exploitation/comptes': { who: ['operator'] },
  'POST /exploitation/comptes/:id/lien': { who: ['operator'] },
  'POST /exploitation/comptes/:id/second-facteur': { who: ['operator'] },
  'POST /exploitation/comptes/:id/identite': { who: ['operator'] },
  'GET /concepteur': { who: designs },
  'GET /concepteur/:type': { who: designs },
  'GET /concepteur/:type/diagramme.svg': { who: designs },
  'GET /concepteur/:type/formulaire': { who: designs },
  'GET /concepteur/:type/courriels/:email': { who: designs },
  'GET /concepteur/:type/courriels/:email/:lang': { who: designs },
  'GET /concepteur/:type/differences': { who: designs },
  'GET /concepteur/:type/simulation': { who: designs },
  'POST /concepteur/:type/simulation': { who: designs },
  'GET /pilotage': { who: counts },
  'GET /pilotage.csv': { who: counts },

  'GET /': everybody,
  'GET /demarches': everybody,
  'GET /aide': everybody,
  'GET /hors-ligne': everybody,
  'GET /manifest.webmanifest': everybody,
  'GET /service-worker.js': everybody,
  'GET /accessibilite': everybody,
  'GET /mentions-legales': everybody,
  'GET /modalites-utilisation': everybody,
  'GET /modalites-utilisation/:since': nobody,
  'GET /donnees-personnelles': everybody,
  'GET /statistiques': everybody,
  'GET /apparence.css': everybody,
  'GET /apparence/logo': nobody,
  'GET /encombrants': everybody,
  'GET /encombrants/:resource': { who: 'everybody' },
  'GET /salles': everybody,
  'GET /salles/:resource': { who: 'everybody' },
  'GET /propositions': everybody,
  'GET /propositions/:reference': nobody,
  'POST /propositions/:reference/soutien': { who: 'nobody', body: { email } },
  'POST /propositions/:reference/suivi': { who: 'nobody', body: { email } },
  'POST /propositions/:reference/commentaires': { who: 'nobody', body: { email, ...text } },
  'GET /confirmer/:code': nobody,
  'POST /confirmer/:code': nobody,
  'GET /desabonnement/:token': everybody,
  'POST /desabonnement/:token': nobody,
  'GET /signalements/:code/suivre': nobody,
  'POST /signalements/:code/suivre': nobody,
  'GET /brouillon': everybody,
  'POST /brouillon': nobody,
  'GET /brouillon/:code': nobody,
  'GET /demarches/:type': everybody,
  'POST /demarches/:type': everybody,
  'GET /demarches/:type/hors-ligne': everybody,
  'POST /demarches/:type/hors-ligne': everybody,
  'GET /demarches/:type/brouillon': everybody,
  'GET /demarches/:type/reprendre': everybody,
  'GET /demarches/:type/arret': everybody,
  'POST /demarches/:type/oubli': everybody,
  'GET /demarches/:type/verifier': everybody,
  'POST /demarches/:type/verifier': everybody,
  'GET /demarches/:type/:step': everybody,
  'POST /demarches/:type/:step': nobody,
  'GET /suivi': everybody,
  'POST /suivi': nobody,
  'GET /suivi/:reference': nobody,
  'GET /suivi/:reference/confirmation': nobody,
  'GET /suivi/:reference/courrier.pdf': nobody,
  'GET /suivi/:reference/recepisse.pdf': nobody,
  'GET /suivi/:reference/attestation.pdf': nobody,
  'GET /suivi/:reference/donnees.json': nobody,
  'GET /suivi/:reference/donnees.zip': nobody,
  'GET /suivi/:reference/donnees.pdf': nobody,
  'GET /suivi/:reference/rendez-vous.ics': nobody,
  'GET /suivi/:reference/flux': nobody,
  'GET /suivi/:reference/lien/:seal': nobody,
  'GET /suivi/:reference/avis/:seal': nobody,
  'POST /suivi/:reference/avis/:seal': nobody,
  'GET /suivi/:reference/avis': nobody,
  'POST /suivi/:reference/avis': nobody,
  'GET /suivi/:reference/retrait': nobody,
  'POST /suivi/:reference/retrait': nobody,
  'GET /suivi/:reference/correction': nobody,
  'POST /suivi/:reference/correction': nobody,
  'POST /suivi/:reference/motifs': nobody,
  'POST /suivi/:reference/reouverture': nobody,
  'POST /suivi/:reference/messages': nobody,
  'POST /suivi/:reference/documents': nobody,
  'GET /suivi/:reference/documents/:id': nobody,
  'POST /suivi/:reference/taches/:id/reponse': nobody,
  'GET /compte/connexion': everybody,
  'GET /compte/connexion/aller': everybody,
  'GET /compte/retour': nobody,
  'GET /compte/deconnecte': everybody,
  'POST /compte/deconnexion': nobody,
  'GET /compte': nobody,
  'GET /compte/brouillons/:id': nobody,
  'POST /compte/demandes': nobody,
  'GET /compte/donnees.json': nobody,
  'GET /compte/donnees.zip': nobody,
  'GET /compte/donnees.pdf': nobody,
  'GET /compte/suppression': nobody,
  'POST /compte/suppression': nobody,
  'GET /boite': everybody,
  'GET /boite.json': everybody,
  'GET /boite/:name': nobody,
  'GET /boite/:name/html': nobody,
  'GET /boite/:name/:index': nobody,
};

/** By method and path; those of the API have its prefix. */
export const table: Record<string, Line> = {
  ...Object.fromEntries(Object.entries(api).map(([route, line]) => [route.replace(' ', ' /api/v1'), line])),
  ...pages,
};
