import type { AgentRow } from '../../db/agents.ts';
import type { FilterSelect, WorklistView } from '../../templates/pages/worklist-view.ts';
import type { Language } from '../../templates/views.ts';
import { channels } from '../../workflows/contract.ts';
import type { District } from '../../workflows/kit/districts.ts';
import { offeredTypes } from '../public/request-types.ts';
import { channels as channelNames } from './words.ts';
import type { Filter } from './worklist-filter.ts';

interface Around {
  agent: AgentRow;
  /** Of the services. */
  names: ReadonlyMap<string, string>;
  districts: readonly District[];
  colleagues: readonly AgentRow[];
  lang: Language;
}

/** What the list may be narrowed by, with what it is. */
export function filtersView(filter: Filter, around: Around): WorklistView['filters'] {
  const { names, districts, agent, colleagues, lang } = around;
  const select = (id: keyof Filter, options: readonly (readonly [value: string, label: string])[]): FilterSelect => ({
    id,
    ...labels[id as keyof typeof labels][lang],
    choices: options.map(([value, label]) => ({ value, label, checked: value === String(filter[id]) })),
  });
  const others = colleagues
    .filter(({ id }) => id !== agent.id)
    .map(({ id, displayName }) => [id, displayName] as const);
  return {
    q: filter.q ?? '',
    view: filter.view ?? '',
    selects: [
      select(
        'service',
        agent.services.map((id) => [id, names.get(id) ?? id]),
      ),
      select(
        'type',
        offeredTypes().map(({ id, title }) => [id, title[lang]]),
      ),
    ],
    further: [
      select(
        'district',
        districts.map((one) => [one.id, districtName(one, lang)]),
      ),
      select(
        'channel',
        channels.map((id) => [id, channelNames[id][lang]]),
      ),
      select(
        'age',
        ages.map((days) => [String(days), ageText(days, lang)]),
      ),
      select('assignee', [['me', words.me[lang]], ['nobody', words.nobody[lang]], ...others]),
    ],
    furtherOpen: [filter.district, filter.channel, filter.age, filter.assignee].some((value) => value !== undefined),
  };
}

/** Of one that is closed there may be requests still. */
function districtName({ nameFr, nameEn, open }: District, lang: Language): string {
  const name = { fr: nameFr, en: nameEn }[lang];
  return open ? name : `${name} (${{ fr: 'fermé', en: 'closed' }[lang]})`;
}

const ages = [2, 7, 30, 90, 365];
const ageText = (days: number, lang: Language) => ({ fr: `Plus de ${days} jours`, en: `Over ${days} days` })[lang];

const words = { me: { fr: 'Moi', en: 'Me' }, nobody: { fr: 'Personne', en: 'Nobody' } };

const labels = {
  service: { fr: { label: 'Service', all: 'Tous' }, en: { label: 'Service', all: 'All' } },
  type: { fr: { label: 'Démarche', all: 'Toutes' }, en: { label: 'Request type', all: 'All' } },
  district: { fr: { label: 'Quartier', all: 'Tous' }, en: { label: 'District', all: 'All' } },
  channel: { fr: { label: 'Reçue par', all: 'Tous les canaux' }, en: { label: 'Came by', all: 'Every channel' } },
  age: { fr: { label: 'Reçue il y a', all: 'N’importe quand' }, en: { label: 'Received', all: 'At any time' } },
  assignee: { fr: { label: 'Agent', all: 'Tous' }, en: { label: 'Agent', all: 'All' } },
};
