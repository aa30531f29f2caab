import { expect, test } from '@jest/globals';
import Holidays from 'date-holidays';
import type { Zone } from '../../workflows/contract.ts';
import { holidays } from '../../workflows/kit/calendar.ts';

interface Compared {
  zone: Zone;
  /** As `date-holidays` names it: a country, and a part of it. */
  called: [country: string, state?: string];
  /** What the package has otherwise, and ours in its place. */
  theirs?: string;
  ours?: string;
}

const compared: Compared[] = [
  { zone: 'metropole', called: ['FR'] },
  { zone: 'alsace-moselle', called: ['FR', '57'] },
  // Good Friday is a custom of the Antilles and no public holiday of the décret n° 83-1003.
  { zone: 'guadeloupe', called: ['GP'], theirs: 'Vendredi saint' },
  { zone: 'martinique', called: ['MQ'], theirs: 'Vendredi saint' },
  { zone: 'guyane', called: ['GF'] },
  { zone: 'mayotte', called: ['YT'] },
  { zone: 'reunion', called: ['RE'] },
  { zone: 'saint-barthelemy', called: ['BL'] },
  // The abolition is kept on 28 May since 2018; the package still has the day of Guadeloupe.
  { zone: 'saint-martin', called: ['MF'], theirs: 'Abolition de l’esclavage', ours: '05-28' },
  { zone: 'nouvelle-caledonie', called: ['NC'] },
  { zone: 'polynesie', called: ['PF'] },
  { zone: 'wallis-et-futuna', called: ['WF'] },
];

test.each(compared)('the public holidays of $zone are those of date-holidays, from 2020 to 2060', (given) => {
  const [country, state] = given.called;
  const theirs = state ? new Holidays(country, state) : new Holidays(country);
  // In Polynesia Matari’i has the place of the feast of autonomy since 2026, says the package.
  for (let year = given.zone === 'polynesie' ? 2026 : 2020; year <= 2060; year += 1) {
    const days = theirs
      .getHolidays(year, 'fr')
      .filter(({ type, name }) => type === 'public' && name !== given.theirs)
      .map(({ date }) => date.slice(0, 10));
    if (given.ours) days.push(`${year}-${given.ours}`);
    expect([...holidays(year, given.zone)].sort()).toEqual([...new Set(days)].sort());
  }
});
