/** A town's settings as its pages, emails and letter show them. */
import { createHash } from 'node:crypto';
import type { TownSettings } from '../api/town/settings.ts';
import { paletteOf } from './colours.ts';
import { hourWords, longDate } from './format.ts';
import type { Language, OpeningLine, TownView } from './views.ts';

/** @param publicUrl without a trailing slash */
export function townView(settings: TownSettings, publicUrl: string): TownView {
  const { colour, logo, openingHours, accessibility, ...plain } = settings;
  return {
    ...plain,
    // A template that asks for a key that is not there is refused.
    siret: settings.siret,
    audit: settings.audit,
    certification: settings.certification,
    openingNote: settings.openingNote,
    appeal: settings.appeal,
    publicUrl,
    openingHours: { fr: openingLines(openingHours, 'fr'), en: openingLines(openingHours, 'en') },
    colours: paletteOf(colour),
    logo: logo !== undefined,
    appearance: createHash('sha256')
      .update(JSON.stringify([paletteOf(colour), logo]))
      .digest('hex')
      .slice(0, 12),
    accessibility: {
      statedOn: { fr: longDate(accessibility.statedOn, 'fr'), en: longDate(accessibility.statedOn, 'en') },
      planUrl: accessibility.planUrl,
    },
    dataProtection: { phone: undefined, address: undefined, ...settings.dataProtection },
  };
}

type Week = TownSettings['openingHours'];
type Day = keyof Week;

/** One line for days that follow each other with the same hours: « Du lundi au jeudi : de 9 h à 12 h ». */
function openingLines(week: Week, lang: Language): OpeningLine[] {
  const groups: { days: Day[]; hours: string }[] = [];
  for (const day of Object.keys(dayNames) as Day[]) {
    const hours = hoursText(week[day], lang);
    const last = groups.at(-1);
    if (last?.hours === hours) last.days.push(day);
    else groups.push({ days: [day], hours });
  }
  return groups.map(({ days, hours }) => ({ days: daysText(days, lang), hours }));
}

function hoursText(periods: Week[Day], lang: Language): string {
  if (periods.length === 0) return { fr: 'fermé', en: 'closed' }[lang];
  const texts = periods.map(([from, to]) =>
    lang === 'fr'
      ? `de ${hourWords(from, lang)} à ${hourWords(to, lang)}`
      : `${hourWords(from, lang)} to ${hourWords(to, lang)}`,
  );
  return texts.join({ fr: ' et ', en: ' and ' }[lang]);
}

function daysText(days: readonly Day[], lang: Language): string {
  const [first, last] = [dayNames[days[0]!][lang], dayNames[days.at(-1)!][lang]];
  if (days.length === 1) return capital(first);
  if (days.length === 2) return capital(`${first} ${{ fr: 'et', en: 'and' }[lang]} ${last}`);
  return lang === 'fr' ? `Du ${first} au ${last}` : `${first} to ${last}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const dayNames = {
  monday: { fr: 'lundi', en: 'Monday' },
  tuesday: { fr: 'mardi', en: 'Tuesday' },
  wednesday: { fr: 'mercredi', en: 'Wednesday' },
  thursday: { fr: 'jeudi', en: 'Thursday' },
  friday: { fr: 'vendredi', en: 'Friday' },
  saturday: { fr: 'samedi', en: 'Saturday' },
  sunday: { fr: 'dimanche', en: 'Sunday' },
};
