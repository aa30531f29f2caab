/**
 * The source of a new request type: the usual procedure, with an ending for every answer. What is still to be written is
 * in angle quotes, so that nobody takes it for the town's own words.
 */
export function scaffold(id: string, name: string): string {
  return `import { choice, text } from '../kit/fields.ts';
import { requestType } from '../kit/request-type.ts';
import { rejectedBySilence } from '../kit/silence.ts';

/** « Say here why the procedure is as it is: the law, a decision of the council, a past fault. » */
export const ${name} = requestType({
  id: '${id}',
  title: { fr: '« Titre de la démarche ${id} »', en: '“Title of ${id}”' },
  summary: {
    fr: '« Une ou deux phrases : pour qui, pour quoi, à quel prix. »',
    en: '“A sentence or two: for whom, what for, at what price.”',
  },
  // The heading of the portal under which people find it.
  theme: 'dialogue',
  service: 'reception',
  law: '« Texte qui fonde la démarche »',
  form: {
    // The options of a choice are all that the process can branch on.
    kind: choice({
      title: { fr: '« Nature de la demande »', en: '“Kind of request”' },
      options: {
        usual: { fr: '« Cas habituel »', en: '“Usual case”' },
        simple: { fr: '« Cas simple, sans justificatif »', en: '“Simple case, without documents”' },
      },
    }),
    details: text({ title: { fr: 'Précisions', en: 'Details' }, long: true, optional: true }),
  },
  pieces: {
    proof: { title: { fr: '« Justificatif »', en: '“Proof”' }, required: true },
  },
  answerWithin: '10 working days',
  // Silence accepts only where a list says so: then with the text, as in school-enrolment.ts.
  silence: rejectedBySilence,
  words: {
    'documents needed?': { fr: 'Justificatif nécessaire ?', en: 'Documents needed?' },
    'examining the request': { fr: 'Examen de la demande', en: 'Examining the request' },
  },
  purpose: { fr: 'instruire la demande « à préciser »', en: 'examine the request “to be specified”' },
  basis: 'public task',
  retention: { active: '1 year', fate: 'destroy' },

  async process(desk) {
    await desk.acknowledge();

    if (desk.check('documents needed?', (request) => request.kind === 'usual')) {
      const documents = await desk.askCitizen('waiting for documents', {
        pieces: ['proof'],
        within: '30 days',
        remindAfter: '10 days',
      });
      if (documents === 'no reply') return desk.close('abandoned', { email: 'closed-without-documents' });
    }

    const answers = ['accepted', 'refused'] as const;
    const decision = await desk.askAgent('examining the request', answers, { within: '5 working days' });
    switch (decision) {
      case 'accepted':
        return desk.close('accepted', { email: 'request-accepted' });
      case 'refused':
        return desk.close('refused', { email: 'request-refused' });
    }
  },
});
`;
}
