import type { JournalRow } from '../../db/journal.ts';
import { dateAndTime } from '../../templates/format.ts';
import { journalText, type Reader } from '../../templates/timeline.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { can } from '../auth/policy.ts';
import { keepReading } from '../auth/reading.ts';
import { storyOf } from '../citizen/story.ts';
import { newRouter } from '../context.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { entitled } from './request-page.ts';

/** Everything that was written about a request, line by line, for who answers for the service. */
export function journalPages(services: Services) {
  return newRouter().get('/agent/demandes/:reference/journal', async (ctx) => {
    const { request, agent } = await entitled(ctx, services);
    if (!can(agent, 'see journal', request)) throw new Problem('FORBIDDEN');
    const { lang } = ctx.state;
    await keepReading(services, { request, agent });
    const { type, reader, entries } = await storyOf(services, request, lang);
    show(ctx, services, 'journal', {
      reference: request.reference,
      title: type.title[lang],
      entries: entries.map((entry) => entryView(entry, reader, services.zone)),
    });
  });
}

function entryView(entry: JournalRow, reader: Reader, zone: Zone) {
  return {
    number: entry.seq,
    at: entry.at.toISOString(),
    atText: dateAndTime(entry.at, reader.lang, zone),
    actor: entry.agent ?? actors[entry.actor][reader.lang],
    text: journalText({ ...entry, agent: null }, reader),
    kind: entry.kind,
    data: Object.entries(entry.data).map(([name, value]) => ({
      name,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    })),
  };
}

const actors: Record<JournalRow['actor'], Record<Language, string>> = {
  citizen: { fr: 'La personne', en: 'The citizen' },
  agent: { fr: 'Un agent', en: 'An agent' },
  process: { fr: 'Le processus', en: 'The process' },
};
