import { isAsked } from '../../workflows/kit/asked.ts';
import { addDays, type CivilDate } from '../../workflows/kit/calendar.ts';
import { offeredOptions } from '../../workflows/kit/districts.ts';
import type { Field, Form, TextField } from '../../workflows/kit/fields.ts';
import type { Dice } from '../simulation/dice.ts';
import { aStreet, familyNames, givenNames, pick, townLine } from './made-up.ts';
import { type Story, stories, texts } from './stories.ts';

export interface Filling {
  dice: Dice;
  /** The day on which the form is filled in. */
  today: CivilDate;
  /** Choices, and days, that were made before. */
  given: Readonly<Record<string, string>>;
  /** How often each story has been told: all are, before one is again. */
  told: Map<Story, number>;
}

/** A form as somebody in the town might fill it in: no question that is not asked, and texts that go with the choices. */
export function filledForm(typeId: string, form: Form, filling: Filling): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  let story: Story | undefined;
  for (const [name, field] of Object.entries(form)) {
    const isLeftOut = 'optional' in field && field.optional && field.kind !== 'choice' && filling.dice.next() < 0.5;
    if (isLeftOut || !isAsked(form, name, answers)) continue;
    story ??= field.kind === 'text' ? storyOf(typeId, answers, filling) : undefined;
    answers[name] = filling.given[name] ?? story?.[name] ?? answerTo(typeId, name, field, filling);
  }
  return answers;
}

function storyOf(typeId: string, answers: Record<string, unknown>, { dice, told }: Filling): Story {
  const { by, told: known } = stories[typeId] ?? { told: {} };
  const fitting = (by && known[String(answers[by])]) || Object.values(known).flat();
  if (fitting.length === 0) return {};
  const times = (story: Story) => told.get(story) ?? 0;
  const fewest = Math.min(...fitting.map(times));
  const story = pick(
    fitting.filter((one) => times(one) === fewest),
    dice,
  );
  told.set(story, fewest + 1);
  return story;
}

function answerTo(typeId: string, name: string, field: Field, filling: Filling): unknown {
  const { dice } = filling;
  switch (field.kind) {
    case 'group':
      return filledForm(typeId, field.fields, filling);
    case 'list': {
      const count = Math.min(field.max, Math.max(field.min, 1 + Math.floor(dice.next() * 2)));
      return Array.from({ length: count }, () => filledForm(typeId, field.fields, filling));
    }
    case 'choice':
      return pick(offeredOptions(field), dice);
    case 'date':
      return dayOf(name, typeId, filling);
    case 'text':
      return textOf(name, field, dice);
  }
}

/** How long ago a day about a person is, in years: at least, and how many more at most. */
const yearsAgo: Readonly<Record<string, readonly [least: number, more: number]>> = {
  birthDate: [19, 60],
  deathDate: [0.1, 6],
  marriageDate: [0.5, 40],
  happenedOn: [0, 0.05],
};

function dayOf(name: string, typeId: string, { dice, today }: Filling): CivilDate {
  const [least, more] = typeId === 'school-enrolment' ? [3, 6] : (yearsAgo[name] ?? [0.1, 1]);
  return addDays(today, -Math.ceil((least + dice.next() * more) * 365));
}

function textOf(name: string, { format, range, long }: TextField, dice: Dice): string {
  switch (format) {
    case 'phone':
      return '01 99 00 00 00';
    case 'postcode':
      return townLine.postcode;
    case 'whole number':
      return String(
        range![0] + Math.floor(dice.next() * Math.min(range![1] - range![0], name === 'attendance' ? 150 : 4)),
      );
    case 'coordinates':
      return `${(47 + dice.next() / 50).toFixed(5)}, ${(2 + dice.next() / 50).toFixed(5)}`;
    case 'words':
      return wordsOf(name, long, dice);
  }
}

function wordsOf(name: string, long: boolean, dice: Dice): string {
  if (/givenName$/i.test(name)) return pick(givenNames, dice);
  if (/familyName$/i.test(name)) return `${pick(familyNames, dice)} (essai)`;
  if (name === 'street' || name === 'place') return aStreet(dice);
  if (name === 'town') return townLine.town;
  if (name === 'registration') return `ZZ-${100 + Math.floor(dice.next() * 900)}-ZZ`;
  return pick(texts[name] ?? [long ? 'Texte d’essai, sans importance.' : 'Essai'], dice);
}
