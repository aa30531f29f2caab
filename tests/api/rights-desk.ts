/** Who succeeds at an agent's task and what stands beside it on the request's page. */
import { randomUUID } from 'node:crypto';
import type { Line } from './rights-table.ts';

const nobody: Line = { who: 'nobody' };
const sees = ['agent', 'counter', 'manager'] as const;
const decides = ['agent', 'manager'] as const;
const text = { text: 'Bonjour' };
const reason = 'Ce n’est pas pour nous.';

export const deskRoutes: Record<string, Line> = {
  'GET /agent/demandes/:reference/flux': { who: sees, showsNothing: true },
  'GET /agent/demandes/:reference/processus.svg': { who: sees, showsNothing: true },
  'GET /agent/demandes/:reference/journal': { who: ['manager'] },
  'POST /agent/demandes/:reference/frappe': { who: sees },
  'POST /agent/demandes/:reference/notes': { who: sees, body: { 'new-note': 'Bonjour' } },
  'POST /agent/demandes/:reference/report': {
    who: decides,
    body: {
      'postpone-cause': 'longer study',
      'postpone-date': new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
      'postpone-reason': reason,
    },
  },
  // In use it is opened already: any who sees it is taken to its page.
  'POST /agent/demandes/:reference/archives': { who: sees, body: { reason: 'audit' } },
  'POST /agent/demandes/:reference/blocage': { who: ['manager'], body: { 'hold-reason': reason } },
  'POST /agent/demandes/:reference/deblocage': { who: ['manager'] },
  'POST /agent/demandes/:reference/limitation': { who: ['manager'], body: { 'restrict-reason': reason } },
  'POST /agent/demandes/:reference/limitation/annonce': { who: ['manager'], body: { 'restrict-reason': reason } },
  'POST /agent/demandes/:reference/limitation/levee': { who: ['manager'], faulty: true },
  'GET /agent/demandes/:reference/rectification': { who: decides },
  'POST /agent/demandes/:reference/rectification': { who: decides, faulty: true },
  'POST /agent/demandes/:reference/effacement': { who: ['manager'], faulty: true },
  // data alone, which rights-over-data.test.ts opens.
  'GET /agent/demandes/:reference/donnees': nobody,
  'POST /agent/demandes/:reference/donnees': nobody,
  'POST /agent/demandes/:reference/donnees/services': nobody,
  // Of a request that is put off, and of one that has another of the same person: browser/second-thoughts.test.ts.
  'POST /agent/demandes/:reference/reprise': { who: decides, faulty: true },
  'POST /agent/demandes/:reference/doublon': { who: decides, faulty: true },
  'GET /agent/courriers': { who: sees },
  // Of letters alone, which api/letters.test.ts opens: without one there is nothing to print, to post or to take back.
  'POST /agent/courriers/impression': { who: sees, faulty: true },
  'POST /agent/courriers/envoi': { who: sees, faulty: true },
  'POST /agent/courriers/annulation': nobody,
  'POST /agent/taches/:id/apercu': { who: decides, body: { answer: 'answered' } },
  'POST /agent/taches/:id/brouillon': { who: sees },
  'POST /agent/taches/:id/alerte': { who: decides, body: { 'call-reason': reason } },
  'POST /agent/taches/:id/attribution': { who: decides, body: { assignee: 'responsable@ville.example' } },
  'GET /agent/reponses-types': { who: ['manager'] },
  'GET /agent/reponses-types/:id': nobody,
  'POST /agent/reponses-types': {
    who: ['manager'],
    // Another title each time: a service has each once.
    get body() {
      return { title: randomUUID(), textFr: 'Bonjour' };
    },
  },
  'POST /agent/reponses-types/:id': nobody,
  'POST /agent/reponses-types/:id/suppression': nobody,
  'GET /agent/demandes/:reference/documents/:id': { who: sees },
  'POST /agent/demandes/:reference/documents': { who: sees, upload: true },
  'POST /agent/demandes/:reference/messages': { who: sees, body: text },
  'POST /agent/taches/:id/reponse': { who: decides, body: { answer: 'answered' } },
  'POST /agent/taches/:id/prise': { who: decides },
  'POST /agent/taches/:id/remise': { who: decides },
  'GET /agent/interventions': { who: ['agent', 'technician', 'manager'] },
  // Of tasks of this kind alone, which browser/interventions.test.ts opens.
  'GET /agent/interventions/:id': nobody,
  'POST /agent/interventions/:id': nobody,
  'POST /agent/interventions/:id/debut': nobody,
  'POST /agent/interventions/:id/remise': nobody,
  'POST /agent/demandes/:reference/papier': { who: sees, body: { piece: 'family-record' } },
};
