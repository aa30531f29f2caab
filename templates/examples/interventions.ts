import type { InterventionPages, InterventionRound, RoundView } from '../pages/intervention-view.ts';
import type { ExampleWords } from './words.ts';

const place = '3 rue de la Démonstration, 99999 Exempleville';

export function exampleInterventionPages(words: ExampleWords): InterventionPages {
  return {
    interventions: {
      count: words.count,
      districts: [
        { name: place, today: [item(words, 'late'), item(words, 'soon')], later: [item(words, 'ahead')] },
        { name: '', today: [], later: [item(words, 'ahead')] },
      ],
      notice: words.said,
    },
    intervention: {
      title: words.step,
      about: words.otherTitle,
      reference: '2026-004217',
      place: place,
      mapUrl: 'geo:48.8566,2.3522?q=48.8566,2.3522',
      rows: words.answers,
      dueOn: words.due,
      dueIn: words.due,
      urgency: 'soon',
      state: words.status,
      rounds: exampleRounds(words),
      startAction: '/agent/interventions/1/debut',
      releaseAction: '/agent/interventions/1/remise',
      report: {
        action: '/agent/interventions/1',
        pieces: words.pieces.map((title, index) => ({
          id: `file-${index}`,
          name: `file.${index}`,
          title,
          required: index === 0,
          photo: true,
          files: [],
          error: index === 0 ? words.error : undefined,
        })),
        photos: words.pieces,
        accept: 'image/jpeg',
        photoAccept: 'image/jpeg',
        maxSize: '15 Mo',
        answers: words.decisions.map((label, index) => ({ value: `answer ${index}`, label, checked: index === 1 })),
        reasons: words.decisions.map((label, index) => ({ value: `reason ${index}`, label, checked: index === 0 })),
        note: words.said,
        proof: words.pieces[0],
      },
      unsent: words.said,
      keptTitle: words.step,
      agent: '00000000-0000-4000-8000-000000000001',
      errors: [
        { href: '#file-0', text: words.error },
        { href: '#answer', text: words.error },
        { href: '#reason', text: words.error },
      ],
      notice: words.said,
    },
  };
}

export const exampleRounds = (words: ExampleWords): InterventionRound[] => [
  [
    {
      name: words.step,
      state: 'done',
      stateText: words.status,
      detail: words.due,
      note: words.said,
      photos: words.pieces.map((title, index) => ({ title, url: `/agent/demandes/2026-004217/documents/${index}` })),
    },
    { name: words.step, state: 'started', stateText: words.status, photos: [] },
    { name: words.step, state: 'planned', stateText: words.status, photos: [] },
  ],
  [{ name: words.step, state: 'impossible', stateText: words.status, note: undefined, photos: [] }],
];

const item = (
  words: ExampleWords,
  urgency: 'late' | 'soon' | 'ahead',
): RoundView['districts'][number]['today'][number] => ({
  url: '/agent/interventions/1',
  title: words.step,
  about: words.otherTitle,
  place: place,
  mapUrl: urgency === 'ahead' ? undefined : 'geo:48.8566,2.3522?q=48.8566,2.3522',
  underWay: urgency === 'soon' ? words.agent : undefined,
  dueOn: words.due,
  dueIn: words.due,
  urgency,
});
