import type { Mark } from '../pages/agent-view.ts';
import type { Pages } from '../views.ts';
import type { ExampleWords } from './words.ts';

/** The agents' list with a row of each urgency, and the page of what was done with several. */
export function exampleWorklist(words: ExampleWords): Pick<Pages, 'worklist' | 'batch'> {
  const choice = (value: string, label: string, checked = false) => ({ value, label, checked });
  const select = (id: string, label: string) => ({
    id,
    label,
    all: words.count,
    choices: [choice('one', label, true)],
  });
  const late = {
    ...task(words),
    dueIn: words.late,
    urgency: 'late' as const,
    warning: words.said,
    marks: marks(words),
  };
  const soon = { ...task(words), dueIn: words.dueIn, urgency: 'soon' as const, warning: words.said };
  const ahead = { ...task(words), dueIn: words.ahead, urgency: 'ahead' as const, title: words.otherTitle };
  return {
    worklist: {
      views: [
        { label: words.agent, count: '3', url: '/agent?view=mine', current: true },
        { label: words.service.name, count: '1 204', url: '/agent?view=services', current: false },
      ],
      filters: {
        q: words.citizen,
        view: 'mine',
        selects: [select('service', words.service.name), select('type', words.title)],
        further: [select('district', words.otherTitle)],
        furtherOpen: true,
      },
      saved: {
        views: [
          { name: words.title, url: '/agent?type=question', current: true, deleteAction: '/agent/vues/1/suppression' },
        ],
        saveAction: '/agent/vues',
        name: words.title,
      },
      tasks: [
        { ...late, id: 'one', selectable: true, because: words.said },
        { ...soon, id: 'two', selectable: true, assignee: words.agent, district: words.otherTitle },
        { ...ahead, id: 'three', selectable: false },
      ],
      selectable: true,
      comments: [{ reference: '2026-004217', url: '/agent/demandes/2026-004217#commentaires', waiting: 2 }],
      letters: words.count,
      count: words.count,
      query: 'view=mine',
      exportUrl: '/agent/liste.csv?view=mine',
      live: '/agent/flux?view=mine',
      seen: '2026-11-24T10:00:00.000Z',
      nextUrl: '/agent?cursor=2',
      errors: [],
    },
    batch: {
      title: words.title,
      summary: words.said,
      rows: [
        { ...late, id: 'one', result: { done: true, text: words.count } },
        { ...soon, id: 'two', result: { done: false, text: words.error } },
        { ...ahead, id: 'three' },
      ],
      action: '/agent/lot/envoi',
      once: 'exemple-9',
      assignees: [choice('one', words.agent)],
      claimable: true,
      answers: [choice('refused', words.decisions[0])],
      withReply: true,
      reply: words.reply,
      list: 'view=mine',
      backUrl: '/agent?view=mine',
      errors: [{ href: '#assignee', text: words.error }],
    },
  };
}

const task = (words: ExampleWords) => ({
  url: '/agent/demandes/2026-004217',
  reference: '2026-004217',
  title: words.title,
  step: words.step,
  citizen: words.citizen,
  service: words.service.name,
  channel: words.otherTitle,
  dueOn: words.due,
  marks: [],
});

export const marks = (words: ExampleWords): Mark[] => [
  { kind: 'bounced', text: words.late },
  { kind: 'visit', text: words.step },
];
